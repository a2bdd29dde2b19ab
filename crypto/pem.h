/* Inside crypto/ only: PEM texts and OpenSSL's objects. */
#ifndef CRYPTO_PEM_H
#define CRYPTO_PEM_H

#include "crypto/base/bytes.h"

#include <openssl/evp.h>
#include <openssl/x509.h>

/* A reader of `pem`, which must outlive it; or NULL. */
MUST_USE BIO *pem_open(struct view pem);

/* The private key in `pem`, or NULL. */
MUST_USE EVP_PKEY *pem_private(struct view pem);

/* Appends the private half of `pkey` (PKCS #8). False for a public key. */
MUST_USE bool pem_write_private(EVP_PKEY *pkey, struct bytes *out);

/* Appends the public half of `pkey` (SubjectPublicKeyInfo). */
MUST_USE bool pem_write_public(EVP_PKEY *pkey, struct bytes *out);

MUST_USE bool pem_write_certificate(X509 *cert, struct bytes *out);

#endif
