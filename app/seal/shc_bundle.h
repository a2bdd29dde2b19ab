/* Inside app/seal only: the FHIR bundle of a SMART Health Card, read strictly.
 *
 * Refused is what two readers could understand differently, and what a card that fits into a symbol
 * is defined not to have. What only tells more than it need (a sex, a further name, a dose's
 * number, the wording of a code) is passed over: the card is genuine all the same. */
#ifndef APP_SEAL_SHC_BUNDLE_H
#define APP_SEAL_SHC_BUNDLE_H

#include "app/seal/opened.h"
#include "crypto/json.h"

/* No id, no text, no metadata but a security label on any resource; nothing empty anywhere; and no
 * element that turns the meaning of others (FHIR's implicitRules, modifierExtension). */
MUST_USE bool shc_bundle_is_minimal(const struct json *bundle);

/* Fills holder, count and doses as far as they can be read. False when the bundle has not the shape
 * of a vaccination card: one person, and doses that are hers. Resources of other kinds are passed
 * over. */
MUST_USE bool shc_bundle_read(const struct json *bundle, struct opened *out);

#endif
