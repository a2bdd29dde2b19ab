#include "app/admin/demo.h"

#include "app/admin/demo_folder.h"
#include "app/admin/demo_parts.h"
#include "drivers/host/file.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Raised whenever the world itself changes within one version of the program. */
#define EDITION "akashi demo " AKASHI_VERSION " edition 2\n"

#define READY      "ready"
#define UNFINISHED "unfinished"

enum { EDITION_MAX = 128 };

static const char *const parts[] = {"pki", "keys", "trust", "areas", "cards", "etc"};

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

static const char *build_records(const struct demo_ports *ports, const struct key_port *keys,
                                 const char *folder)
{
    if (!demo_trust(ports, keys, folder))
        return "the trust bundle could not be made";
    if (!demo_areas(ports, keys, folder))
        return "the areas could not be made";
    return NULL;
}

static const char *build_keyed(const struct demo_ports *ports, const char *folder, char *why)
{
    char path[PATH_MAX];
    struct key_port keys = {0};
    const char *fault = NULL;

    if (!demo_keys(folder) || !demo_path(path, folder, "keys"))
        return "the keys could not be made";
    if (!ports->keys(path, true, &keys, why))
        return why;
    fault = build_records(ports, &keys, folder);
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
    fault = build_keyed(ports, folder, why);
    if (fault != NULL)
        return fault;
    if (!demo_cards(folder))
        return "the cards could not be made; akashi-vcard must stand beside this program";
    if (!demo_conf(folder) || !demo_write_text(folder, READY, EDITION) ||
        !demo_remove(folder, UNFINISHED))
        return "the configurations could not be written";
    return NULL;
}

bool demo_init(const struct demo_ports *ports, const char *folder, char why[DEMO_WHY_SIZE])
{
    const char *fault = NULL;

    if (is_ready(folder))
        return true;
    if (is_foreign(folder))
        fault = "the folder holds something that is not a demo world";
    else
        fault = build(ports, folder, why);
    if (fault != NULL && fault != why)
        (void)snprintf(why, DEMO_WHY_SIZE, "%s: %s", folder, fault);
    return fault == NULL;
}
