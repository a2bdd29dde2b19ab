/* A file of any kind, and the codes in it. */
#ifndef APP_VERIFY_SOURCE_H
#define APP_VERIFY_SOURCE_H

#include "app/verify/codes.h"

/* Reads `path` ("-": standard input) as PNG, JPEG, PDF or else text, told apart by how it begins,
 * and adds the codes in it. False when it cannot be read to its end. */
MUST_USE bool source_codes(const char *path, struct codes *out);

#endif
