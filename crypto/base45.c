#include "crypto/base45.h"

#include <string.h>

enum { BASE = 45 };

static const char signs[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

bool base45_encode(struct view v, struct bytes *out)
{
    uint8_t *to = bytes_room(out, v.len / 2 * 3 + v.len % 2 * 2);
    size_t len = 0;

    if (to == NULL)
        return false;
    for (size_t i = 0; i < v.len; i += 2) {
        bool pair = i + 1 < v.len;
        unsigned value = pair ? (unsigned)v.at[i] << 8 | v.at[i + 1] : v.at[i];

        to[len++] = (uint8_t)signs[value % BASE];
        to[len++] = (uint8_t)signs[value / BASE % BASE];
        if (pair)
            to[len++] = (uint8_t)signs[value / (BASE * BASE)];
    }
    out->len += len;
    return true;
}

/* The value of a group of two or three signs, the lowest first; negative where one is no sign. */
static long value_of(const uint8_t *group, size_t count)
{
    long value = 0;

    while (count-- > 0) {
        const char *sign = group[count] != 0 ? strchr(signs, group[count]) : NULL;

        if (sign == NULL)
            return -1;
        value = value * BASE + (sign - signs);
    }
    return value;
}

bool base45_decode(struct view text, struct bytes *out)
{
    uint8_t *to = bytes_room(out, text.len / 3 * 2 + text.len % 3 / 2);
    size_t len = 0;

    if (to == NULL || text.len % 3 == 1)
        return false;
    for (size_t i = 0; i < text.len; i += 3) {
        size_t count = text.len - i < 3 ? 2 : 3;
        long value = value_of(text.at + i, count);

        if (value < 0 || value > (count == 3 ? UINT16_MAX : UINT8_MAX))
            return false;
        if (count == 3)
            to[len++] = (uint8_t)(value >> 8);
        to[len++] = (uint8_t)value;
    }
    out->len += len;
    return true;
}
