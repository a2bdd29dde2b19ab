/* Certificates of invented people, each hard for a typesetter in its own way. */
#ifndef TESTS_GOLDEN_CASES_H
#define TESTS_GOLDEN_CASES_H

#include "app/paper/paper.h"
#include "app/record/certificate.h"

extern const char cases_digest[];

/* Name of case `i`, or NULL after the last. */
const char *cases_name(size_t i);

/* In which print it is drawn. */
enum paper_size cases_size(size_t i);

/* Fills the certificate of case `i`. Its codes are as long as real ones, and no more real. */
void cases_fill(size_t i, struct certificate *out);

/* As many doses as one code of each format holds. */
enum { CASES_SHC_DOSES = 16, CASES_VDS_DOSES = 9 };

/* Adds codes of one format, with at most `most` doses each, as even as they go. What they say comes
 * from `seed`. */
void cases_fill_codes(struct certificate *c, enum code_format format, int most, uint64_t seed);

#endif
