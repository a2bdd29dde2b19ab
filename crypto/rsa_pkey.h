/* Inside crypto/ only: the OpenSSL key in an rsa_key, for the room's other files. */
#ifndef CRYPTO_RSA_PKEY_H
#define CRYPTO_RSA_PKEY_H

#include "crypto/rsa.h"

#include <openssl/evp.h>

/* Borrowed. */
EVP_PKEY *rsa_key_pkey(const struct rsa_key *key);

#endif
