/* Inside app/signer only: what a signer is made of, and the steps it answers. */
#ifndef APP_SIGNER_SIGNER_INSIDE_H
#define APP_SIGNER_SIGNER_INSIDE_H

#include "app/seal/shc.h"
#include "app/seal/vds.h"
#include "app/signer/areas.h"
#include "app/signer/signer.h"
#include "drivers/keys/register.h"

struct signer {
    struct signer_plan plan;
    struct key_register keys;  /* what is not in the port, or does not sign, is retired in it */
    int64_t warned;            /* the day on which the log last heard of keys */
    struct shc_issuer issuer;  /* these: as signer_choose found them */
    struct flate_trees *trees; /* the issuer's */
    struct vds_issuer travel;
    const char *sheet_key;
    struct bytes barcode;                  /* certificate of the key in `travel` */
    char barcode_kid[JWK_THUMBPRINT_SIZE]; /* that key */
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

/* Which keys sign a certificate of this kind now (VRS-59); AK-K64 when there is none, AK-K68 when a
 * seal's has no certificate. */
MUST_USE enum err signer_choose(struct signer *signer, enum kind kind);

/* The seconds of the signer's clock. */
int64_t signer_now(const struct signer *signer);

#endif
