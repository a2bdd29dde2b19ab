/* Inside app/seal only: the signer that a seal carries, and whether it may be believed. */
#ifndef APP_SEAL_VDS_SIGNER_H
#define APP_SEAL_VDS_SIGNER_H

#include "app/seal/vds_trust.h"
#include "crypto/barcode_signer.h"
#include "crypto/digest.h"

struct vds_state;

struct vds_signer {
    struct barcode_signer *certificate;
    uint8_t digest[SHA256_LEN];
    const struct vds_state *issuer; /* once its chain was followed; borrowed from the trust */
};

/* The signer in `der`: out of the trust's memory of those whose chain holds, or read anew. False
 * when it is no certificate. It has to be given back. */
MUST_USE bool vds_signer_take(const struct vds_trust *trust, struct view der,
                              struct vds_signer *out);

/* Into the memory where its chain was followed, else away. */
void vds_signer_give_back(const struct vds_trust *trust, struct vds_signer *signer);

/* Everything about a signer but what it signed: profile, chain, that it signs for `state`, that it
 * was not withdrawn, and its days. `trust` may be NULL. */
MUST_USE enum err vds_signer_check(const struct vds_trust *trust, struct vds_signer *signer,
                                   const char *state, int64_t now);

#endif
