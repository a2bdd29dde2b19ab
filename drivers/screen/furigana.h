/* Readings above words: "{接種|せっしゅ}の記録" is a word with its reading, then plain text.
 * Whatever is not of that form is plain text and shown as it stands. */
#ifndef DRIVERS_SCREEN_FURIGANA_H
#define DRIVERS_SCREEN_FURIGANA_H

#include "crypto/base/must.h"

#include <stdbool.h>
#include <stddef.h>

/* Both borrow from the text; a part without a reading has reading_len 0. */
struct furigana {
    const char *base, *reading;
    size_t base_len, reading_len;
};

/* Takes the next part of `*text` and moves it on; false at its end. */
MUST_USE bool furigana_next(const char **text, struct furigana *out);

/* The text without readings, cut to `size` between letters. */
void furigana_strip(const char *text, char *out, size_t size);

#endif
