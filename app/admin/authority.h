/* The offline authorities that vouch for signing keys: a root, the issuing CA under it, and the
 * state's CSCA for seals for travel. Their folder is on a medium that is in the machine only while
 * a key is made or withdrawn; every file in it is its owner's alone. */
#ifndef APP_ADMIN_AUTHORITY_H
#define APP_ADMIN_AUTHORITY_H

#include "drivers/keys/register.h"

#define AUTHORITY_CSCA "csca.der"

struct authority {
    struct ec_key *ca, *csca;
    struct bytes ca_pem, root_pem, csca_der;
};

/* Makes the three in `folder`, for twenty years, and puts the CSCA's certificate beside the
 * register. False where there are some already. */
MUST_USE bool authority_make(const char *folder, const struct key_settings *settings, int64_t now,
                             char why[KEYS_WHY_SIZE]);

/* False with one line in `why`. */
MUST_USE bool authority_open(const char *folder, struct authority *out, char why[KEYS_WHY_SIZE]);
void authority_close(struct authority *it);

/* Appends the certificate of `entry` over its public key, good for ten years after its last
 * signature: a barcode signer in DER for vds, else PEM, the certificate first and those above it
 * behind. The certificate of an issuer of health cards carries settings->issuer. */
MUST_USE bool authority_certify(const struct authority *by, const struct key_settings *settings,
                                const struct key_entry *entry, const struct ec_key *public_key,
                                struct bytes *out);

#endif
