/* What was read in a signed code of any format, and what is to be thought of it. */
#ifndef APP_SEAL_OPENED_H
#define APP_SEAL_OPENED_H

#include "app/record/certificate.h"
#include "crypto/base/err.h"

enum {
    OPENED_ISSUER_SIZE = 128,
    OPENED_SIGNER_SIZE = 128,
    OPENED_ID_SIZE = 96,
    OPENED_VACCINE_SIZE = 128,
    OPENED_AUTHORITY_SIZE = 96,
    OPENED_BUNDLE_LEN = 8,
};

/* Cannot tell: what would be needed to judge is not at hand. It is neither a yes nor a no. */
enum seal_verdict { SEAL_CANNOT_TELL = 0, SEAL_NOT_VALID = 1, SEAL_VALID = 2 };

/* A dose as a code tells it. `dose.product` is empty where its code is not in our table, and
 * `dose.country` where the format names none. */
struct opened_dose {
    struct dose dose;
    int of;                                /* doses of the series, 0 where it is not said */
    char vaccine[OPENED_VACCINE_SIZE];     /* the product's code as it stands there; SHC: CVX, or
                                              another system, a bar, and its code */
    char authority[OPENED_AUTHORITY_SIZE]; /* who vaccinated or vouches for it */
    bool subpotent;                        /* SHC: said not to count for protection */
};

struct opened {
    enum code_format format;
    enum seal_verdict verdict;
    enum err code;                   /* which check failed; ERR_OK only when valid */
    char issuer[OPENED_ISSUER_SIZE]; /* SHC: address · VDS-NC: three letters · DCC: two letters */
    char signer[OPENED_SIGNER_SIZE]; /* SHC, DCC: key id · VDS-NC: subject of the certificate */
    char id[OPENED_ID_SIZE];         /* SHC: rid · VDS-NC: uvci · DCC: ci */
    int64_t not_before, expires;     /* 0 where it is not said */
    uint8_t bundle[OPENED_BUNDLE_LEN]; /* SHC: what "hash-fhir" withdraws it by, where the trust has
                                          such a list for its key; else zeros */
    struct holder holder;              /* parts of the birth date that are not said are 0 */
    struct traveller traveller;        /* what a code says of the passport, else empty */
    size_t count;
    struct opened_dose doses[DOSES_MAX];
};

/* The worse of two: not valid before cannot tell before valid. */
enum seal_verdict verdict_worse(enum seal_verdict a, enum seal_verdict b);

#endif
