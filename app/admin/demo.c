#include "app/admin/demo.h"

#include "app/admin/demo_folder.h"
#include "app/admin/demo_parts.h"
#include "drivers/host/file.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Raised whenever the world itself changes within one version of the program. */
#define EDITION "akashi demo " AKASHI_VERSION " edition 7\n"

#define READY      "ready"
#define UNFINISHED "unfinished"

enum { EDITION_MAX = 128 };

static const char *const parts[] = {"pki", "keys", "register", "trust", "areas", "cards", "etc"};

static bool is_ready(const char *folder)
{
    struct bytes edition = bytes_new(EDITION_MAX);
    bool ready =
        demo_read(folder, READY, &edition) && view_equal(bytes_view(&edition), view_text(EDITION));

    bytes_free(&edition);
    return ready;
}

/* Somebody else's folder has one of our names in it, and nothing that says it is ours. */
static bool is_foreign(const char *folder)
{
    if (demo_has(folder, READY) || demo_has(folder, UNFINISHED))
        return false;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (demo_has(folder, parts[i]))
            return true;
    }
    return false;
}

static bool clear(const char *folder)
{
    bool cleared = file_folder(folder, 0700) && demo_write_text(folder, UNFINISHED, "") &&
                   demo_remove(folder, READY);

    for (size_t i = 0; cleared && i < sizeof parts / sizeof *parts; i++)
        cleared = demo_remove(folder, parts[i]) && demo_sub(folder, parts[i]);
    return cleared;
}

static const char *build_records(const struct demo_ports *ports, const char *folder, char *why)
{
    struct key_settings settings;
    struct key_port keys = {0};
    const char *fault = NULL;

    if (!demo_key_settings(folder, &settings, why) || !demo_keys(ports, &settings, folder, why) ||
        !ports->keys.keys(&settings, &keys, why))
        return why;
    if (!demo_bundle(ports, folder))
        fault = "the trust bundle could not be made";
    else if (!demo_areas(ports, &keys, folder))
        fault = "the areas could not be made";
    keys.close(keys.self);
    return fault;
}

static const char *build(const struct demo_ports *ports, const char *folder, char *why)
{
    const char *fault = NULL;

    if (!clear(folder))
        return "the folder cannot be written";
    if (!demo_pki(ports, folder))
        return "the certificates of the lines could not be made";
    if (!demo_conf(ports, folder))
        return "the configurations could not be written";
    fault = build_records(ports, folder, why);
    if (fault != NULL)
        return fault;
    if (!demo_cards(folder))
        return "the cards could not be made; akashi-vcard must stand beside this program";
    if (!demo_write_text(folder, READY, EDITION) || !demo_remove(folder, UNFINISHED))
        return "the folder cannot be written";
    return NULL;
}

bool demo_init(const struct demo_ports *ports, const char *folder, char why[DEMO_WHY_SIZE])
{
    const char *fault = NULL;

    if (is_ready(folder) && demo_keys_hold(folder, ports->now))
        fault = demo_bundle(ports, folder) ? NULL : "the next trust bundle could not be made";
    else if (is_foreign(folder))
        fault = "the folder holds something that is not a demo world";
    else
        fault = build(ports, folder, why);
    if (fault != NULL && fault != why)
        (void)snprintf(why, DEMO_WHY_SIZE, "%s: %s", folder, fault);
    return fault == NULL;
}
