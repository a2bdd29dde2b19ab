#include "app/admin/authority.h"
#include "app/admin/demo_folder.h"
#include "app/admin/demo_parts.h"
#include "app/admin/key_export.h"
#include "drivers/store/vault.h"

#include <stdlib.h>

#define SETTINGS "etc/keys.conf"

static const char *const purposes[] = {"shc", "vds", "sheet"};

enum { PURPOSES = sizeof purposes / sizeof *purposes };

bool demo_key_settings(const char *folder, struct key_settings *out, char why[KEYS_WHY_SIZE])
{
    char path[PATH_MAX];

    return demo_path(path, folder, SETTINGS) && key_settings_load(path, out, why);
}

bool demo_keys(const struct demo_ports *ports, const struct key_settings *settings,
               const char *folder, char why[KEYS_WHY_SIZE])
{
    char authority[PATH_MAX], trust[PATH_MAX];
    const struct key_work work = {.ports = &ports->keys,
                                  .settings = settings,
                                  .authority = authority,
                                  .now = ports->now,
                                  .why = why};
    bool made = demo_path(authority, folder, "pki/authority") &&
                demo_path(trust, folder, "trust") &&
                authority_make(authority, settings, ports->now, why) &&
                key_generate(&work, VAULT_WRAP_KEY) && key_generate(&work, VAULT_INDEX_KEY);

    for (size_t i = 0; made && i < PURPOSES; i++)
        made = key_generate(&work, purposes[i]);
    return made && key_export(&work, trust);
}

bool demo_keys_hold(const char *folder, int64_t now)
{
    struct key_settings settings;
    char why[KEYS_WHY_SIZE] = "";
    struct key_register *keys = calloc(1, sizeof *keys);
    const struct key_entry *entry = NULL;
    bool hold = keys != NULL && demo_key_settings(folder, &settings, why) &&
                key_register_read(settings.record, keys);

    for (size_t i = 0; hold && i < PURPOSES; i++)
        hold = key_register_current(keys, purposes[i], now, &entry) == ERR_OK;
    free(keys);
    return hold;
}
