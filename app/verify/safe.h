/* Text of strangers on a terminal. */
#ifndef APP_VERIFY_SAFE_H
#define APP_VERIFY_SAFE_H

#include <stdio.h>

/* Prints `text` with a question mark for whatever would steer a terminal or turn the direction of
 * the writing. */
void safe_print(FILE *to, const char *text);

#endif
