#include "app/admin/key_export.h"

#include "app/admin/authority.h"
#include "app/admin/demo_folder.h"
#include "app/admin/key_jwks.h"
#include "app/admin/key_work.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILE_MAX = 1 << 18 };

/* `json` may be NULL: then it could not be made. Its reference is taken. */
static bool write_json(const char *folder, const char *name, json_t *json)
{
    char *text = json != NULL ? json_dumps(json, JSON_INDENT(1)) : NULL;
    bool written = text != NULL && key_publish(folder, name, view_text(text));

    free(text);
    json_decref(json);
    return written;
}

static bool copy(const char *from, const char *name, const char *to, const char *as)
{
    struct bytes content = bytes_new(FILE_MAX);
    bool copied = demo_read(from, name, &content) && key_publish(to, as, bytes_view(&content));

    bytes_free(&content);
    return copied;
}

static bool write_withdrawn(const struct key_work *work, const struct key_register *keys,
                            const char *folder)
{
    bool written = true;

    for (size_t i = 0; written && i < keys->count; i++) {
        const struct key_entry *entry = &keys->at[i];
        char name[KEYS_NAME_SIZE + sizeof ".json"];

        if (entry->state != KEY_WITHDRAWN || strcmp(entry->purpose, "shc") != 0)
            continue;
        (void)snprintf(name, sizeof name, "%s.json", entry->name);
        written =
            write_json(folder, name,
                       json_pack("{ss ss}", "issuer", work->settings->issuer, "kid", entry->kid));
    }
    return written;
}

static bool write_issuer(const struct key_work *work, const struct key_register *keys,
                         const char *sources, const char *folder)
{
    json_t *jwks = key_jwks(keys, work->settings->record, sources);
    json_t *file = json_pack("{ss sO}", "issuer", work->settings->issuer, "jwks", jwks);
    bool empty = jwks != NULL && json_array_size(json_object_get(jwks, "keys")) == 0;
    bool one = write_json(sources, "jwks.json", jwks);
    bool other = write_json(folder, "akashi.json", file);

    /* An issuer without a key is none to a trust bundle. */
    return one && other && (!empty || demo_remove(folder, "akashi.json"));
}

static bool write_state(const struct key_work *work, const char *csca, const char *crl)
{
    const char *record = work->settings->record;
    char name[KEYS_NAME_SIZE];

    (void)snprintf(name, sizeof name, "%.3s.der", work->settings->state);
    return (!demo_has(record, AUTHORITY_CSCA) || copy(record, AUTHORITY_CSCA, csca, name)) &&
           (!demo_has(record, KEY_CRL) || copy(record, KEY_CRL, crl, name));
}

static bool write_sheet(const struct key_work *work, const struct key_register *keys,
                        const char *folder)
{
    const struct key_entry *entry = NULL;
    char name[KEYS_NAME_SIZE + sizeof ".pem"];

    if (key_register_current(keys, "sheet", work->now, &entry) != ERR_OK)
        return true;
    (void)snprintf(name, sizeof name, "%s.pem", entry->name);
    return copy(work->settings->record, name, folder, "sheet.pem");
}

bool key_export(const struct key_work *work, const char *folder)
{
    struct key_register *keys = key_work_register(work);
    char shc[PATH_MAX], withdrawn[PATH_MAX], csca[PATH_MAX], crl[PATH_MAX];
    bool good = false;

    if (keys == NULL)
        return false;
    good = (demo_path(shc, folder, "shc") && demo_path(withdrawn, folder, "withdrawn") &&
            demo_path(csca, folder, "csca") && demo_path(crl, folder, "crl") &&
            write_issuer(work, keys, folder, shc) && write_withdrawn(work, keys, withdrawn) &&
            write_state(work, csca, crl) && write_sheet(work, keys, folder)) ||
           key_refuse(work, folder, "the public files could not be made");
    free(keys);
    return good;
}
