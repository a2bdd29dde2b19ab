#include "app/admin/revoke.h"

#include "app/admin/demo_folder.h"
#include "app/area/issues.h"
#include "app/record/municipalities.h"
#include "crypto/jws.h"
#include "drivers/host/command.h"
#include "drivers/host/file.h"
#include "drivers/keys/settings.h"

#include <dirent.h>
#include <getopt.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NAME  "akashi-admin"
#define LISTS "withdrawn"

enum { LIST_MAX = 1 << 24, LIST_NAME_SIZE = JWK_THUMBPRINT_SIZE + sizeof ".json" };

/* Lists on their way, by kid: each list, the set of what it holds, and which of them grew. */
struct lists {
    const struct revoke_plan *plan;
    json_t *list, *held, *grown;
    size_t added;
    char *why;
};

static bool refuse(char *why, const char *name, const char *what)
{
    (void)snprintf(why, REVOKE_WHY_SIZE, "%.255s: %.200s", name, what);
    return false;
}

static void name_list(const char *kid, char out[LIST_NAME_SIZE])
{
    (void)snprintf(out, LIST_NAME_SIZE, "%.*s.json", JWK_THUMBPRINT_LEN, kid);
}

/* What stands in a list; NULL for one that is damaged or another issuer's. */
static json_t *set_of(const json_t *list, const char *issuer, const char *kid)
{
    const char *of = json_string_value(json_object_get(list, "issuer"));
    const char *by = json_string_value(json_object_get(list, "kid"));
    const json_t *rids = json_object_get(list, "rids"), *rid = NULL;
    json_t *held = json_object();
    size_t i = 0;

    if (of == NULL || by == NULL || strcmp(of, issuer) != 0 || strcmp(by, kid) != 0 ||
        !json_is_integer(json_object_get(list, "ctr")) || !json_is_array(rids)) {
        json_decref(held);
        return NULL;
    }
    json_array_foreach(rids, i, rid)
    {
        if (!json_is_string(rid) ||
            json_object_set_new(held, json_string_value(rid), json_true()) != 0) {
            json_decref(held);
            return NULL;
        }
    }
    return held;
}

static json_t *load(const struct lists *lists, const char *kid)
{
    char folder[PATH_MAX], name[LIST_NAME_SIZE];
    struct bytes text = bytes_new(LIST_MAX);
    json_t *list = NULL;

    name_list(kid, name);
    if (!demo_path(folder, lists->plan->sources, LISTS))
        return NULL;
    if (!demo_has(folder, name))
        list = json_pack("{ss ss ss si s[]}", "issuer", lists->plan->issuer, "kid", kid, "method",
                         "rid", "ctr", 0, "rids");
    else if (demo_read(folder, name, &text))
        list = json_loadb((const char *)text.at, text.len, JSON_REJECT_DUPLICATES, NULL);
    bytes_free(&text);
    return list;
}

static bool open_list(struct lists *lists, const char *kid)
{
    json_t *list = NULL, *held = NULL;

    if (json_object_get(lists->list, kid) != NULL)
        return true;
    list = load(lists, kid);
    held = set_of(list, lists->plan->issuer, kid);
    if (held != NULL && json_object_set(lists->list, kid, list) == 0 &&
        json_object_set(lists->held, kid, held) == 0) {
        json_decref(list);
        json_decref(held);
        return true;
    }
    json_decref(list);
    json_decref(held);
    return refuse(lists->why, kid, "its list of withdrawn certificates cannot be read");
}

static bool add_serial(void *self, const char *serial, const char *kid)
{
    struct lists *lists = self;
    json_t *held = NULL;

    if (!open_list(lists, kid))
        return false;
    held = json_object_get(lists->held, kid);
    if (json_object_get(held, serial) != NULL)
        return true;
    lists->added++;
    return json_object_set_new(lists->grown, kid, json_true()) == 0 &&
           json_object_set_new(held, serial, json_true()) == 0 &&
           json_array_append_new(json_object_get(json_object_get(lists->list, kid), "rids"),
                                 json_string(serial)) == 0;
}

