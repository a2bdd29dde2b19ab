#include "app/admin/publish.h"

#include "app/admin/demo_folder.h"
#include "drivers/host/command.h"
#include "drivers/host/file.h"

#include <dirent.h>
#include <getopt.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NAME       "akashi-admin"
#define WELL_KNOWN ".well-known"

enum { FILE_MAX = 1 << 24 };

static bool refuse(char *why, const char *name, const char *what)
{
    (void)snprintf(why, PUBLISH_WHY_SIZE, "%.255s: %.200s", name, what);
    return false;
}

static bool put(const char *folder, const char *name, struct view content, char *why)
{
    char path[PATH_MAX];

    return (file_folder(folder, 0755) && demo_path(path, folder, "%s", name) &&
            file_write(path, content, 0644)) ||
           refuse(why, name, "cannot be written");
}

static bool copy(const char *from, const char *to, const char *name, char *why)
{
    struct bytes content = bytes_new(FILE_MAX);
    bool good = demo_read(from, name, &content) ? put(to, name, bytes_view(&content), why)
                                                : refuse(why, name, "cannot be read");

    bytes_free(&content);
    return good;
}

static bool copy_page(const struct publish_plan *plan, char *why)
{
    struct bytes content = bytes_new(FILE_MAX);
    bool good = plan->page == NULL;

    if (!good && !file_read(plan->page, &content))
        refuse(why, plan->page, "cannot be read");
    else if (!good)
        good = put(plan->out, "verify.html", bytes_view(&content), why);
    bytes_free(&content);
    return good;
}

/* The list as its format wants it: without the issuer, who is where it is served. */
static bool put_list(const char *folder, json_t *list, char *why)
{
    const char *kid = json_string_value(json_object_get(list, "kid"));
    char name[NAME_MAX + 1], *text = NULL;
    bool good = false;

    if (json_object_get(list, "rids") == NULL)
        return true; /* a withdrawn key, which is gone from the JWKS */
    (void)snprintf(name, sizeof name, "%.200s.json", kid != NULL ? kid : "");
    if (kid != NULL && strchr(kid, '/') == NULL && json_object_del(list, "issuer") == 0)
        text = json_dumps(list, JSON_INDENT(1));
    good = text != NULL ? put(folder, name, view_text(text), why)
                        : refuse(why, name, "is not a list of withdrawn certificates");
    free(text);
    return good;
}

static bool publish_list(const char *from, const char *name, const char *to, char *why)
{
    struct bytes content = bytes_new(FILE_MAX);
    json_t *list = NULL;
    bool good = false;

    if (demo_read(from, name, &content))
        list = json_loadb((const char *)content.at, content.len, JSON_REJECT_DUPLICATES, NULL);
    good = list != NULL ? put_list(to, list, why) : refuse(why, name, "cannot be read");
    json_decref(list);
    bytes_free(&content);
    return good;
}

static int is_list(const struct dirent *entry)
{
    size_t len = strlen(entry->d_name);

    return entry->d_name[0] != '.' && len > 5 && strcmp(entry->d_name + len - 5, ".json") == 0;
}

static bool publish_lists(const struct publish_plan *plan, char *why)
{
    char from[PATH_MAX], to[PATH_MAX];
    struct dirent **entries = NULL;
    int count = 0;
    bool good = demo_path(from, plan->sources, "withdrawn") &&
                demo_path(to, plan->out, "%s/crl", WELL_KNOWN) && file_folder(to, 0755);

    if (!good)
        return refuse(why, plan->out, "cannot be written");
    if (demo_has(plan->sources, "withdrawn"))
        count = scandir(from, &entries, is_list, alphasort);
    for (int i = 0; i < count; i++) {
        good = good && publish_list(from, entries[i]->d_name, to, why);
        free(entries[i]);
    }
    free(entries);
    return good && (count >= 0 || refuse(why, from, "cannot be read"));
}

bool publish(const struct publish_plan *plan, char why[PUBLISH_WHY_SIZE])
{
    char known[PATH_MAX];

    if (!demo_path(known, plan->out, WELL_KNOWN) || !file_folder(plan->out, 0755))
        return refuse(why, plan->out, "cannot be written");
    return copy(plan->sources, known, "jwks.json", why) && publish_lists(plan, why) &&
           copy(plan->trust, plan->out, "trust.jws", why) &&
           copy(plan->trust, plan->out, "root.pem", why) && copy_page(plan, why);
}

static bool parse(int argc, char **argv, struct publish_plan *out)
{
    static const struct option options[] = {{"sources", required_argument, NULL, 's'},
                                            {"trust", required_argument, NULL, 't'},
                                            {"page", required_argument, NULL, 'p'},
                                            {0}};
    int option = 0;

    optind = 0;
    opterr = 0;
    while ((option = getopt_long(argc, argv, "o:", options, NULL)) != -1) {
        if (option == 's')
            out->sources = optarg;
        else if (option == 't')
            out->trust = optarg;
        else if (option == 'p')
            out->page = optarg;
        else if (option == 'o')
            out->out = optarg;
        else
            return false;
    }
    return optind == argc && out->sources != NULL && out->trust != NULL && out->out != NULL;
}

int publish_command(int argc, char **argv)
{
    struct publish_plan plan = {0};
    char why[PUBLISH_WHY_SIZE] = "";

    if (argc < 1 || strcmp(argv[0], "public") != 0 || !parse(argc, argv, &plan))
        return command_refuse(NAME, "export public --sources DIR --trust DIR [--page FILE] -o DIR");
    return publish(&plan, why) ? EXIT_YES : command_refuse(NAME, why);
}
