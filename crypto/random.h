/* Randomness from OpenSSL's generator. No id anywhere is made from a clock or a counter. */
#ifndef CRYPTO_RANDOM_H
#define CRYPTO_RANDOM_H

#include "crypto/base/bytes.h"

enum { RANDOM_ID_LEN = 32, RANDOM_ID_SIZE = RANDOM_ID_LEN + 1 };

MUST_USE bool random_fill(uint8_t *out, size_t len);

/* 128 random bits as 32 lower-case hexadecimal characters and a zero. */
MUST_USE bool random_id(char out[RANDOM_ID_SIZE]);

/* Whether `text` has the form of random_id. */
MUST_USE bool random_id_is(const char *text);

/* `len` characters drawn evenly from `alphabet` (2 to 256 characters), and a zero. */
MUST_USE bool random_text(const char *alphabet, char *out, size_t len);

#endif
