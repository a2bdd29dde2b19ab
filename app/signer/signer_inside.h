/* Inside app/signer only: what a signer is made of, and the steps it answers. */
#ifndef APP_SIGNER_SIGNER_INSIDE_H
#define APP_SIGNER_SIGNER_INSIDE_H

#include "app/seal/shc.h"
#include "app/signer/areas.h"
#include "app/signer/signer.h"
#include "drivers/keys/register.h"

struct signer {
    struct signer_plan plan;
    struct key_register keys; /* what is not in the port, or does not sign, is retired in it */
    int64_t warned;           /* the day on which the log last heard of keys */
    struct shc_issuer issuer; /* this and the next: as signer_choose found them */
    const char *sheet_key;
    struct signer_areas areas;
};

/* One question on its way: who asks about what, for the log. */
struct question {
    struct view body;
    struct bytes *out;
    const char *step; /* a constant word */
    char transaction[RANDOM_ID_SIZE];
    char area[AREA_CODE_SIZE];
};

/* Each appends its answer to question->out, or says with which code it is refused. */
MUST_USE enum err step_offer(struct signer *signer, struct question *question);
MUST_USE enum err step_nonce(struct signer *signer, struct question *question);
MUST_USE enum err step_proof(struct signer *signer, struct question *question);
MUST_USE enum err step_outcome(struct signer *signer, struct question *question);

/* Reads the register anew and tries each key that is new in it; says in the log, once a day, what
 * does not work (AK-K65) and what ends soon (AK-K66). AK-K67, and everything as it was, when the
 * register cannot be read or is a demo's where the settings are not. */
MUST_USE enum err signer_read_keys(struct signer *signer);

/* Which keys sign now (VRS-59); AK-K64 when there is none. */
MUST_USE enum err signer_choose(struct signer *signer);

/* The seconds of the signer's clock. */
int64_t signer_now(const struct signer *signer);

#endif
