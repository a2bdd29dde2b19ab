/* The products a dose can be of, with their names and their codes in each format. */
#ifndef APP_RECORD_VACCINES_H
#define APP_RECORD_VACCINES_H

#include "app/record/certificate.h"

/* What a product is called in the formats that are read abroad. */
struct vaccine_codes {
    const char *icd_brand, *icd_class; /* ICD-11: XM8NQ0, XM0GQ8 */
    const char *brand;                 /* COMIRNATY, without the variant */
    const char *eu_product, *eu_maker; /* EU/1/20/1528, ORG-100030215 */
    const char *eu_kind;               /* SNOMED CT: 1119349007 */
};

/* The disease: ICD-11 and SNOMED CT. */
#define VACCINE_DISEASE_ICD    "RA01.0"
#define VACCINE_DISEASE_SNOMED "840539006"

struct vaccine {
    const char *key;                 /* "comirnaty" */
    const char *kind_ja, *kind_en;   /* mRNAワクチン, mRNA vaccine */
    const char *maker_ja, *maker_en; /* ファイザー, Pfizer */
    const char *name_ja, *name_en;   /* コミナティ, COMIRNATY */
    const char *cvx;                 /* "208" */
    struct vaccine_codes codes;
    struct date approved; /* no dose is plausible before it (VRS-14) */
};

/* The product with this key, or NULL. */
const struct vaccine *vaccine_by_key(const char *key);

/* The first product with this CVX code, or NULL. */
const struct vaccine *vaccine_by_cvx(const char *cvx);

/* The i-th product, or NULL past the last. */
const struct vaccine *vaccine_at(size_t i);

#endif
