/* Inside app/seal only: what a trust holds. */
#ifndef APP_SEAL_TRUST_INSIDE_H
#define APP_SEAL_TRUST_INSIDE_H

#include "app/seal/dcc_trust.h"
#include "app/seal/trust_lists.h"
#include "app/seal/vds_trust.h"

struct trust_signer {
    char issuer[TRUST_ISSUER_SIZE];
    char kid[JWK_THUMBPRINT_SIZE];
    struct ec_key *key;
};

struct trust {
    struct trust_edition edition;
    struct trust_signer *entries;
    size_t count;
    struct trust_lists withdrawn;
    struct vds_trust *vds;
    struct dcc_trust *dcc;
};

/* The keys of a JWKS under `issuer`: all or nothing. */
MUST_USE bool trust_add_keys(struct trust *trust, const char *issuer, const json_t *jwks);

#endif
