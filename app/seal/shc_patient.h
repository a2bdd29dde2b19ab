/* Inside app/seal only: the person in a SMART Health Card. */
#ifndef APP_SEAL_SHC_PATIENT_H
#define APP_SEAL_SHC_PATIENT_H

#include "app/record/certificate.h"
#include "crypto/json.h"

/* Fills name and birth as far as they can be read. The name comes out as the card's chip has it,
 * U+3000 between its parts. False when the resource names nobody or is not plainly a person. */
MUST_USE bool shc_patient_read(const struct json *patient, struct holder *out);

#endif
