#include "app/record/number.h"

#include <string.h>

/* Weights from the digit beside the check digit leftwards: 2…7, then again from 2. */
static unsigned check_digit(const char *text)
{
    unsigned sum = 0, rest = 0;

    for (unsigned n = 1; n < NUMBER_LEN; n++)
        sum += (unsigned)(text[NUMBER_LEN - 1 - n] - '0') * (n <= 6 ? n + 1 : n - 5);
    rest = sum % 11;
    return rest <= 1 ? 0 : 11 - rest;
}

bool number_is(const char *text)
{
    return strnlen(text, NUMBER_SIZE) == NUMBER_LEN && strspn(text, "0123456789") == NUMBER_LEN &&
           (unsigned)(text[NUMBER_LEN - 1] - '0') == check_digit(text);
}
