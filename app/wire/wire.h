/* The messages between programs: encode and decode only, no I/O. docs/wire.md describes each.
 *
 * Kiosk → centre → vrs → signer carry the same four steps; no message towards the signer has a
 * field in which certificate content, a hash of it or a record id could travel (CTR-12, VRS-55).
 * Decoding refuses unknown, doubled, missing, oversize and mistyped members.
 */
#ifndef APP_WIRE_WIRE_H
#define APP_WIRE_WIRE_H

#include "app/identity/liveness.h"
#include "app/record/certificate.h"
#include "crypto/base/bytes.h"
#include "crypto/base/err.h"

enum {
    WIRE_MAX = 64 * 1024,    /* the largest message body */
    WIRE_SEALED_MAX = 32768, /* the state of a step, as the kiosk carries it for the centre */
    TERMS_SIZE = 24,
    WIRE_AREAS_MAX = 64,
    WIRE_NOTICE_SIZE = 241,
    WIRE_VERSION_SIZE = 17, /* 16 hexadecimal digits */
};

/* Where each message is posted to: kiosk → centre. */
#define WIRE_OFFER       "/v1/offer"
#define WIRE_AWAIT       "/v1/await"
#define WIRE_OPEN        "/v1/open"
#define WIRE_PRESENT     "/v1/present"
#define WIRE_CERTIFICATE "/v1/certificate"
#define WIRE_OUTCOME     "/v1/outcome"

/* And centre → vrs, beside WIRE_OFFER and WIRE_OUTCOME. */
#define WIRE_NONCE "/v1/nonce"
#define WIRE_PROOF "/v1/proof"

/* What a body is. */
#define WIRE_TYPE_MESSAGE "application/json"
#define WIRE_TYPE_SHEET   "application/jose"
#define WIRE_TYPE_PROBLEM "application/problem+json"

/* --- kiosk ↔ centre ------------------------------------------------------------------------------
 */

struct wire_offered {
    struct area area;
    bool domestic, travel;
};

/* What the operator tells every resident: in all languages, or all empty. */
struct wire_notice {
    char ja[WIRE_NOTICE_SIZE], en[WIRE_NOTICE_SIZE], zh[WIRE_NOTICE_SIZE], ko[WIRE_NOTICE_SIZE];
};

/* What the kiosk may show. Asked with an empty body (GET). The vrs fills in the areas alone: the
 * rest is the centre's to say. */
struct wire_offer {
    char terms[TERMS_SIZE]; /* version of the terms of use */
    int fee;                /* yen */
    size_t count;
    struct wire_offered at[WIRE_AREAS_MAX];
    char version[WIRE_VERSION_SIZE]; /* another one whenever what follows has changed */
    bool closed;                     /* no visit begins now; the notice may say why */
    int opens, closes;               /* hours, as minutes of the day in JST; the same: always */
    struct wire_notice notice;
};

/* Answered when the offer's version is another than `after`, or shortly before its time has run
 * out: so a change at the centre reaches a kiosk at once. */
struct wire_await {
    char after[WIRE_VERSION_SIZE];
};

struct wire_awaited {
    char version[WIRE_VERSION_SIZE];
    bool closed;
};

struct wire_open {
    char transaction[RANDOM_ID_SIZE]; /* 128 random bits, made by the kiosk */
    char area[AREA_CODE_SIZE];
    enum kind kind;
};

struct wire_opened {
    uint8_t nonce[NONCE_LEN];
    struct bytes sealed;
};

struct wire_present {
    char transaction[RANDOM_ID_SIZE];
    char terms[TERMS_SIZE]; /* the version that was agreed to */
    int64_t agreed;         /* when, seconds since 1970 */
    struct card_files files;
    uint8_t signature[CARD_SIGNATURE_LEN];
    struct bytes sealed;
};

struct wire_presented {
    struct holder holder; /* derived from the proof by the signer, not echoed from the kiosk */
    struct history history;
    struct traveller traveller; /* for travel: as on file, the passport's number masked */
    uint8_t nonce[NONCE_LEN];   /* for the second challenge; all zero unless found is FOUND_SOME */
    struct bytes sealed;
};

struct wire_certificate {
    char transaction[RANDOM_ID_SIZE];
    uint8_t signature[CARD_SIGNATURE_LEN];
    struct bytes sealed;
};

/* The answer is the sheet (sheet.h), as it left the signer. */

struct wire_outcome {
    char transaction[RANDOM_ID_SIZE];
    bool delivered;
    int sheets;    /* counted by the printer */
    enum err code; /* why not delivered; ERR_OK when delivered */
    int dose;      /* AK-S61: the number of the dose that is said to differ; else 0 */
};

/* --- centre → vrs → signer ----------------------------------------------------------------------
 */

