/* What is to be said of one file: each code for itself, and whether they belong together. */
#ifndef APP_VERIFY_CHECK_H
#define APP_VERIFY_CHECK_H

#include "app/seal/shc.h"
#include "app/verify/codes.h"

struct check {
    size_t count;
    struct opened opened[CODES_FOUND_MAX];
    enum err code; /* of the file as a whole: no code in it, or codes of two certificates */
    enum seal_verdict verdict; /* the worst of all */
};

/* Opens all codes. Those of one file must speak of one person and bear one certificate id. */
void check_codes(const struct codes *codes, const struct trust *trust, int64_t now,
                 struct check *out);

#endif
