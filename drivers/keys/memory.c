#include "drivers/keys/memory.h"

#include "crypto/base/secret.h"
#include "drivers/keys/folder.h"

#include <stdio.h>
#include <string.h>

struct named_key {
    char name[KEYS_NAME_SIZE];
    struct ec_key *pair; /* NULL: `secret` is the key */
    uint8_t secret[AEAD_KEY_LEN];
};

struct keys {
    size_t count;
    struct named_key at[KEYS_MAX];
};

static const struct named_key *find(const struct keys *keys, const char *name, bool pair)
{
    for (size_t i = 0; i < keys->count; i++) {
        if (strcmp(keys->at[i].name, name) == 0 && (keys->at[i].pair != NULL) == pair)
            return &keys->at[i];
    }
    return NULL;
}

static bool sign(void *self, const char *name, struct view message, uint8_t out[EC_SIGNATURE_LEN])
{
    const struct named_key *key = find(self, name, true);

    return key != NULL && ec_sign(key->pair, message, out);
}

static struct ec_key *public_key(void *self, const char *name)
{
    const struct named_key *key = find(self, name, true);
    uint8_t point[EC_POINT_LEN];

    return key != NULL && ec_key_point(key->pair, point) ? ec_key_from_point(point) : NULL;
}

static bool mac(void *self, const char *name, struct view message, uint8_t out[SHA256_LEN])
{
    const struct named_key *key = find(self, name, false);

    return key != NULL && digest_hmac(view_of(key->secret, sizeof key->secret), message, out);
}

static bool wrap(void *self, const char *name, struct view bound, const uint8_t key[AEAD_KEY_LEN],
                 struct bytes *out)
{
    const struct named_key *with = find(self, name, false);

    return with != NULL && aead_seal(with->secret, bound, view_of(key, AEAD_KEY_LEN), out);
}

static bool unwrap(void *self, const char *name, struct view bound, struct view wrapped,
                   uint8_t key[AEAD_KEY_LEN])
{
    const struct named_key *with = find(self, name, false);
    struct bytes plain = bytes_new_secret(AEAD_KEY_LEN + AEAD_OVERHEAD);
    bool good = with != NULL && aead_open(with->secret, bound, wrapped, &plain) &&
                plain.len == AEAD_KEY_LEN;

    if (good)
        memcpy(key, plain.at, AEAD_KEY_LEN);
    bytes_free(&plain);
    return good;
}

static void end(void *self)
{
    struct keys *keys = self;

    if (keys == NULL)
        return;
    for (size_t i = 0; i < keys->count; i++)
        ec_key_free(&keys->at[i].pair);
    secret_free(keys, sizeof *keys);
}

/* A key that cannot sign would only show when the first certificate is due. */
static bool is_private_key(const struct ec_key *key)
{
    uint8_t signature[EC_SIGNATURE_LEN];

    return key != NULL && ec_sign(key, view_text("start"), signature);
}

static bool take(void *self, const char *name, struct view content)
{
    struct keys *keys = self;
    size_t len = strlen(name) - strlen(".key");
    struct named_key *key = &keys->at[keys->count];

    if (keys->count == KEYS_MAX || len >= KEYS_NAME_SIZE)
        return false;
    memcpy(key->name, name, len);
    if (strcmp(name + len, ".key") == 0) {
        if (content.len != sizeof key->secret)
            return false;
        memcpy(key->secret, content.at, content.len);
    } else {
        key->pair = ec_key_from_pem(content);
        if (!is_private_key(key->pair)) {
            ec_key_free(&key->pair);
            return false;
        }
    }
    keys->count++;
    return true;
}

bool keys_memory_open(const char *folder, bool demo, struct key_port *out, char why[KEYS_WHY_SIZE])
{
    struct keys *keys = NULL;

    if (!demo && folder_has(folder, KEYS_DEMO_MARK)) {
        (void)snprintf(why, KEYS_WHY_SIZE, "%s: demo keys, and the configuration is not demo",
                       folder);
        return false;
    }
    keys = secret_new(sizeof *keys);
    if (keys == NULL) {
        (void)snprintf(why, KEYS_WHY_SIZE, "%s: no locked memory for keys", folder);
        return false;
    }
    if (!folder_walk(folder, take, keys, why, KEYS_WHY_SIZE)) {
        end(keys);
        return false;
    }
    *out = (struct key_port){.self = keys,
                             .sign = sign,
                             .public_key = public_key,
                             .mac = mac,
                             .wrap = wrap,
                             .unwrap = unwrap,
                             .close = end};
    return true;
}
