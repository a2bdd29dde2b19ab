/* AES-256-GCM with a random nonce in front: nonce (12) | ciphertext | tag (16). */
#ifndef CRYPTO_AEAD_H
#define CRYPTO_AEAD_H

#include "crypto/base/bytes.h"

enum {
    AEAD_KEY_LEN = 32,
    AEAD_NONCE_LEN = 12,
    AEAD_TAG_LEN = 16,
    AEAD_OVERHEAD = AEAD_NONCE_LEN + AEAD_TAG_LEN
};

/* Appends `plain` sealed under `key`. `bound` is authenticated, not carried: opening needs the
 * same. */
MUST_USE bool aead_seal(const uint8_t key[AEAD_KEY_LEN], struct view bound, struct view plain,
                        struct bytes *out);

/* Appends what aead_seal was given. False, with `out` as it was, when key, bound or a bit differs.
 */
MUST_USE bool aead_open(const uint8_t key[AEAD_KEY_LEN], struct view bound, struct view sealed,
                        struct bytes *out);

#endif