static bool read_area(struct lists *lists, const char *code)
{
    struct ledger *ledger = NULL;
    char path[PATH_MAX];
    enum err err = AK_R71;

    if (demo_path(path, lists->plan->areas, "%s", code))
        err = ledger_open(lists->plan->open, path, code, STORE_READ, &ledger);
    if (err == ERR_OK)
        err = ledger_withdrawn(ledger, add_serial, lists);
    ledger_close(&ledger);
    return err == ERR_OK ||
           (lists->why[0] != 0 ? false : refuse(lists->why, code, err_meaning(err)));
}

static int is_area(const struct dirent *entry)
{
    return municipality_by_code(entry->d_name) != NULL;
}

static bool read_areas(struct lists *lists)
{
    struct dirent **entries = NULL;
    int count = scandir(lists->plan->areas, &entries, is_area, alphasort);
    bool good = count > 0 || refuse(lists->why, lists->plan->areas, "holds no area");

    for (int i = 0; i < count; i++) {
        good = good && read_area(lists, entries[i]->d_name);
        free(entries[i]);
    }
    free(entries);
    return good;
}

static bool write_list(const char *folder, const char *kid, json_t *list)
{
    json_int_t ctr = json_integer_value(json_object_get(list, "ctr"));
    char name[LIST_NAME_SIZE], path[PATH_MAX], *text = NULL;
    bool written = false;

    name_list(kid, name);
    if (json_object_set_new(list, "ctr", json_integer(ctr + 1)) == 0)
        text = json_dumps(list, JSON_INDENT(1));
    written = text != NULL && demo_path(path, folder, "%s", name) &&
              file_write(path, view_text(text), 0644);
    free(text);
    return written;
}

static bool write_grown(const struct lists *lists)
{
    char folder[PATH_MAX];
    const char *kid = NULL;
    json_t *grew = NULL;

    if (!demo_path(folder, lists->plan->sources, LISTS) || !file_folder(folder, 0755))
        return refuse(lists->why, lists->plan->sources, "cannot be written");
    json_object_foreach(lists->grown, kid, grew)
    {
        if (!write_list(folder, kid, json_object_get(lists->list, kid)))
            return refuse(lists->why, kid, "cannot be written");
    }
    return true;
}

bool revoke_lists(const struct revoke_plan *plan, size_t *added, char why[REVOKE_WHY_SIZE])
{
    struct lists lists = {.plan = plan,
                          .list = json_object(),
                          .held = json_object(),
                          .grown = json_object(),
                          .why = why};
    bool good = lists.list != NULL && lists.held != NULL && lists.grown != NULL;

    why[0] = 0;
    if (!good)
        refuse(why, plan->sources, "no memory");
    good = good && read_areas(&lists) && write_grown(&lists);
    *added = lists.added;
    json_decref(lists.list);
    json_decref(lists.held);
    json_decref(lists.grown);
    return good;
}

struct options {
    const char *areas, *keys, *sources;
};

static bool parse(int argc, char **argv, struct options *out)
{
    static const struct option options[] = {{"areas", required_argument, NULL, 'a'},
                                            {"keys", required_argument, NULL, 'k'},
                                            {"sources", required_argument, NULL, 's'},
                                            {0}};
    int option = 0;

    optind = 0;
    opterr = 0;
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (option == 'a')
            out->areas = optarg;
        else if (option == 'k')
            out->keys = optarg;
        else if (option == 's')
            out->sources = optarg;
        else
            return false;
    }
    return optind == argc && out->areas != NULL && out->keys != NULL && out->sources != NULL;
}

int revoke_command(store_opener *open, int argc, char **argv)
{
    struct options options = {0};
    struct key_settings settings;
    struct revoke_plan plan = {.open = open, .issuer = settings.issuer};
    char why[REVOKE_WHY_SIZE] = "";
    size_t added = 0;

    if (argc < 1 || strcmp(argv[0], "lists") != 0 || !parse(argc, argv, &options))
        return command_refuse(NAME, "revoke lists --areas DIR --keys FILE --sources DIR");
    plan.areas = options.areas;
    plan.sources = options.sources;
    if (!key_settings_load(options.keys, &settings, why) || !revoke_lists(&plan, &added, why))
        return command_refuse(NAME, why);
    printf("withdrawn=%zu\n", added);
    return EXIT_YES;
}
