/* Inside app/words only: the sentences of docs/errors.md, taken from there when this is built. */
#ifndef APP_WORDS_SENTENCES_TABLE_H
#define APP_WORDS_SENTENCES_TABLE_H

#include "app/words/sentences.h"

#include <stddef.h>

struct sentence_row {
    enum err code;
    struct sentence in[LANGUAGE_COUNT];
};

extern const struct sentence_row sentences_table[];
extern const size_t sentences_count;

#endif
