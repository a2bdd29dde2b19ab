#include "drivers/store/vault.h"

#include "crypto/base/secret.h"
#include "crypto/random.h"

#include <string.h>

enum { AREA_SIZE = 16 };

struct vault {
    const struct key_port *keys;
    char area[AREA_SIZE];
    uint8_t key[AEAD_KEY_LEN];
};

static bool bind_area(const char *area, uint8_t out[SHA256_LEN])
{
    return digest_fields("akashi-data-key-1", (const struct view[]){view_text(area)}, 1, out);
}

bool vault_make(const struct key_port *keys, const char *area, struct bytes *wrapped)
{
    uint8_t *key = secret_new(AEAD_KEY_LEN), bound[SHA256_LEN];
    bool made = key != NULL && bind_area(area, bound) && random_fill(key, AEAD_KEY_LEN) &&
                keys->wrap(keys->self, VAULT_WRAP_KEY, view_of(bound, sizeof bound), key, wrapped);

    secret_free(key, AEAD_KEY_LEN);
    return made;
}

struct vault *vault_open(const struct key_port *keys, const char *area, struct view wrapped)
{
    uint8_t bound[SHA256_LEN];
    struct vault *vault = strlen(area) < AREA_SIZE ? secret_new(sizeof *vault) : NULL;

    if (vault == NULL)
        return NULL;
    vault->keys = keys;
    memcpy(vault->area, area, strlen(area) + 1);
    if (!bind_area(area, bound) || !keys->unwrap(keys->self, VAULT_WRAP_KEY,
                                                 view_of(bound, sizeof bound), wrapped, vault->key))
        vault_close(&vault);
    return vault;
}

void vault_close(struct vault **vault)
{
    secret_free(*vault, sizeof **vault);
    *vault = NULL;
}

static void spell(int64_t number, uint8_t out[8])
{
    for (size_t i = 0; i < 8; i++)
        out[i] = (uint8_t)((uint64_t)number >> (56 - 8 * i));
}

static bool bind_place(const struct vault *vault, const struct vault_place *place,
                       uint8_t out[SHA256_LEN])
{
    uint8_t person[8], event[8];
    const struct view fields[] = {view_text(vault->area), view_of(person, sizeof person),
                                  view_text(place->column), view_of(event, sizeof event)};

    spell(place->person, person);
    spell(place->event, event);
    return digest_fields("akashi-column-1", fields, sizeof fields / sizeof *fields, out);
}

bool vault_seal(const struct vault *vault, const struct vault_place *place, struct view plain,
                struct bytes *out)
{
    uint8_t bound[SHA256_LEN];

    return bind_place(vault, place, bound) &&
           aead_seal(vault->key, view_of(bound, sizeof bound), plain, out);
}

bool vault_unseal(const struct vault *vault, const struct vault_place *place, struct view sealed,
                  struct bytes *out)
{
    uint8_t bound[SHA256_LEN];

    return bind_place(vault, place, bound) &&
           aead_open(vault->key, view_of(bound, sizeof bound), sealed, out);
}

bool vault_index(const struct vault *vault, const char *column, struct view plain,
                 uint8_t out[SHA256_LEN])
{
    const struct view fields[] = {view_text(vault->area), view_text(column), plain};
    uint8_t digest[SHA256_LEN];
    bool made =
        digest_fields("akashi-index-1", fields, sizeof fields / sizeof *fields, digest) &&
        vault->keys->mac(vault->keys->self, VAULT_INDEX_KEY, view_of(digest, sizeof digest), out);

    /* The digest of a number is as good as the number (card.md §2.6). */
    wipe(digest, sizeof digest);
    return made;
}
