/* Forms of the texts that stand in messages, and the names of their enums. */
#ifndef APP_WIRE_FORM_H
#define APP_WIRE_FORM_H

#include "app/wire/message.h"

MUST_USE bool form_area(const char *text);      /* six digits */
MUST_USE bool form_version(const char *text);   /* sixteen hexadecimal digits */
MUST_USE bool form_country(const char *text);   /* three capitals */
MUST_USE bool form_product(const char *text);   /* lower-case letters, digits, hyphens */
MUST_USE bool form_roman(const char *text);     /* capitals and spaces, as in a passport */
MUST_USE bool form_passport(const char *text);  /* capitals and digits */
MUST_USE bool form_masked(const char *text);    /* of those the last four at most, behind stars */
MUST_USE bool form_printable(const char *text); /* printable ASCII */
MUST_USE bool form_ascii(const char *text);     /* printable, no space */

extern const struct field_words form_kinds; /* enum kind */
extern const struct field_words form_founds;
extern const struct field_words form_steps;   /* enum liveness_step */
extern const struct field_words form_formats; /* enum code_format */
extern const struct field_words form_codes;   /* enum err */

#endif
