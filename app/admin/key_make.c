#include "app/admin/key_work.h"

#include "app/admin/authority.h"
#include "app/admin/period.h"
#include "drivers/store/vault.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CERTIFICATE_MAX = 16384, HOUR = 60 * 60, SPARES = 9 };

/* A key on its way into the register. */
struct making {
    const struct key_work *work;
    struct key_register *keys;
    struct key_entry entry;
    struct authority by;
    struct ec_key *public_key;
};

static bool make_key(const struct key_work *work, enum key_use use, const char *name)
{
    struct key_maker maker = {0};
    bool made = false;

    if (!work->ports->maker(work->settings, &maker, work->why))
        return false;
    made = maker.make(maker.self, use, name);
    maker.close(maker.self);
    return made || key_refuse(work, name, "could not be made, or is there already");
}

static bool read_public(struct making *making)
{
    const struct key_work *work = making->work;
    struct key_port keys = {0};

    if (!work->ports->keys(work->settings, &keys, work->why))
        return false;
    making->public_key = keys.public_key(keys.self, making->entry.name);
    keys.close(keys.self);
    return (making->public_key != NULL && jwk_thumbprint(making->public_key, making->entry.kid)) ||
           key_refuse(work, making->entry.name, "its public half cannot be read");
}

static bool write_certificate(const struct making *making)
{
    const struct key_settings *settings = making->work->settings;
    struct bytes certificate = bytes_new(CERTIFICATE_MAX);
    char name[KEYS_NAME_SIZE + sizeof ".pem"];
    bool der = strcmp(making->entry.purpose, "vds") == 0;
    bool written =
        authority_certify(&making->by, settings, &making->entry, making->public_key,
                          &certificate) &&
        snprintf(name, sizeof name, "%s.%s", making->entry.name, der ? "der" : "pem") > 0 &&
        key_publish(settings->record, name, bytes_view(&certificate));

    bytes_free(&certificate);
    return written || key_refuse(making->work, making->entry.name, "could not be certified");
}

static bool enter(const struct making *making)
{
    struct key_register *keys = making->keys;

    if (keys->count == KEY_REGISTER_MAX)
        return key_refuse(making->work, "keys.register", "is full");
    keys->at[keys->count++] = making->entry;
    return key_work_write(making->work, keys);
}

/* The period's name; with a number behind it when the key before it ended early. */
static bool name_it(struct making *making, const struct period *period)
{
    struct key_entry *entry = &making->entry;

    memcpy(entry->name, period->name, sizeof entry->name);
    for (int i = 2; key_register_find(making->keys, entry->name) != NULL; i++) {
        if (i > SPARES)
            return key_refuse(making->work, period->name, "ended early too often");
        (void)snprintf(entry->name, sizeof entry->name, "%.40s-%d", period->name, i);
    }
    return true;
}

/* Its public key is known before its time; it signs from the first second of its period. */
static bool make(struct making *making, const char *purpose, const struct period *period)
{
    const struct key_work *work = making->work;
    struct key_entry *entry = &making->entry;
    int64_t now = work->now - HOUR; /* clocks differ */
    bool made = false;

    if (!name_it(making, period) || !authority_open(work->authority, &making->by, work->why))
        return false;
    (void)snprintf(entry->purpose, sizeof entry->purpose, "%s", purpose);
    entry->from = period->from > now ? period->from : now;
    entry->until = period->until;
    if (work->existing || make_key(work, KEY_USE_SIGN, entry->name)) {
        made = read_public(making) && write_certificate(making) && enter(making);
        if (!made && !work->existing && !key_work_destroy(work, entry->name))
            (void)key_refuse(work, entry->name, "is not in the register, and could not be undone");
    }
    authority_close(&making->by);
    ec_key_free(&making->public_key);
    return made;
}

/* Whether the period has a key that signs. */
static bool has_key(const struct key_register *keys, const char *purpose,
                    const struct period *period)
{
    for (size_t i = 0; i < keys->count; i++)
        if (keys->at[i].state == KEY_SIGNS && keys->at[i].until == period->until &&
            strcmp(keys->at[i].purpose, purpose) == 0)
            return true;
    return false;
}

static bool make_now(struct making *making, const char *purpose)
{
    struct period now;

    if (!period_of(purpose, making->work->now, &now))
        return key_refuse(making->work, purpose, "not a kind of key");
    if (has_key(making->keys, purpose, &now))
        return key_refuse(making->work, now.name, "is there already");
    return make(making, purpose, &now);
}

static bool make_next(struct making *making, const char *purpose)
{
    struct period now, next;

    if (!period_of(purpose, making->work->now, &now) || !period_of(purpose, now.next, &next))
        return key_refuse(making->work, purpose, "not a kind of key");
    if (!has_key(making->keys, purpose, &now))
        return make(making, purpose, &now);
    return has_key(making->keys, purpose, &next) || make(making, purpose, &next);
}

static bool make_one(const struct key_work *work, const char *purpose,
                     bool (*how)(struct making *making, const char *purpose))
{
    struct making making = {.work = work};
    bool made = false;

    if (work->authority == NULL)
        return key_refuse(work, purpose, "--authority is missing");
    making.keys = key_work_register(work);
    made = making.keys != NULL && how(&making, purpose) &&
           (strcmp(purpose, "vds") != 0 || key_crl_make(work, making.keys));
    free(making.keys);
    return made;
}

bool key_generate(const struct key_work *work, const char *what)
{
    if (strcmp(what, VAULT_WRAP_KEY) == 0)
        return make_key(work, KEY_USE_WRAP, what);
    if (strcmp(what, VAULT_INDEX_KEY) == 0)
        return make_key(work, KEY_USE_MAC, what);
    return make_one(work, what, make_now);
}

bool key_rotate(const struct key_work *work, const char *purpose)
{
    return make_one(work, purpose, make_next);
}
