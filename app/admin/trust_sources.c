#include "app/admin/trust_sources.h"

#include "crypto/base64.h"
#include "drivers/host/file.h"

#include <dirent.h>
#include <jansson.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BASE64_MAX = 1 << 17 };

struct source {
    const char *name; /* of the file */
    struct view content;
};

static json_t *load(const struct source *source)
{
    return json_loadb((const char *)source->content.at, source->content.len, JSON_REJECT_DUPLICATES,
                      NULL);
}

static json_t *encode(const struct source *source)
{
    struct bytes text = bytes_new(BASE64_MAX);
    const char *base64 = base64_encode(source->content, &text) ? bytes_text(&text) : NULL;
    json_t *json = base64 != NULL ? json_string(base64) : NULL;

    bytes_free(&text);
    return json;
}

/* {member: the first letters of the file's name, "certificate": …}. */
static json_t *place(const struct source *source, const char *member, size_t letters)
{
    return json_pack("{s:s%,s:o}", member, source->name, letters, "certificate", encode(source));
}

static json_t *place_state(const struct source *source)
{
    return place(source, "state", 3);
}

static json_t *place_country(const struct source *source)
{
    return place(source, "country", 2);
}

/* Folders of sources, which are named as the members of a bundle; in this order, since a list needs
 * its CSCA. */
static const struct part {
    const char *name, *suffix;
    json_t *(*make)(const struct source *source);
} parts[] = {
    {"shc", ".json", load},  {"withdrawn", ".json", load},   {"csca", ".der", place_state},
    {"crl", ".der", encode}, {"dcc", ".der", place_country},
};

/* A bundle on its way. */
struct making {
    json_t *payload;
    const struct ec_key *root;
    char *why;
};

static bool refuse(char *why, const char *name, const char *what)
{
    (void)snprintf(why, TRUST_WHY_SIZE, "%.255s: %.200s", name, what);
    return false;
}

static bool seal(const struct making *making, struct bytes *jws)
{
    struct trust *trust = NULL;
    char *text = json_dumps(making->payload, JSON_COMPACT);
    bool good = text != NULL && trust_seal(view_text(text), making->root, jws) &&
                trust_open(bytes_view(jws), making->root, &trust) == ERR_OK;

    trust_free(&trust);
    free(text);
    return good;
}

/* Whether the bundle opens with what it has by now: so the file that spoils it can be named. */
static bool opens(const struct making *making)
{
    struct bytes jws = bytes_new(TRUST_TEXT_MAX);
    bool good = seal(making, &jws);

    bytes_free(&jws);
    return good;
}

static bool add_source(const struct making *making, const struct part *part,
                       const struct source *source)
{
    json_t *entry = part->make(source);
    bool is_key = strcmp(part->name, "withdrawn") == 0 && json_object_get(entry, "method") == NULL;
    json_t *into = json_object_get(making->payload, is_key ? "withdrawn_keys" : part->name);

    return (entry != NULL && json_array_append_new(into, entry) == 0 && opens(making)) ||
           refuse(making->why, source->name, "does not fit into a trust bundle");
}

static bool add_file(const struct making *making, const struct part *part, const char *folder,
                     const char *name)
{
    char path[PATH_MAX];
    struct bytes content = bytes_new(TRUST_TEXT_MAX);
    int len = snprintf(path, sizeof path, "%s/%s", folder, name);
    bool good = false;

    if (len <= 0 || (size_t)len >= sizeof path || !file_read(path, &content))
        refuse(making->why, name, "cannot be read");
    else
        good = add_source(making, part, &(struct source){name, bytes_view(&content)});
    bytes_free(&content);
    return good;
}

static bool is_wanted(const char *name, const char *suffix)
{
    size_t len = strlen(name), end = strlen(suffix);

    return name[0] != '.' && len > end && strcmp(name + len - end, suffix) == 0;
}

/* By name, so that the same sources make the same bundle. A folder that is not there is empty. */
static bool add_folder(const struct making *making, const struct part *part, const char *sources)
{
    char folder[PATH_MAX];
    struct dirent **names = NULL;
    int len = snprintf(folder, sizeof folder, "%s/%s", sources, part->name), count = 0;
    bool good = len > 0 && (size_t)len < sizeof folder;

    if (good && access(folder, F_OK) == 0)
        count = scandir(folder, &names, NULL, alphasort);
    if (!good || count < 0)
        return refuse(making->why, part->name, "cannot be read");
    for (int i = 0; i < count; i++) {
        if (good && is_wanted(names[i]->d_name, part->suffix))
            good = add_file(making, part, folder, names[i]->d_name);
        free(names[i]);
    }
    free(names);
    return good;
}

bool trust_sources_seal(const char *folder, struct trust_edition edition, const struct ec_key *root,
                        struct bytes *jws, char why[TRUST_WHY_SIZE])
{
    struct making making = {
        .payload = json_pack("{ss sI sI s[] s[] s[] s[] s[] s[]}", "akashi", TRUST_VERSION,
                             "number", (json_int_t)edition.number, "made", (json_int_t)edition.made,
                             "shc", "withdrawn", "withdrawn_keys", "csca", "crl", "dcc"),
        .root = root,
        .why = why};
    bool good = making.payload != NULL && access(folder, R_OK | X_OK) == 0;

    if (!good)
        refuse(why, folder, "cannot be read");
    for (size_t i = 0; good && i < sizeof parts / sizeof *parts; i++)
        good = add_folder(&making, &parts[i], folder);
    if (good && !seal(&making, jws))
        good = refuse(why, folder, "does not make a trust bundle");
    json_decref(making.payload);
    return good;
}
