#include "drivers/screen/furigana.h"

#include <stdint.h>
#include <string.h>

/* "{base|reading}" with neither part empty nor another brace or bar in it. */
static bool take_word(const char *text, struct furigana *out)
{
    const char *base = text + 1, *reading = NULL;
    size_t base_len = strcspn(base, "{|}"), reading_len = 0;

    if (*text != '{' || base[base_len] != '|')
        return false;
    reading = base + base_len + 1;
    reading_len = strcspn(reading, "{|}");
    if (base_len == 0 || reading_len == 0 || reading[reading_len] != '}')
        return false;
    *out = (struct furigana){base, reading, base_len, reading_len};
    return true;
}

bool furigana_next(const char **text, struct furigana *out)
{
    const char *at = *text;

    if (*at == 0)
        return false;
    if (take_word(at, out)) {
        *text = out->reading + out->reading_len + 1;
        return true;
    }
    *out = (struct furigana){.base = at};
    do
        at++;
    while (*at != 0 && !take_word(at, &(struct furigana){0}));
    out->base_len = (size_t)(at - out->base);
    *text = at;
    return true;
}

void furigana_strip(const char *text, char *out, size_t size)
{
    struct furigana part = {0};
    size_t len = 0;

    if (size == 0)
        return;
    while (furigana_next(&text, &part)) {
        size_t room = size - 1 - len;
        size_t take = part.base_len < room ? part.base_len : room;

        /* A letter of several bytes is not cut in two. */
        while (take < part.base_len && take > 0 && ((uint8_t)part.base[take] & 0xC0) == 0x80)
            take--;
        memcpy(out + len, part.base, take);
        len += take;
        if (take < part.base_len)
            break;
    }
    out[len] = 0;
}
