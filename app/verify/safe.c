#include "app/verify/safe.h"

#include <stddef.h>

/* The bytes at `at` that are better not printed: 0 when the first is harmless. */
static size_t steering_len(const char *at)
{
    unsigned char one = (unsigned char)at[0], two = one != 0 ? (unsigned char)at[1] : 0,
                  three = two != 0 ? (unsigned char)at[2] : 0;

    if (one < 0x20 || one == 0x7f)
        return 1;
    if (one == 0xc2 && two >= 0x80 && two <= 0x9f) /* U+0080–U+009F */
        return 2;
    if (one != 0xe2)
        return 0;
    /* U+200B–U+200F, U+2028–U+202E, U+2066–U+2069 */
    if (two == 0x80 && ((three >= 0x8b && three <= 0x8f) || (three >= 0xa8 && three <= 0xae)))
        return 3;
    return two == 0x81 && three >= 0xa6 && three <= 0xa9 ? 3 : 0;
}

void safe_print(FILE *to, const char *text)
{
    while (*text != 0) {
        size_t len = steering_len(text);

        fputc(len > 0 ? '?' : *text, to);
        text += len > 0 ? len : 1;
    }
}
