#include "app/words/phrases.h"

#include "app/words/phrases_table.h"

#include <string.h>

const char *phrase_in(enum language language, enum phrase phrase)
{
    return phrases_table[language][phrase];
}

/* Where the last whole UTF-8 sign within `len` bytes of `text` ends. */
static size_t whole_signs(const char *text, size_t len)
{
    while (len > 0 && ((unsigned char)text[len] & 0xC0) == 0x80)
        len--;
    return len;
}

static void add(char *to, size_t size, size_t *at, const char *text, size_t len)
{
    size_t room = size - 1 - *at;

    if (len > room)
        len = whole_signs(text, room);
    memcpy(to + *at, text, len);
    *at += len;
}

void phrase_fill(char *to, size_t size, const char *words, const char *const *with, size_t count)
{
    size_t at = 0;

    while (*words != 0) {
        size_t plain = strcspn(words, "%");
        size_t place = words[plain] == '%' ? (size_t)words[plain + 1] - '1' : count;

        if (place < count) {
            add(to, size, &at, words, plain);
            add(to, size, &at, with[place], strlen(with[place]));
            words += plain + 2;
        } else {
            plain += words[plain] == '%';
            add(to, size, &at, words, plain);
            words += plain;
        }
    }
    to[at] = 0;
}
