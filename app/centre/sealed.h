/* The state of a transaction between two steps: it travels with the kiosk, sealed, bound to the
 * kiosk's certificate, the transaction and the step it is for, and is good for 180 seconds. */
#ifndef APP_CENTRE_SEALED_H
#define APP_CENTRE_SEALED_H

#include "app/centre/steps.h"

enum { SEALED_LIFE = 180 };

/* Appends the state for `live.step` of the errand's transaction. It holds area, kind, nonce and
 * time, and for LIVENESS_CERTIFICATE consent and card files too. */
MUST_USE bool sealed_make(const struct errand *errand, const struct liveness *live,
                          struct bytes *out);

/* Opens the state for `step` into errand->proof (its `live` with the errand's transaction and
 * kiosk). One code where it is not this kiosk's, transaction's or step's or was changed, another
 * where it is too old. */
MUST_USE enum err sealed_open(struct errand *errand, enum liveness_step step, struct view sealed);

#endif
