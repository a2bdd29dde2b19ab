/* Inside app/identity/ only: the values in the card's files, from the form the card holds them in.
 */
#ifndef APP_IDENTITY_DECODE_H
#define APP_IDENTITY_DECODE_H

#include "app/identity/card.h"

/* YYYYMMDD, a day that exists. */
MUST_USE bool decode_date(struct view digits, struct date *out);

/* The same for a birth, of which YYYYMM00 and YYYY0000 say that no more is known. */
MUST_USE bool decode_birth(struct view digits, struct date *out);

/* Twelve digits with a right check digit (KSK-06). `out` may hold some of them on false. */
MUST_USE bool decode_number(struct view digits, char out[NUMBER_SIZE]);

/* UTF-8 that is not empty, fits and holds no control characters. `out` is untouched on false. */
MUST_USE bool decode_name(struct view name, char out[HOLDER_NAME_SIZE]);

/* '1' or '2' as it stands there, '?' for anything else. */
char decode_sex(struct view sex);

#endif
