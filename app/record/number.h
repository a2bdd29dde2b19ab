/* 個人番号: twelve digits, the last a check digit (card.md §2.5). */
#ifndef APP_RECORD_NUMBER_H
#define APP_RECORD_NUMBER_H

#include "crypto/base/must.h"

#include <stdbool.h>

enum { NUMBER_LEN = 12, NUMBER_SIZE = NUMBER_LEN + 1 };

/* Twelve digits whose check digit is right. */
MUST_USE bool number_is(const char *text);

#endif
