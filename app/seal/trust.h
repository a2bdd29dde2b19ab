/* Whose signatures are believed: issuers with their keys, parsed from the files of a trust bundle.
 * Pure; the caller reads the files. */
#ifndef APP_SEAL_TRUST_H
#define APP_SEAL_TRUST_H

#include "crypto/base/bytes.h"
#include "crypto/base/err.h"
#include "crypto/ec.h"
#include "crypto/jws.h"

enum { TRUST_ISSUER_SIZE = 128 };

struct trust;

/* "https://…" in printable ASCII, without a slash at the end, shorter than TRUST_ISSUER_SIZE. */
MUST_USE bool trust_issuer_is(const char *text);

/* NULL when memory ran out. */
MUST_USE struct trust *trust_new(void);
void trust_free(struct trust **trust);

/* Adds the keys of a JWKS (SMART Health Cards, §1.3 of the format's notes) under `issuer`. All or
 * nothing: every key must be EC, P-256, ES256, use "sig", without "d", and its kid its thumbprint.
 */
MUST_USE enum err trust_add_jwks(struct trust *trust, const char *issuer, struct view json);

/* The same from the file of a trust folder: {"issuer": "https://…", "jwks": {"keys": […]}}. */
MUST_USE enum err trust_add_file(struct trust *trust, struct view json);

/* The key, or NULL. Borrowed. */
const struct ec_key *trust_key(const struct trust *trust, const char *issuer, const char *kid);

/* Whether any key is known for this issuer. */
MUST_USE bool trust_knows(const struct trust *trust, const char *issuer);

#endif
