/* Inside app/seal only: the claims (CWT) around an EU certificate. */
#ifndef APP_SEAL_DCC_CLAIMS_H
#define APP_SEAL_DCC_CLAIMS_H

#include "app/seal/dcc_trust.h"

#include <jansson.h>

struct dcc_claims {
    char issuer[DCC_COUNTRY_SIZE]; /* empty where it is not said */
    int64_t issued, expires;
    json_t *certificate; /* free with json_decref */
};

/* Fills what can be read; what stands in `out` is to be freed in any case. False unless both times
 * and a certificate were found, and the issuer, where one is named, is two capital letters. */
MUST_USE bool dcc_claims_read(struct view cwt, struct dcc_claims *out);

MUST_USE bool dcc_claims_write(const struct dcc_claims *claims, struct bytes *out);

#endif
