/* A key port with one secret for everything, for tests. */
#ifndef TESTS_UNIT_DRIVERS_STORE_FAKE_KEYS_H
#define TESTS_UNIT_DRIVERS_STORE_FAKE_KEYS_H

#include "crypto/key.h"

#include <string.h>

struct fake_keys {
    uint8_t secret[AEAD_KEY_LEN];
    bool gone; /* the token was pulled */
};

static inline bool fake_mac(void *self, const char *name, struct view message,
                            uint8_t out[SHA256_LEN])
{
    const struct fake_keys *keys = self;

    return !keys->gone && strcmp(name, "index") == 0 &&
           digest_hmac(view_of(keys->secret, sizeof keys->secret), message, out);
}

static inline bool fake_wrap(void *self, const char *name, struct view bound,
                             const uint8_t key[AEAD_KEY_LEN], struct bytes *out)
{
    const struct fake_keys *keys = self;

    return !keys->gone && strcmp(name, "wrap") == 0 &&
           aead_seal(keys->secret, bound, view_of(key, AEAD_KEY_LEN), out);
}

static inline bool fake_unwrap(void *self, const char *name, struct view bound, struct view wrapped,
                               uint8_t key[AEAD_KEY_LEN])
{
    const struct fake_keys *keys = self;
    struct bytes plain = bytes_new(AEAD_KEY_LEN + AEAD_OVERHEAD);
    bool good = !keys->gone && strcmp(name, "wrap") == 0 &&
                aead_open(keys->secret, bound, wrapped, &plain) && plain.len == AEAD_KEY_LEN;

    if (good)
        memcpy(key, plain.at, AEAD_KEY_LEN);
    bytes_free(&plain);
    return good;
}

static inline struct key_port fake_keys_port(struct fake_keys *keys)
{
    return (struct key_port){
        .self = keys, .mac = fake_mac, .wrap = fake_wrap, .unwrap = fake_unwrap};
}

#endif
