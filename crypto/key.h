/* The key port: whoever holds keys answers by name, and no key ever comes out.
 * drivers/keys implements it (memory; PKCS #11 later). */
#ifndef CRYPTO_KEY_H
#define CRYPTO_KEY_H

#include "crypto/aead.h"
#include "crypto/digest.h"
#include "crypto/ec.h"

struct key_port {
    void *self;

    /* ES256 over `message` with the private key `name`. */
    bool (*sign)(void *self, const char *name, struct view message, uint8_t out[EC_SIGNATURE_LEN]);

    /* The public half of `name`; the caller frees it. NULL when there is none. */
    struct ec_key *(*public_key)(void *self, const char *name);

    /* HMAC-SHA-256 under the secret `name`, which cannot be exported. */
    bool (*mac)(void *self, const char *name, struct view message, uint8_t out[SHA256_LEN]);

    /* Seals / opens a data key under the wrapping key `name`; `bound` as in aead.h. */
    bool (*wrap)(void *self, const char *name, struct view bound, const uint8_t key[AEAD_KEY_LEN],
                 struct bytes *out);
    bool (*unwrap)(void *self, const char *name, struct view bound, struct view wrapped,
                   uint8_t key[AEAD_KEY_LEN]);

    void (*close)(void *self);
};

#endif
