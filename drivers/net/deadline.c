#include "drivers/net/deadline.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DIGITS_MAX = 7 };

bool deadline_meet(const char *text, int own_ms, int *out_ms)
{
    size_t len = strlen(text);
    long given = 0;

    *out_ms = own_ms;
    if (len == 0 || len > DIGITS_MAX || strspn(text, "0123456789") != len)
        return false;
    given = strtol(text, NULL, 10);
    if (given < own_ms)
        *out_ms = (int)given;
    return given > 0;
}

void deadline_text(int ms, char out[DEADLINE_TEXT_SIZE])
{
    (void)snprintf(out, DEADLINE_TEXT_SIZE, "%d", ms > 0 ? ms : 1);
}

int deadline_share(int ms)
{
    return ms - ms / 10;
}
