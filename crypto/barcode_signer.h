/* The certificate that a signed barcode carries (Doc 9303-12, profile "barcode signer"), read. */
#ifndef CRYPTO_BARCODE_SIGNER_H
#define CRYPTO_BARCODE_SIGNER_H

#include "crypto/base/bytes.h"

#include <openssl/x509.h>

/* The document of a vaccination seal, as certificates list it. */
#define BARCODE_VACCINATION "NV"

struct barcode_signer;

/* NULL unless it is exactly one certificate in DER, with a key and times that can be read. */
MUST_USE struct barcode_signer *barcode_signer_read(struct view der);
void barcode_signer_free(struct barcode_signer **signer);

/* Whether it has the profile, and its list of documents names this one. */
MUST_USE bool barcode_signer_is_for(const struct barcode_signer *signer, const char *document);

/* Whether its key is one of `alg`: ES256 on P-256, ES384 on P-384, ES512 on P-521. */
MUST_USE bool barcode_signer_does(const struct barcode_signer *signer, const char *alg);

/* How long its signatures are: raw r‖s. 0 when it has none of those keys. */
size_t barcode_signer_length(const struct barcode_signer *signer);

/* Whether a signature of exactly that length holds. */
MUST_USE bool barcode_signer_holds(const struct barcode_signer *signer, struct view message,
                                   struct view signature);

/* Its own days, in seconds since 1970. Until when its key is used is not among them: a seal does
 * not say when it was made. */
int64_t barcode_signer_from(const struct barcode_signer *signer);
int64_t barcode_signer_until(const struct barcode_signer *signer);

/* Its subject as RFC 2253 writes it, or "" where that is longer. */
void barcode_signer_subject(const struct barcode_signer *signer, char *out, size_t size);

/* Borrowed. */
X509 *barcode_signer_certificate(const struct barcode_signer *signer);

#endif