/* A nonce for the first step. Answered with wire_nonce. */
struct wire_nonce_ask {
    char transaction[RANDOM_ID_SIZE];
    char area[AREA_CODE_SIZE];
    enum kind kind;
    uint8_t kiosk[SHA256_LEN]; /* digest of the kiosk's certificate as the centre's line saw it */
};

struct wire_nonce {
    uint8_t nonce[NONCE_LEN];
};

/* The proof of a card transaction: step LIVENESS_RECORDS opens the records (answered with
 * wire_presented without `sealed`), LIVENESS_CERTIFICATE the certificate (answered with the sheet).
 */
struct wire_proof {
    struct liveness live; /* `nonce` is the one that was given out for this step */
    char terms[TERMS_SIZE];
    int64_t agreed;
    struct card_files files;
    uint8_t signature[CARD_SIGNATURE_LEN];
};

/* Any step can be answered by a problem (RFC 9457) instead, with our code. */
struct wire_problem {
    int status; /* HTTP status */
    enum err code;
};

/* What can travel over the signer's socket: one byte of request kind in front of the JSON body, one
 * byte of answer kind in front of the answer. */
enum wire_signer {
    WIRE_SIGNER_NONCE = 'n',
    WIRE_SIGNER_PROOF = 'p',
    WIRE_SIGNER_OUTCOME = 'o',
    WIRE_SIGNER_OFFER = 'a',
    WIRE_SIGNER_ANSWER = 'A',
    WIRE_SIGNER_PROBLEM = 'P',
};

/* Each X_encode appends the body and is false only when memory or WIRE_MAX is exceeded.
 * Each X_decode fills *out from a body; on failure *out is freed and wiped and the code says why.
 * X_free wipes and frees; safe on a zeroed struct and twice. Structs without owned memory need
 * none. */
MUST_USE bool wire_offer_encode(const struct wire_offer *in, struct bytes *out);
MUST_USE enum err wire_offer_decode(struct view body, struct wire_offer *out);
MUST_USE bool wire_await_encode(const struct wire_await *in, struct bytes *out);
MUST_USE enum err wire_await_decode(struct view body, struct wire_await *out);
MUST_USE bool wire_awaited_encode(const struct wire_awaited *in, struct bytes *out);
MUST_USE enum err wire_awaited_decode(struct view body, struct wire_awaited *out);
MUST_USE bool wire_open_encode(const struct wire_open *in, struct bytes *out);
MUST_USE enum err wire_open_decode(struct view body, struct wire_open *out);
MUST_USE bool wire_opened_encode(const struct wire_opened *in, struct bytes *out);
MUST_USE enum err wire_opened_decode(struct view body, struct wire_opened *out);
void wire_opened_free(struct wire_opened *m);
MUST_USE bool wire_present_encode(const struct wire_present *in, struct bytes *out);
MUST_USE enum err wire_present_decode(struct view body, struct wire_present *out);
void wire_present_free(struct wire_present *m);
MUST_USE bool wire_presented_encode(const struct wire_presented *in, struct bytes *out);
MUST_USE enum err wire_presented_decode(struct view body, struct wire_presented *out);
void wire_presented_free(struct wire_presented *m);
MUST_USE bool wire_certificate_encode(const struct wire_certificate *in, struct bytes *out);
MUST_USE enum err wire_certificate_decode(struct view body, struct wire_certificate *out);
void wire_certificate_free(struct wire_certificate *m);
MUST_USE bool wire_outcome_encode(const struct wire_outcome *in, struct bytes *out);
MUST_USE enum err wire_outcome_decode(struct view body, struct wire_outcome *out);
MUST_USE bool wire_nonce_ask_encode(const struct wire_nonce_ask *in, struct bytes *out);
MUST_USE enum err wire_nonce_ask_decode(struct view body, struct wire_nonce_ask *out);
MUST_USE bool wire_nonce_encode(const struct wire_nonce *in, struct bytes *out);
MUST_USE enum err wire_nonce_decode(struct view body, struct wire_nonce *out);
MUST_USE bool wire_proof_encode(const struct wire_proof *in, struct bytes *out);
MUST_USE enum err wire_proof_decode(struct view body, struct wire_proof *out);
void wire_proof_free(struct wire_proof *m);
MUST_USE bool wire_problem_encode(const struct wire_problem *in, struct bytes *out);
MUST_USE enum err wire_problem_decode(struct view body, struct wire_problem *out);

/* The problem that tells of `code`, with the HTTP status of its category. */
struct wire_problem wire_problem_of(enum err code);

/* ERR_OK where a message could be made; else the code of a message that memory or a limit of our
 * own stopped. */
MUST_USE enum err wire_made(bool made);

#endif
