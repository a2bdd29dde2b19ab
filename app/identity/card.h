/* Who a My Number Card says its holder is, and whether that can be believed. Pure: the files come
 * from a reader, from the wire or from a test. Kiosk, centre and signer each judge for themselves.
 *
 * Spec: the card's text AP, EF 0001–0004 and 0007; marks of evidence in docs/card.md.
 */
#ifndef APP_IDENTITY_CARD_H
#define APP_IDENTITY_CARD_H

#include "app/record/certificate.h"
#include "app/record/number.h"
#include "crypto/base/bytes.h"
#include "crypto/base/err.h"

enum { CARD_FILE_MAX = 4096, CARD_KEY_ID_LEN = 16, CARD_ROOTS_MAX = 16, CARD_SIGNATURE_LEN = 256 };

/* The files of one card session, as read. All of it is as secret as the number. */
struct card_files {
    struct bytes number;      /* EF 0001, physical length, filler included */
    struct bytes person;      /* EF 0002 */
    struct bytes digests;     /* EF 0003 */
    struct bytes certificate; /* EF 0004 */
    struct bytes key;         /* EF 0007 */
};

/* Empty files on secret memory. */
struct card_files card_files_new(void);
void card_files_free(struct card_files *files);

struct card_root {
    uint8_t key_id[CARD_KEY_ID_LEN];
    uint8_t modulus[CARD_SIGNATURE_LEN];
};

/* The roots that are configured; nothing from a card is ever one. */
struct card_roots {
    size_t count;
    struct card_root root[CARD_ROOTS_MAX];
};

/* Reads a text of lines "<32 hex: key id> <512 hex: modulus>"; '#' begins a comment. False on any
 * other line, on a key id that stands there twice, and on too many. */
MUST_USE bool card_roots_parse(struct view text, struct card_roots *out);

/* The root with this whole key id, or NULL. */
const struct card_root *card_roots_find(const struct card_roots *roots, struct view key_id);

/* Whether a root is of a test hierarchy (key ids that begin with 9 or 6). */
MUST_USE bool card_roots_test(const struct card_roots *roots);

enum card_verdict {
    CARD_UNSUPPORTED = 0,    /* another layout or algorithm, as the next card will have, or a person
                              * that cannot be read from it */
    CARD_ALTERED = 1,        /* a digest, the signature or the certificate does not hold */
    CARD_ISSUER_UNKNOWN = 2, /* all of it fits together, but no configured root vouches for it */
    CARD_AUTHENTIC = 3,
    CARD_PART_AUTHENTIC = 4, /* so is the part that was read; the other was not, and whoever needs a
                              * whole card has none */
};

struct card_person {
    char number[NUMBER_SIZE];
    struct holder holder;
    char sex; /* '1', '2', or '?' for anything else */
};

struct card_judgement {
    enum card_verdict verdict;
    enum err code; /* ERR_OK only when authentic, whole or in part; each failed check has its own */
    const char *step; /* the check that failed, a constant English word or two; "" when none */
};

/* Judges EF 0001–0004 and, where they can be decoded, fills `out` (wiped first). `out` may only be
 * used when the verdict is CARD_AUTHENTIC. */
struct card_judgement card_judge(const struct card_files *files, const struct card_roots *roots,
                                 struct card_person *out);

/* What may have been read of a card: EF 0001, EF 0002, or both. */
enum card_part { CARD_NUMBER = 1, CARD_ATTRIBUTES = 2, CARD_WHOLE = CARD_NUMBER | CARD_ATTRIBUTES };

/* The same of what 照合番号A or B opens: CARD_NUMBER or CARD_ATTRIBUTES with EF 0003 and 0004
 * (CNT-05). The signature covers the digests of both files, so that one can be checked without the
 * other. Never says CARD_AUTHENTIC, and fills of `out` only what was judged. */
MUST_USE struct card_judgement card_judge_part(const struct card_files *files, enum card_part part,
                                               const struct card_roots *roots,
                                               struct card_person *out);

void card_person_wipe(struct card_person *person);

/* ERR_OK, or the code when the last day of validity, YYYYMMDD as the card tells it unsigned, lies
 * before `today`. A text that is not a date says nothing, and is ERR_OK. */
MUST_USE enum err card_expiry_check(const char *expiry, struct date today);

#endif
