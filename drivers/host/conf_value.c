#include "drivers/host/conf_value.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char *store_text(const struct conf_item *item, const char *text)
{
    int len = snprintf(item->into, item->size, "%s", text);

    return len >= 0 && (size_t)len < item->size ? NULL : "is too long";
}

static const char *store_path(const struct conf_item *item, const char *text, const char *folder)
{
    int len = 0;

    if (text[0] == '/' || text[0] == 0)
        return store_text(item, text);
    len = snprintf(item->into, item->size, "%s/%s", folder, text);
    return len >= 0 && (size_t)len < item->size ? NULL : "is too long";
}

static const char *store_file(const struct conf_item *item, const char *text, const char *folder)
{
    const char *wrong = store_path(item, text, folder);
    struct stat at = {0};

    if (wrong != NULL || text[0] == 0)
        return wrong;
    return stat(item->into, &at) == 0 ? NULL : "names a file that is not there";
}

static const char *store_number(const struct conf_item *item, const char *text)
{
    char *end = NULL;
    long value = 0;

    errno = 0;
    value = strtol(text, &end, 10);
    if (end == text || *end != 0 || strchr("+-0123456789", text[0]) == NULL)
        return "is not a whole number";
    if (errno != 0 || value < item->least || value > item->most)
        return "is outside what is safe";
    *(int *)item->into = (int)value;
    return NULL;
}

static const char *store_yes(const struct conf_item *item, const char *text)
{
    bool yes = strcmp(text, "yes") == 0;

    if (!yes && strcmp(text, "no") != 0)
        return "is neither yes nor no";
    *(bool *)item->into = yes;
    return NULL;
}

static bool has_control(const char *text)
{
    for (; *text != 0; text++)
        if ((unsigned char)*text < 0x20 || *text == 0x7f)
            return true;
    return false;
}

const char *conf_value_store(const struct conf_item *item, const char *text, const char *folder)
{
    bool may_be_empty = item->fallback != NULL && item->fallback[0] == 0;

    if (has_control(text))
        return "holds a control character";
    if (text[0] == 0 && !may_be_empty)
        return "has no value";
    switch (item->kind) {
    case CONF_TEXT:
        return store_text(item, text);
    case CONF_PATH:
        return store_path(item, text, folder);
    case CONF_FILE:
        return store_file(item, text, folder);
    case CONF_NUMBER:
        return store_number(item, text);
    case CONF_YES:
        return store_yes(item, text);
    }
    return "is of no known kind";
}
