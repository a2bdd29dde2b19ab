/* JSON Web Signature, compact form, ES256 only (RFC 7515), and the JWK thumbprint (RFC 7638). */
#ifndef CRYPTO_JWS_H
#define CRYPTO_JWS_H

#include "crypto/base/bytes.h"
#include "crypto/ec.h"

enum { JWK_THUMBPRINT_LEN = 43, JWK_THUMBPRINT_SIZE = JWK_THUMBPRINT_LEN + 1 };

/* The parts of a compact JWS, all borrowed from its text. */
struct jws {
    struct view header, payload, signature; /* base64url */
    struct view signed_part;                /* header "." payload, the bytes that are signed */
};

/* Splits at exactly two dots. */
MUST_USE bool jws_split(struct view text, struct jws *out);

/* Appends base64url(header) "." base64url(payload): what has to be signed. */
MUST_USE bool jws_begin(struct view header, struct view payload, struct bytes *out);

/* Appends "." base64url(signature), which makes it whole. */
MUST_USE bool jws_end(const uint8_t signature[EC_SIGNATURE_LEN], struct bytes *out);

/* Whether the signature is exactly 64 bytes and good under `key`. Says nothing about the header. */
MUST_USE bool jws_verify(const struct jws *jws, const struct ec_key *key);

/* base64url(SHA-256(canonical JWK)) of a P-256 public key, with a zero at the end. */
MUST_USE bool jwk_thumbprint(const struct ec_key *key, char out[JWK_THUMBPRINT_SIZE]);

/* Appends {"crv":"P-256","kty":"EC","x":"…","y":"…"}: the canonical form the thumbprint is made of.
 */
MUST_USE bool jwk_canonical(const struct ec_key *key, struct bytes *out);

#endif
