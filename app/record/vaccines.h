/* The products a dose can be of, with their names and their codes in each format. */
#ifndef APP_RECORD_VACCINES_H
#define APP_RECORD_VACCINES_H

#include "app/record/certificate.h"

struct vaccine {
    const char *key;                 /* "comirnaty" */
    const char *kind_ja, *kind_en;   /* mRNAワクチン, mRNA vaccine */
    const char *maker_ja, *maker_en; /* ファイザー, Pfizer */
    const char *name_ja, *name_en;   /* コミナティ, COMIRNATY */
    const char *cvx;                 /* "208" */
    struct date approved;            /* no dose is plausible before it (VRS-14) */
};

/* The product with this key, or NULL. */
const struct vaccine *vaccine_by_key(const char *key);

/* The first product with this CVX code, or NULL. */
const struct vaccine *vaccine_by_cvx(const char *cvx);

/* The i-th product, or NULL past the last. */
const struct vaccine *vaccine_at(size_t i);

#endif
