#include "app/verify/trust_folder.h"

#include "drivers/host/file.h"

#include <dirent.h>
#include <jansson.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TRUST_FILE_MAX = 1 << 20 };

static enum err add_issuer(const json_t *file, struct trust *out)
{
    const char *issuer = json_string_value(json_object_get(file, "issuer"));
    char *jwks = json_dumps(json_object_get(file, "jwks"), JSON_COMPACT | JSON_ENCODE_ANY);
    enum err code =
        trust_add_jwks(out, issuer != NULL ? issuer : "", view_text(jwks != NULL ? jwks : ""));

    free(jwks);
    return code;
}

static bool refuse(char why[TRUST_WHY_SIZE], const char *name, const char *what)
{
    snprintf(why, TRUST_WHY_SIZE, "shc/%.255s: %.200s", name, what);
    return false;
}

static bool add_file(const char *path, const char *name, struct trust *out,
                     char why[TRUST_WHY_SIZE])
{
    struct bytes content = bytes_new(TRUST_FILE_MAX);
    char what[TRUST_WHY_SIZE];
    json_t *file = NULL;
    enum err code = ERR_OK;
    bool good = false;

    if (!file_read(path, &content)) {
        refuse(why, name, "cannot be read");
        goto out;
    }
    file = json_loadb((const char *)content.at, content.len, JSON_REJECT_DUPLICATES, NULL);
    code = add_issuer(file, out);
    snprintf(what, sizeof what, "%s: %s", err_name(code), err_meaning(code));
    good = code == ERR_OK || refuse(why, name, what);
out:
    json_decref(file);
    bytes_free(&content);
    return good;
}

static bool ends_with_json(const char *name)
{
    size_t len = strlen(name);

    return name[0] != '.' && len > 5 && strcmp(name + len - 5, ".json") == 0;
}

static bool add_files(DIR *at, const char *folder, struct trust *out, char why[TRUST_WHY_SIZE])
{
    for (struct dirent *entry = readdir(at); entry != NULL; entry = readdir(at)) {
        char path[PATH_MAX];

        if (!ends_with_json(entry->d_name))
            continue;
        if (snprintf(path, sizeof path, "%s/%s", folder, entry->d_name) >= (int)sizeof path)
            return refuse(why, entry->d_name, "has too long a path");
        if (!add_file(path, entry->d_name, out, why))
            return false;
    }
    return true;
}

bool trust_folder_read(const char *folder, struct trust *out, char why[TRUST_WHY_SIZE])
{
    char inner[PATH_MAX];
    int len = snprintf(inner, sizeof inner, "%s/shc", folder);
    DIR *at = len > 0 && (size_t)len < sizeof inner ? opendir(inner) : NULL;
    bool good = false;

    why[0] = 0;
    if (at == NULL) {
        snprintf(why, TRUST_WHY_SIZE, "%s/shc cannot be read", folder);
        return false;
    }
    good = add_files(at, inner, out, why);
    closedir(at);
    return good;
}
