/* Inside app/words only: the words of po/ja.po and its sisters, taken from there when this is
 * built. */
#ifndef APP_WORDS_PHRASES_TABLE_H
#define APP_WORDS_PHRASES_TABLE_H

#include "app/words/phrases.h"

extern const char *const phrases_table[LANGUAGE_COUNT][PHRASE_COUNT];

#endif
