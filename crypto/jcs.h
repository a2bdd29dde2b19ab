/* JSON in canonical form (RFC 8785): the bytes that two sides sign and check alike. */
#ifndef CRYPTO_JCS_H
#define CRYPTO_JCS_H

#include "crypto/base/bytes.h"

#include <jansson.h>

/* Deeper than anything that is signed; bounds the stack. */
enum { JCS_DEPTH_MAX = 64 };

/* Appends `json` in canonical form. False, with `out` as it was, when it nests deeper than
 * JCS_DEPTH_MAX, holds a whole number that a double cannot (beyond ±2^53), or `out` is full. */
MUST_USE bool jcs_append(const json_t *json, struct bytes *out);

#endif
