/* Whose signatures are believed, and what was withdrawn: the content of a trust bundle, as
 * docs/trust.md describes it. Pure; the caller reads the files. */
#ifndef APP_SEAL_TRUST_H
#define APP_SEAL_TRUST_H

#include "app/seal/opened.h"
#include "crypto/base/bytes.h"
#include "crypto/ec.h"
#include "crypto/jws.h"

#define TRUST_VERSION "trust-1" /* of the bundle's form */

enum { TRUST_ISSUER_SIZE = 128, TRUST_TEXT_MAX = 8 << 20 };

struct trust;
struct vds_trust;
struct dcc_trust;

/* Which edition of the bundle this is: editions are numbered from 1, without an end. */
struct trust_edition {
    int64_t number, made; /* made: seconds since 1970 */
};

/* "https://…" in printable ASCII, without a slash at the end, shorter than TRUST_ISSUER_SIZE. */
MUST_USE bool trust_issuer_is(const char *text);

/* One that believes nobody. NULL when memory ran out. */
MUST_USE struct trust *trust_new(void);
void trust_free(struct trust **trust);

/* Opens a bundle: the text of trust.jws, signed with `root`. All or nothing, and strict: what this
 * version does not know, it refuses. On failure *out is NULL. */
MUST_USE enum err trust_open(struct view jws, const struct ec_key *root, struct trust **out);

/* Appends a bundle over `payload`, signed with the private key `root`. That the payload is one is
 * for trust_open to say. */
MUST_USE bool trust_seal(struct view payload, const struct ec_key *root, struct bytes *out);

/* All zero where the trust came from no bundle. */
struct trust_edition trust_edition(const struct trust *trust);

/* Whether `after` may follow `before`: a higher number, not made earlier, and everything that was
 * withdrawn before is withdrawn still (VRS-59). */
MUST_USE enum err trust_follows(const struct trust *before, const struct trust *after);

/* Adds the keys of a JWKS (SMART Health Cards) under `issuer`. All or nothing: every key must be
 * EC, P-256, ES256, use "sig", without "d", and its kid its thumbprint. */
MUST_USE enum err trust_add_jwks(struct trust *trust, const char *issuer, struct view json);

/* The key, or NULL. Borrowed. */
const struct ec_key *trust_key(const struct trust *trust, const char *issuer, const char *kid);

/* Whether any key is known for this issuer. */
MUST_USE bool trust_knows(const struct trust *trust, const char *issuer);

/* Whether a list withdraws cards of this issuer and key by a digest of what they say. `trust` may
 * be NULL. */
MUST_USE bool trust_has_hashes(const struct trust *trust, const char *issuer, const char *kid);

/* Whether the key that `opened` names was withdrawn, known or not. `trust` may be NULL. */
MUST_USE enum err trust_key_withdrawn(const struct trust *trust, const struct opened *opened);

/* Whether the certificate that `opened` is of was withdrawn. A SMART Health Card by what its own
 * issuer's list for its key says of its rid, its nbf or its content; a VDS-NC or DCC whose id is
 * one of our serials by any list that names that serial, since the codes of one certificate share
 * it. `trust` may be NULL. */
MUST_USE enum err trust_withdrawn(const struct trust *trust, const struct opened *opened);

/* What the other formats believe. Borrowed, never NULL. */
const struct vds_trust *trust_vds(const struct trust *trust);
const struct dcc_trust *trust_dcc(const struct trust *trust);

#endif
