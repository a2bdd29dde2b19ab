/* The answer of akashi-verify, for people and for programs. */
#ifndef APP_VERIFY_REPORT_H
#define APP_VERIFY_REPORT_H

#include "app/verify/check.h"
#include "app/words/language.h"

#include <stdio.h>

/* Who, which doses, who signed, and valid / not valid / cannot tell with why; at last by which
 * trust bundle, and how old it is (VRS-60). */
void report_text(FILE *to, const char *file, const struct check *check, const struct basis *basis,
                 enum language language);

/* One JSON object a line: one for each code, and one for the file when it has no code or codes of
 * two certificates. False when memory ran out. */
MUST_USE bool report_json(FILE *to, const char *file, const struct check *check,
                          const struct basis *basis);

/* The payload of each code, one a line. False when one cannot be got at. */
MUST_USE bool report_raw(FILE *to, const struct codes *codes);

#endif
