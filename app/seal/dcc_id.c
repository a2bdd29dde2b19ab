#include "app/seal/dcc_id.h"

#include <stdio.h>
#include <string.h>

static const char signs[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/:";

enum { BASE = sizeof signs - 1 };

/* Luhn mod N over the whole identifier, or zero where a sign of it has no value. */
static char check_of(const char *id)
{
    size_t sum = 0, factor = 2;

    for (size_t i = strlen(id); i > 0; i--) {
        const char *sign = strchr(signs, id[i - 1]);
        size_t addend = sign != NULL ? factor * (size_t)(sign - signs) : 0;

        if (sign == NULL)
            return 0;
        sum += addend / BASE + addend % BASE;
        factor = 3 - factor;
    }
    return signs[(BASE - sum % BASE) % BASE];
}

bool dcc_id_write(const char *country, const char *serial, char *out, size_t size)
{
    int len = snprintf(out, size, "URN:UVCI:01:%s:%s", country, serial);
    char check = 0;

    if (len < 0 || (size_t)len + 2 >= size)
        return false;
    check = check_of(out);
    snprintf(out + len, size - (size_t)len, "#%c", check);
    return check != 0;
}

bool dcc_id_same(const char *a, const char *b)
{
    size_t len = strcspn(a, "#");

    return len > 0 && len == strcspn(b, "#") && strncmp(a, b, len) == 0;
}
