/* Signing requests (PKCS #10): how a device that made its own key asks for a certificate. */
#ifndef CRYPTO_X509_REQUEST_H
#define CRYPTO_X509_REQUEST_H

#include "crypto/ec.h"

/* The public key in a request in PEM, which whoever made the request must hold the private half of;
 * nothing else in it is looked at. NULL, and a few words in `why`, for what is no request, for a
 * key that is not on P-256, and for a signature that does not hold or is not ECDSA with SHA-256. */
MUST_USE struct ec_key *x509_request_key(struct view pem, const char **why);

#endif
