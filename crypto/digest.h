/* SHA-256 and HMAC-SHA-256. */
#ifndef CRYPTO_DIGEST_H
#define CRYPTO_DIGEST_H

#include "crypto/base/bytes.h"

enum { SHA256_LEN = 32 };

MUST_USE bool digest_sha256(struct view message, uint8_t out[SHA256_LEN]);

/* SHA-256 over `label`, a zero byte, and each field behind its length (four bytes, big-endian):
 * no two lists of fields share an input, and no two labels share a meaning. */
MUST_USE bool digest_fields(const char *label, const struct view *fields, size_t count,
                            uint8_t out[SHA256_LEN]);

MUST_USE bool digest_hmac(struct view key, struct view message, uint8_t out[SHA256_LEN]);

#endif
