/* Which states' seals are believed: their CSCAs, and the signers these withdrew. Pure; the caller
 * reads the files.
 *
 * A CSCA stands as long as it is in the bundle: what was signed under it stays good past its own
 * last day, and a state is dropped by leaving it out. A signer must have been certified within its
 * CSCA's days, and is believed within its own.
 *
 * A trust remembers the signers whose chain it followed, so it belongs to one thread. */
#ifndef APP_SEAL_VDS_TRUST_H
#define APP_SEAL_VDS_TRUST_H

#include "crypto/base/bytes.h"
#include "crypto/base/err.h"

struct vds_trust;

/* NULL when memory ran out. */
MUST_USE struct vds_trust *vds_trust_new(void);
void vds_trust_free(struct vds_trust **trust);

/* Adds a CSCA of `state` (three letters of Doc 9303-3, which the seals must name). It must sign
 * itself, be a CA, and, where it says what for, for health seals. The same one twice is no fault.
 */
MUST_USE enum err vds_trust_add_csca(struct vds_trust *trust, const char *state, struct view der);

/* Adds the list of certificates that a CSCA (added before) withdrew, in place of an older one of
 * the same CSCA. A list that is older than the one at hand is refused: it would give back what was
 * withdrawn (VRS-59). One past its next issue still counts. */
MUST_USE enum err vds_trust_add_crl(struct vds_trust *trust, struct view der);

/* Whether `after` still withdraws everything that `before` did, as far as it has its CSCAs: a state
 * that is left out is believed no more anyway. */
MUST_USE bool vds_trust_keeps(const struct vds_trust *before, const struct vds_trust *after);

#endif
