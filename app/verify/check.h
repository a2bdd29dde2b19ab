/* What is to be said of one file: each code for itself, and whether they belong together. */
#ifndef APP_VERIFY_CHECK_H
#define APP_VERIFY_CHECK_H

#include "app/seal/open.h"
#include "app/verify/basis.h"
#include "app/verify/codes.h"

struct check {
    size_t count;
    struct opened opened[CODES_FOUND_MAX];
    enum err code; /* of the file as a whole: no code in it, or codes of two certificates */
    enum seal_verdict verdict; /* the worst of all */
};

/* Opens all codes. Where the basis is no ground for a yes, a code that would be valid, or lacks
 * only trust, cannot be told; what is not valid stays so. The codes of one file must belong to one
 * certificate (together.h). */
void check_codes(const struct codes *codes, const struct basis *basis, struct check *out);

#endif
