/* The highest edition of a trust bundle that was ever seen under a root, kept from run to run: an
 * older one would give back what was withdrawn since (W12). */
#ifndef APP_VERIFY_SEEN_H
#define APP_VERIFY_SEEN_H

#include "crypto/base/must.h"
#include "crypto/jws.h"

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>

/* Where it is kept: $XDG_STATE_HOME/akashi/verify, or ~/.local/state/akashi/verify. False where the
 * environment names neither. */
MUST_USE bool seen_folder(char out[PATH_MAX]);

/* Raises *number to the highest one seen under the root `kid`, or remembers it where it is the
 * highest. False when that could not be read or kept. */
MUST_USE bool seen_number(const char *folder, const char kid[JWK_THUMBPRINT_SIZE], int64_t *number);

#endif
