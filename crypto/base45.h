/* Base45 (RFC 9285), as the signs of a QR code's alphanumeric mode carry bytes. */
#ifndef CRYPTO_BASE45_H
#define CRYPTO_BASE45_H

#include "crypto/base/bytes.h"

/* Appends the text form of `v`: three signs for two bytes, two for a last single one. */
MUST_USE bool base45_encode(struct view v, struct bytes *out);

/* Appends what `text` stands for. Strict: only the 45 signs (no lower case), no single sign at the
 * end, no group beyond 65535 or, for two signs, 255. False leaves `out` as it was. */
MUST_USE bool base45_decode(struct view text, struct bytes *out);

#endif
