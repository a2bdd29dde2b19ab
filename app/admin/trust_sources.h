/* The folder that trust bundles are made from: what the issuers publish, a file each.
 *
 *   shc/NAME.json        {"issuer": "https://…", "jwks": {"keys": […]}}
 *   withdrawn/NAME.json  a list {"issuer", "kid", "method", "ctr", "rids" or "hashes"}, or, without
 *                        a method, a withdrawn key {"issuer", "kid"}
 *   csca/STATE….der      STATE: three letters, as in JPN.der or JPN-2.der
 *   crl/NAME.der         lists of the CSCAs
 *   dcc/COUNTRY….der     COUNTRY: two letters */
#ifndef APP_ADMIN_TRUST_SOURCES_H
#define APP_ADMIN_TRUST_SOURCES_H

#include "app/seal/trust.h"

enum { TRUST_WHY_SIZE = 512 };

/* Appends the bundle of this edition, signed with the private key `root`. It opens; a source that
 * would not is named in `why`. The same sources make the same content, byte for byte. */
MUST_USE bool trust_sources_seal(const char *folder, struct trust_edition edition,
                                 const struct ec_key *root, struct bytes *jws,
                                 char why[TRUST_WHY_SIZE]);

#endif
