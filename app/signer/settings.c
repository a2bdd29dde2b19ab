#include "app/signer/settings.h"

#include "drivers/host/file.h"

#include <limits.h>
#include <stdio.h>

enum { ROOTS_FILE_MAX = 64 * 1024 };

#define TEXT(FIELD) out->FIELD, sizeof out->FIELD

static bool read_file(const char *path, const char *const *sets, struct settings *out, char *why)
{
    char keys[CONF_TEXT_SIZE];
    const struct conf_item items[] = {
        {"signer.demo", CONF_YES, &out->demo, 0, "no", 0, 0},
        {"signer.socket", CONF_PATH, TEXT(socket), NULL, 0, 0},
        {"signer.peer_uid", CONF_NUMBER, &out->peer_uid, 0, "-1", -1, INT_MAX},
        {"areas.folder", CONF_FILE, TEXT(areas), NULL, 0, 0},
        {"keys.config", CONF_FILE, keys, CONF_TEXT_SIZE, NULL, 0, 0},
        {"trust.card_roots", CONF_FILE, TEXT(card_roots), NULL, 0, 0},
        {"paper.verifier", CONF_TEXT, TEXT(verifier), "", 0, 0},
        SANDBOX_ITEMS(&out->sandbox),
    };

    return conf_load(path, sets, items, sizeof items / sizeof *items, why) &&
           key_settings_load(keys, &out->keys, why);
}

static bool read_roots(struct settings *out, char *why)
{
    struct bytes text = bytes_new(ROOTS_FILE_MAX);
    bool good = file_read(out->card_roots, &text) &&
                card_roots_parse(bytes_view(&text), &out->roots) && out->roots.count > 0;

    bytes_free(&text);
    if (!good)
        (void)snprintf(why, CONF_WHY_SIZE, "trust.card_roots is not a list of root keys");
    return good;
}

static bool refuse(char *why, const char *what)
{
    (void)snprintf(why, CONF_WHY_SIZE, "%s", what);
    return false;
}

bool settings_load(const char *path, const char *const *sets, struct settings *out,
                   char why[CONF_WHY_SIZE])
{
    *out = (struct settings){0};
    if (!read_file(path, sets, out, why) || !read_roots(out, why))
        return false;
    if (!out->demo && card_roots_test(&out->roots))
        return refuse(why, "trust.card_roots holds a test root, and signer.demo is not yes");
    if (!out->demo && out->keys.demo)
        return refuse(why, "keys.config is a demo's, and signer.demo is not yes");
    return true;
}
