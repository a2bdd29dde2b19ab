/* Bytes as lower-case hexadecimal text, and back. */
#ifndef CRYPTO_BASE_HEX_H
#define CRYPTO_BASE_HEX_H

#include "crypto/base/bytes.h"

/* Writes 2 × v.len characters and a zero. `out` must have room for that. */
void hex_encode(struct view v, char *out);

/* Exactly 2 × len hexadecimal digits of either case; false otherwise, with `out` wiped. */
MUST_USE bool hex_decode(struct view text, uint8_t *out, size_t len);

#endif
