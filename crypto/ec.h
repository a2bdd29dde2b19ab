/* ECDSA on P-256 with SHA-256 (ES256). Signatures are raw r‖s, never DER. */
#ifndef CRYPTO_EC_H
#define CRYPTO_EC_H

#include "crypto/base/bytes.h"

enum { EC_SIGNATURE_LEN = 64, EC_POINT_LEN = 64 };

struct ec_key;

MUST_USE struct ec_key *ec_key_new(void);

/* From PEM: a private key, a public key or a certificate. NULL when it is not P-256. */
MUST_USE struct ec_key *ec_key_from_pem(struct view pem);

/* A public key from its point x‖y. NULL when the point is not on the curve. */
MUST_USE struct ec_key *ec_key_from_point(const uint8_t point[EC_POINT_LEN]);

/* A public key from a certificate in DER. NULL when it is not P-256. */
MUST_USE struct ec_key *ec_key_from_der(struct view certificate);

void ec_key_free(struct ec_key **key);
MUST_USE bool ec_key_point(const struct ec_key *key, uint8_t out[EC_POINT_LEN]);

/* Appends the private key in PEM (PKCS #8). False for a public key. */
MUST_USE bool ec_key_to_pem(const struct ec_key *key, struct bytes *out);

/* Appends the public half in PEM (SubjectPublicKeyInfo). */
MUST_USE bool ec_key_public_pem(const struct ec_key *key, struct bytes *out);

MUST_USE bool ec_sign(const struct ec_key *key, struct view message, uint8_t out[EC_SIGNATURE_LEN]);
MUST_USE bool ec_verify(const struct ec_key *key, struct view message, struct view signature);

#endif
