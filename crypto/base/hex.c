#include "crypto/base/hex.h"

void hex_encode(struct view v, char *out)
{
    static const char digits[] = "0123456789abcdef";

    for (size_t i = 0; i < v.len; i++) {
        *out++ = digits[v.at[i] >> 4];
        *out++ = digits[v.at[i] & 15];
    }
    *out = 0;
}

static int value_of(uint8_t c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

bool hex_decode(struct view text, uint8_t *out, size_t len)
{
    bool good = text.len == 2 * len;

    for (size_t i = 0; good && i < len; i++) {
        int high = value_of(text.at[2 * i]), low = value_of(text.at[2 * i + 1]);

        good = high >= 0 && low >= 0;
        out[i] = (uint8_t)(good ? high << 4 | low : 0);
    }
    if (!good)
        wipe(out, len);
    return good;
}
