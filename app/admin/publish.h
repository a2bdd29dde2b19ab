/* akashi-admin export public: what anyone may have, as a folder that a web server serves and nobody
 * has to trust: the bundle is signed, and the rest says the same. It leaves one way. */
#ifndef APP_ADMIN_PUBLISH_H
#define APP_ADMIN_PUBLISH_H

#include "crypto/base/must.h"

#include <stdbool.h>

enum { PUBLISH_WHY_SIZE = 512 };

struct publish_plan {
    const char *sources; /* a folder of trust sources, as key export and revoke lists write it */
    const char *trust;   /* the folder of trust.jws and root.pem */
    const char *page;    /* the verifier page, or NULL */
    const char *out;
};

/* Writes into OUT, which stands for the issuer's address:
 *   .well-known/jwks.json        the issuer's keys, with their chains
 *   .well-known/crl/<kid>.json   {"kid", "method", "ctr", "rids"} of each of its lists
 *   trust.jws, root.pem          the bundle
 *   verify.html                  the verifier page
 * False with one line in `why`. */
MUST_USE bool publish(const struct publish_plan *plan, char why[PUBLISH_WHY_SIZE]);

/* The command: export public --sources DIR --trust DIR [--page FILE] -o DIR. An exit status. */
int publish_command(int argc, char **argv);

#endif
