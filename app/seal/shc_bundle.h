/* Inside app/seal only: the FHIR bundle of a SMART Health Card, read strictly. */
#ifndef APP_SEAL_SHC_BUNDLE_H
#define APP_SEAL_SHC_BUNDLE_H

#include "app/seal/shc.h"

#include <jansson.h>

/* Fills holder, count and doses as far as they can be read. False when the bundle has not the shape
 * of a vaccination card: one person, doses that are hers, nothing the format forbids. */
MUST_USE bool shc_bundle_read(const json_t *bundle, struct opened *out);

#endif
