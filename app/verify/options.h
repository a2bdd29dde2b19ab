/* The command line of akashi-verify. */
#ifndef APP_VERIFY_OPTIONS_H
#define APP_VERIFY_OPTIONS_H

#include "app/record/date.h"

#define VERIFY_NAME "akashi-verify"

enum { MAX_AGE_DAYS = 30, MAX_AGE_DAYS_MOST = 36500 };

struct options {
    const char *trust; /* NULL: nobody is trusted */
    const char *root;  /* NULL: the one in the trust folder */
    int max_age;       /* of the trust bundle, in days */
    struct date at;    /* no date: now */
    bool raw, json;
    char **files; /* NULL-terminated, at least one */
};

/* NULL, or what is wrong. */
MUST_USE const char *options_read(int argc, char **argv, struct options *out);

#endif
