/* Inside crypto/ only: the OpenSSL key in an ec_key, for the room's other files. */
#ifndef CRYPTO_EC_PKEY_H
#define CRYPTO_EC_PKEY_H

#include "crypto/ec.h"

#include <openssl/evp.h>

/* Borrowed. */
EVP_PKEY *ec_key_pkey(const struct ec_key *key);

#endif
