/* Inside app/seal only: the claims of a SMART Health Card, from their JSON. */
#ifndef APP_SEAL_SHC_CLAIMS_H
#define APP_SEAL_SHC_CLAIMS_H

#include "app/seal/shc.h"

/* The moments between which a card is good, as far as it says so. */
struct shc_times {
    double not_before, expires; /* expires: infinite when it is not said */
};

/* Fills what can be read, and names the first thing that is wrong. `out->signer` is there already;
 * `out->bundle` is filled where `trust` has a list to look it up in. */
MUST_USE enum err shc_claims_read(struct view json, const struct trust *trust, struct opened *out,
                                  struct shc_times *times);

#endif
