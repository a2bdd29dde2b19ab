/* The steps of a transaction as the centre sees them. Pure: a step turns a kiosk's message into a
 * question for the vrs, and the vrs's answer into the kiosk's. What lies between travels sealed
 * with the kiosk, so that any node can serve any step and none keeps anything. */
#ifndef APP_CENTRE_STEPS_H
#define APP_CENTRE_STEPS_H

#include "app/centre/control.h"
#include "app/wire/wire.h"
#include "crypto/aead.h"
#include "crypto/ec.h"
#include "drivers/host/clock.h"

/* A municipality that takes part, on which days. */
struct desk_area {
    char code[AREA_CODE_SIZE];
    struct date from, until; /* JST, both of them in; all zero: without a limit */
};

/* What every transaction is judged by. */
struct desk {
    char terms[TERMS_SIZE];
    int fee;
    size_t areas;
    struct desk_area area[WIRE_AREAS_MAX]; /* areas.h */
    struct control control;                /* in force now (lookout.h) */
    struct card_roots roots;
    struct ec_key *sheet_key;
    uint8_t state_key[AEAD_KEY_LEN];
    struct clock_port clock;
};

/* On locked memory, because of the state key. NULL when there is none. */
MUST_USE struct desk *desk_new(struct clock_port clock);
void desk_free(struct desk **desk);

/* Whether the municipality takes part today (CTR-02, CTR-18). */
MUST_USE bool desk_offers(const struct desk *desk, const char *area);

/* One step of one transaction, from the request to its answer. */
struct errand {
    const struct desk *desk;
    uint8_t kiosk[SHA256_LEN]; /* digest of the kiosk's certificate as the line saw it */
    char transaction[RANDOM_ID_SIZE], area[AREA_CODE_SIZE]; /* "" while not known */
    struct wire_proof proof; /* of present and certificate; open uses its `live` */
    struct holder holder;    /* whom the card names */
};

/* An errand for a desk and a kiosk, on zeroed memory. */
void errand_open(struct errand *errand, const struct desk *desk, const uint8_t kiosk[SHA256_LEN]);
void errand_wipe(struct errand *errand);

struct step {
    const char *path, *name; /* where the kiosk asks, and the word for the log */
    const char *vrs_path;
    const char *type; /* of the answer */

    /* Judges the kiosk's message and appends the question for the vrs. On a code nothing may be
     * forwarded (CTR-03, CTR-05). */
    enum err (*begin)(struct errand *errand, struct view body, struct bytes *question);

    /* Judges the vrs's answer and appends the kiosk's. On a code the kiosk gets nothing of it. */
    enum err (*end)(struct errand *errand, struct view answer, struct bytes *reply);
};

extern const struct step step_offer;
extern const struct step step_open;
extern const struct step step_present;
extern const struct step step_certificate;
extern const struct step step_outcome;

/* The step for a path, or NULL. */
const struct step *step_for(const char *path);

#endif
