#include "drivers/host/conf.h"

#include "drivers/host/conf_value.h"
#include "drivers/host/file.h"

#include <ini.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    CONF_MAX = 1 << 16,
    NAME_SIZE = 128,
    LINE_MAX_LEN = INI_MAX_LINE - 2, /* what libinih takes as one line */
    /* Where an item's value came from. */
    FROM_FILE = 1,
    FROM_SET = 2,
};

struct load {
    const struct conf_item *items;
    size_t count;
    unsigned char *from; /* one for each item */
    char folder[PATH_MAX];
    char *why; /* empty as long as nothing is wrong */
};

__attribute__((format(printf, 2, 3))) static bool refuse(struct load *load, const char *form, ...)
{
    va_list list;

    if (load->why[0] != 0)
        return false;
    va_start(list, form);
    vsnprintf(load->why, CONF_WHY_SIZE, form, list);
    va_end(list);
    return false;
}

static bool store(struct load *load, size_t i, const char *value)
{
    const char *wrong = conf_value_store(&load->items[i], value, load->folder);

    return wrong == NULL || refuse(load, "%s %s", load->items[i].name, wrong);
}

/* `from` says where the value stands; what --set gave wins over the file. */
static bool take(struct load *load, const char *name, const char *value, unsigned char from)
{
    for (size_t i = 0; i < load->count; i++) {
        if (strcmp(load->items[i].name, name) != 0)
            continue;
        if ((load->from[i] & from) != 0)
            return refuse(load, "%s is given twice", name);
        load->from[i] |= from;
        if (from == FROM_FILE && (load->from[i] & FROM_SET) != 0)
            return true;
        return store(load, i, value);
    }
    return refuse(load, "%s is not a known key", name);
}

static int take_line(void *self, const char *section, const char *key, const char *value)
{
    char name[NAME_SIZE];

    if (snprintf(name, sizeof name, "%s.%s", section, key) >= (int)sizeof name)
        return refuse(self, "a key's name is too long");
    return take(self, name, value, FROM_FILE);
}

static bool take_sets(struct load *load, const char *const *sets)
{
    for (; sets != NULL && *sets != NULL; sets++) {
        const char *equals = strchr(*sets, '=');
        char name[NAME_SIZE];

        if (equals == NULL || (size_t)(equals - *sets) >= sizeof name)
            return refuse(load, "--set needs SECTION.KEY=VALUE");
        snprintf(name, sizeof name, "%.*s", (int)(equals - *sets), *sets);
        if (!take(load, name, equals + 1, FROM_SET))
            return false;
    }
    return true;
}

static bool take_fallbacks(struct load *load)
{
    for (size_t i = 0; i < load->count; i++) {
        if (load->from[i] != 0)
            continue;
        if (load->items[i].fallback == NULL)
            return refuse(load, "%s is missing", load->items[i].name);
        if (!store(load, i, load->items[i].fallback))
            return false;
    }
    return true;
}

/* libinih would silently read a longer line as two. */
static bool check_lines(struct load *load, const char *text)
{
    for (int line = 1; *text != 0; line++) {
        size_t len = strcspn(text, "\n");

        if (len > LINE_MAX_LEN)
            return refuse(load, "line %d is too long", line);
        text += len + (text[len] != 0);
    }
    return true;
}

static bool take_file(struct load *load, const char *path)
{
    struct bytes content = bytes_new(CONF_MAX);
    const char *text = NULL;
    int line = 0;
    bool good = false;

    if (!file_read(path, &content) || (text = bytes_text(&content)) == NULL ||
        memchr(text, 0, content.len) != NULL) {
        refuse(load, "%s cannot be read", path);
        goto out;
    }
    if (!check_lines(load, text))
        goto out;
    line = ini_parse_string(text, take_line, load);
    good = line == 0 || refuse(load, "line %d is not understood", line);
out:
    bytes_free(&content);
    return good;
}

/* Relative paths start from the folder the configuration file stands in. */
static bool find_folder(struct load *load, const char *path)
{
    char *slash = NULL;

    if (realpath(path, load->folder) == NULL)
        return refuse(load, "%s is not there", path);
    slash = strrchr(load->folder, '/');
    if (slash != NULL)
        *slash = 0;
    return true;
}

bool conf_load(const char *path, const char *const *sets, const struct conf_item *items,
               size_t count, char why[CONF_WHY_SIZE])
{
    struct load load = {.items = items, .count = count, .why = why};
    bool good = false;

    why[0] = 0;
    load.from = calloc(count + 1, 1);
    if (load.from == NULL)
        good = refuse(&load, "out of memory");
    else
        good = find_folder(&load, path) && take_sets(&load, sets) && take_file(&load, path) &&
               take_fallbacks(&load);
    free(load.from);
    return good;
}
