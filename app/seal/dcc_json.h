/* Inside app/seal only: CBOR of the kinds that JSON has, both ways. */
#ifndef APP_SEAL_DCC_JSON_H
#define APP_SEAL_DCC_JSON_H

#include "crypto/base/bytes.h"

#include <jansson.h>

/* The JSON of one sound item (crypto/cbor.h), or NULL where it holds what JSON does not, or a text
 * with a zero in it. Free with json_decref. */
MUST_USE json_t *dcc_json_read(struct view item);

/* Appends the CBOR of objects, arrays, texts and integers, in their order. False for others. */
MUST_USE bool dcc_json_write(json_t *json, struct bytes *out);

#endif
