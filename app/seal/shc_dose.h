/* Inside app/seal only: a dose in a SMART Health Card. */
#ifndef APP_SEAL_SHC_DOSE_H
#define APP_SEAL_SHC_DOSE_H

#include "app/seal/opened.h"
#include "crypto/json.h"

/* Fills all but the dose's number. False when the resource is not a dose that was given, on a day,
 * of one product, to the person at `patient_url` (a text). Texts too long for their place are left
 * out, not cut. */
MUST_USE bool shc_dose_read(const struct json *immunization, const struct json *patient_url,
                            struct opened_dose *out);

#endif
