/* akashi-admin trust make: the next edition of the trust bundle, signed with the root's key. That
 * key stays away from every service; whoever holds it brings it for this one command. */
#ifndef APP_ADMIN_TRUST_MAKE_H
#define APP_ADMIN_TRUST_MAKE_H

#include "app/admin/trust_sources.h"

struct trust_plan {
    const char *sources;
    const char *root_key; /* PEM file: encrypted, or readable by its owner only */
    const char *previous; /* the edition before; NULL: `out`, where there is one */
    const char *out;
    int64_t now;
};

/* Writes `out`, and root.pem beside it. Its number is the previous one's plus one. False with one
 * line in `why` when the previous edition is not of this root, or withdrew what the sources do not
 * (VRS-59). */
MUST_USE bool trust_make(const struct trust_plan *plan, char why[TRUST_WHY_SIZE]);

/* The command: trust make --sources DIR --root-key FILE -o FILE [--previous FILE]. An exit status.
 */
int trust_command(int argc, char **argv, int64_t now);

#endif
