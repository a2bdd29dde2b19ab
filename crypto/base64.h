/* base64url without padding (RFC 4648 §5), as JOSE uses it; and base64 with padding (§4), as
 * certificates stand in JSON. */
#ifndef CRYPTO_BASE64_H
#define CRYPTO_BASE64_H

#include "crypto/base/bytes.h"

/* Appends the text form of `v`. */
MUST_USE bool base64url_encode(struct view v, struct bytes *out);

/* Appends what `text` stands for. Strict: only the alphabet, no padding, no length ≡ 1 mod 4, no
 * stray bits in the last character. False leaves `out` as it was. */
MUST_USE bool base64url_decode(struct view text, struct bytes *out);

/* The same with + and / and padding, which must be there. */
MUST_USE bool base64_encode(struct view v, struct bytes *out);
MUST_USE bool base64_decode(struct view text, struct bytes *out);

#endif
