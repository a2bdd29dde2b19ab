/* A card visited as the programs visit it, one call after another or in any other order. */
#ifndef TESTS_FUZZ_VISIT_H
#define TESTS_FUZZ_VISIT_H

#include "app/card/session.h"
#include "app/identity/liveness.h"
#include "drivers/card/text_ap.h"

#include <string.h>

/* What opens the demo's adult; every demo card has this PIN. */
#define VISIT_PIN "1234"
#define VISIT_A   "900000000010"
#define VISIT_B   "60041220351234"

enum visit_call {
    VISIT_EXPIRY,
    VISIT_SELECT,
    VISIT_TRIES,
    VISIT_VERIFY,
    VISIT_READ_NUMBER,
    VISIT_READ_PERSON,
    VISIT_READ_DIGESTS,
    VISIT_READ_CERTIFICATE,
    VISIT_READ_KEY,
    VISIT_SIGN,
    VISIT_SESSION,  /* all of the above, as akashi-card read makes them */
    VISIT_PROBE,    /* akashi-card check */
    VISIT_NUMBER_A, /* sessions with a 照合番号 in the PIN's place */
    VISIT_NUMBER_B,
    VISIT_CALLS
};

/* Whether it is a session: then something is entered. */
static inline bool visit_is_session(unsigned call)
{
    return call == VISIT_SESSION || call == VISIT_NUMBER_A || call == VISIT_NUMBER_B;
}

struct visit {
    const struct card_roots *roots;
    char expiry[TEXT_AP_EXPIRY_SIZE];
    unsigned tries;
    struct pin pin;
    struct card_files files;
    uint8_t signature[TEXT_AP_SIGNATURE_LEN];
    struct reading reading; /* of the last session */
    struct probe probe;
};

static const struct date visit_today = {2026, 11, 20};

static inline struct visit visit_new(const struct card_roots *roots)
{
    return (struct visit){.roots = roots, .files = card_files_new()};
}

static inline void visit_free(struct visit *visit)
{
    pin_wipe(&visit->pin);
    card_files_free(&visit->files);
    reading_wipe(&visit->reading);
}

/* The file that a call reads, or NULL. */
static inline struct bytes *visit_file(struct visit *visit, unsigned call)
{
    struct card_files *files = &visit->files;
    struct bytes *const all[] = {&files->number, &files->person, &files->digests,
                                 &files->certificate, &files->key};

    return call >= VISIT_READ_NUMBER && call <= VISIT_READ_KEY ? all[call - VISIT_READ_NUMBER]
                                                               : NULL;
}

static inline enum err visit_expiry(struct visit *visit, struct reader_port *reader)
{
    enum err code = text_ap_expiry(reader, visit->expiry);

    return code == ERR_OK ? card_expiry_check(visit->expiry, visit_today) : code;
}

static inline bool visit_type(struct visit *visit, enum pin_kind kind)
{
    char typed[][PIN_B_LEN + 1] = {VISIT_PIN, VISIT_A, VISIT_B};

    return pin_take_kind(&visit->pin, kind, typed[kind], strlen(typed[kind]));
}

static inline enum err visit_verify(struct visit *visit, struct reader_port *reader)
{
    if (!visit_type(visit, PIN_OF_HOLDER))
        return reader_failure(READER_MISUSED);
    return text_ap_verify(reader, &visit->pin, &visit->tries);
}

/* The digest is always that of a first step with a nonce of zeros, so that a signature can be
 * recorded. */
static inline enum err visit_sign(struct visit *visit, struct reader_port *reader)
{
    static const struct liveness first = {.step = LIVENESS_RECORDS};
    uint8_t digest[SHA256_LEN];
    enum err code = reader_failure(READER_MISUSED);

    if (liveness_digest(&first, &visit->files, digest))
        code = text_ap_sign(reader, digest, visit->signature);
    if (code == ERR_OK)
        code = liveness_check(&visit->files, digest,
                              view_of(visit->signature, sizeof visit->signature));
    return code;
}

static inline enum err visit_session(struct visit *visit, struct reader_port *reader,
                                     enum pin_kind kind)
{
    visit->reading = (struct reading){0};
    if (session_begin(reader, visit_today, kind, &visit->reading) && visit_type(visit, kind))
        session_read(reader, visit->roots, &visit->pin, &visit->reading);
    return visit->reading.code;
}

static inline enum err visit_probe(struct visit *visit, struct reader_port *reader)
{
    visit->probe = (struct probe){0};
    probe_card(reader, visit->roots, visit_today, &visit->probe);
    return visit->probe.code;
}

static inline enum err visit_make(struct visit *visit, struct reader_port *reader, unsigned call)
{
    static const enum text_ap_file files[] = {TEXT_AP_NUMBER, TEXT_AP_PERSON, TEXT_AP_DIGESTS,
                                              TEXT_AP_CERTIFICATE, TEXT_AP_KEY};

    switch (call) {
    case VISIT_EXPIRY:
        return visit_expiry(visit, reader);
    case VISIT_SELECT:
        return text_ap_select(reader);
    case VISIT_TRIES:
        return text_ap_tries(reader, &visit->tries);
    case VISIT_VERIFY:
        return visit_verify(visit, reader);
    case VISIT_SIGN:
        return visit_sign(visit, reader);
    case VISIT_SESSION:
        return visit_session(visit, reader, PIN_OF_HOLDER);
    case VISIT_NUMBER_A:
        return visit_session(visit, reader, PIN_NUMBER_A);
    case VISIT_NUMBER_B:
        return visit_session(visit, reader, PIN_NUMBER_B);
    case VISIT_PROBE:
        return visit_probe(visit, reader);
    default:
        return text_ap_read(reader, files[call - VISIT_READ_NUMBER], visit_file(visit, call));
    }
}

#endif
