/* The codes that were found in one file. */
#ifndef APP_VERIFY_CODES_H
#define APP_VERIFY_CODES_H

#include "crypto/base/bytes.h"

enum { CODES_FOUND_MAX = 32, CODE_FOUND_SIZE_MAX = 1 << 16 };

struct codes {
    size_t count;
    struct bytes text[CODES_FOUND_MAX];
};

/* Adds a copy; the same text a second time is not added. False when there are too many, or one is
 * too long. */
MUST_USE bool codes_add(struct codes *codes, struct view text);

/* Wipes and frees; safe on an empty list and safe twice. */
void codes_free(struct codes *codes);

#endif
