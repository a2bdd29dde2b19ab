#include "drivers/keys/register.h"

#include "drivers/host/file.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { REGISTER_FILE_MAX = 1 << 18 };

static bool find_file(const char *folder, char out[PATH_MAX])
{
    int len = snprintf(out, PATH_MAX, "%s/register.json", folder);

    return len > 0 && len < PATH_MAX;
}

bool key_register_read(const char *folder, struct key_register *out)
{
    char path[PATH_MAX];
    struct bytes json = bytes_new(REGISTER_FILE_MAX);
    bool read = false;

    *out = (struct key_register){0};
    if (!find_file(folder, path))
        return false;
    if (access(path, F_OK) != 0)
        return true;
    read = file_read(path, &json) && key_register_parse(bytes_view(&json), out);
    bytes_free(&json);
    return read;
}

/* What could not be read again would stop the signer at its next start. */
static bool is_readable(struct view json)
{
    struct key_register *back = calloc(1, sizeof *back);
    bool good = back != NULL && key_register_parse(json, back);

    free(back);
    return good;
}

bool key_register_write(const char *folder, const struct key_register *is)
{
    char path[PATH_MAX];
    struct bytes json = bytes_new(REGISTER_FILE_MAX);
    bool written = find_file(folder, path) && key_register_format(is, &json) &&
                   is_readable(bytes_view(&json)) && file_folder(folder, 0755) &&
                   file_write(path, bytes_view(&json), 0644);

    bytes_free(&json);
    return written;
}

struct key_entry *key_register_find(struct key_register *is, const char *name)
{
    for (size_t i = 0; i < is->count; i++)
        if (strcmp(is->at[i].name, name) == 0)
            return &is->at[i];
    return NULL;
}

static bool can_sign(const struct key_entry *entry, const char *purpose)
{
    return entry->state == KEY_SIGNS && strcmp(entry->purpose, purpose) == 0;
}

enum err key_register_current(const struct key_register *is, const char *purpose, int64_t now,
                              const struct key_entry **out)
{
    *out = NULL;
    for (size_t i = 0; i < is->count; i++) {
        const struct key_entry *entry = &is->at[i];

        if (can_sign(entry, purpose) && entry->from <= now && now < entry->until &&
            (*out == NULL || entry->from >= (*out)->from))
            *out = entry;
    }
    return *out != NULL ? ERR_OK : ERR_RAISE(AK_K64);
}

enum err key_register_warn(const struct key_register *is, const char *purpose, int64_t now)
{
    int64_t until = 0;

    for (size_t i = 0; i < is->count; i++)
        if (can_sign(&is->at[i], purpose) && is->at[i].until > until)
            until = is->at[i].until;
    return until - now > KEY_WARNING ? ERR_OK : ERR_RAISE(AK_K66);
}
