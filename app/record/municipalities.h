/* 自治体コード: six digits, the last a check digit, in the table of municipalities (VRS-06, R12). A
 * ward of a designated city is not in it: the city is the municipality. */
#ifndef APP_RECORD_MUNICIPALITIES_H
#define APP_RECORD_MUNICIPALITIES_H

#include "app/record/certificate.h"

struct municipality {
    const char *code, *prefecture, *name, *kana;
};

/* The municipality, or NULL: wrong form, wrong check digit or not in the table. */
const struct municipality *municipality_by_code(const char *code);

#endif
