/* Certificates of invented people, each hard for a typesetter in its own way. */
#ifndef TESTS_GOLDEN_CASES_H
#define TESTS_GOLDEN_CASES_H

#include "app/record/certificate.h"

extern const char cases_digest[];

/* Name of case `i`, or NULL after the last. */
const char *cases_name(size_t i);

/* Fills the certificate of case `i`. Its codes are as long as real ones, and no more real. */
void cases_fill(size_t i, struct certificate *out);

#endif
