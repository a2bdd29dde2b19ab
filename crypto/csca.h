/* A state's country signing authority (Doc 9303-12): whose barcode signers it vouches for, and
 * which it withdrew. Its path is walked by hand: OpenSSL's own refuses an authority that spells its
 * curve out, as Japan's does, though its signatures verify. */
#ifndef CRYPTO_CSCA_H
#define CRYPTO_CSCA_H

#include "crypto/barcode_signer.h"

struct csca;

enum csca_list { CSCA_LIST_TAKEN, CSCA_LIST_FOREIGN, CSCA_LIST_OLDER };

/* NULL unless it is one certificate in DER of a CA that signs itself, may sign certificates, has a
 * key identifier, and, where it says what for, is for health seals. */
MUST_USE struct csca *csca_read(struct view der);
void csca_free(struct csca **csca);

/* Whether both are the same certificate. */
MUST_USE bool csca_equal(const struct csca *a, const struct csca *b);

/* Whether a signer says that this is its issuer: by name and by key identifier. */
MUST_USE bool csca_is_named_by(const struct csca *csca, const struct barcode_signer *signer);

/* Whether it is: it signed the certificate, for its own country, on one of its own days. */
MUST_USE bool csca_issued(const struct csca *csca, const struct barcode_signer *signer);

/* Takes a CRL in place of an older one. Foreign: not signed by it, not one CRL in DER, without a
 * number, or one that says what is not understood here. */
MUST_USE enum csca_list csca_take_list(struct csca *csca, struct view crl);

/* Whether the CRL at hand names the signer. */
MUST_USE bool csca_withdrew(const struct csca *csca, const struct barcode_signer *signer);

/* Whether the CRL of `after` is not older than that of `before`, and names all that it named. */
MUST_USE bool csca_keeps(const struct csca *before, const struct csca *after);

#endif
