/* Inside app/signer only: what a signer is made of, and the steps it answers. */
#ifndef APP_SIGNER_SIGNER_INSIDE_H
#define APP_SIGNER_SIGNER_INSIDE_H

#include "app/seal/shc.h"
#include "app/signer/areas.h"
#include "app/signer/signer.h"

struct signer {
    struct signer_plan plan;
    struct shc_issuer issuer;
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

/* The seconds of the signer's clock. */
int64_t signer_now(const struct signer *signer);

#endif
