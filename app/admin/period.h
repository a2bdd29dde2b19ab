/* How long a signing key is used: a quarter or a year of Japan's calendar, and an overlap. */
#ifndef APP_ADMIN_PERIOD_H
#define APP_ADMIN_PERIOD_H

#include "drivers/keys/register.h"

struct period {
    char name[KEYS_NAME_SIZE]; /* "shc-2026q4", "sheet-2026" */
    int64_t from, next;        /* its first second, and that of the period after it */
    int64_t until;             /* when its key stops signing: the overlap after `next` */
};

/* The period in which `when` lies. False for a purpose that is not known. */
MUST_USE bool period_of(const char *purpose, int64_t when, struct period *out);

#endif
