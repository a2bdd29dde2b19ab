/* A program's configuration: one INI file, read once. An unknown key, a missing value, a missing
 * file or an unsafe value stops the start with one line that names it. */
#ifndef DRIVERS_HOST_CONF_H
#define DRIVERS_HOST_CONF_H

#include "crypto/base/must.h"

#include <stdbool.h>
#include <stddef.h>

enum { CONF_TEXT_SIZE = 512, CONF_WHY_SIZE = 512 };

enum conf_kind {
    CONF_TEXT,   /* char[size] */
    CONF_PATH,   /* char[size]: made absolute against the configuration file's folder */
    CONF_FILE,   /* the same, and it must be there */
    CONF_NUMBER, /* int, between least and most */
    CONF_YES,    /* bool: yes or no */
};

struct conf_item {
    const char *name; /* "section.key" */
    enum conf_kind kind;
    void *into;
    size_t size;
    const char *fallback; /* NULL: the key is required */
    int least, most;
};

/* Reads `path`, then applies `sets` ("section.key=value", NULL-terminated, or NULL) over it, then
 * the fallbacks. On false `why` holds the one line. */
MUST_USE bool conf_load(const char *path, const char *const *sets, const struct conf_item *items,
                        size_t count, char why[CONF_WHY_SIZE]);

#endif
