/* akashi-admin revoke lists: what the ledgers withdrew, as lists that verifiers take. Reads every
 * area's ledger; holds nothing but serials and key ids. */
#ifndef APP_ADMIN_REVOKE_H
#define APP_ADMIN_REVOKE_H

#include "drivers/store/store.h"

enum { REVOKE_WHY_SIZE = 512 };

struct revoke_plan {
    store_opener *open;
    const char *areas;   /* the folder that holds the areas */
    const char *issuer;  /* of SMART Health Cards */
    const char *sources; /* a folder of trust sources */
};

/* Brings SOURCES/withdrawn/<kid>.json of each key up to date: {"issuer", "kid", "method": "rid",
 * "ctr", "rids"}. A list only ever grows (VRS-59): what stands there stays, and `ctr` goes up by
 * one when something came. `added` counts what came. False with one line in `why`, and no list
 * changed, when a ledger or a list cannot be read. */
MUST_USE bool revoke_lists(const struct revoke_plan *plan, size_t *added,
                           char why[REVOKE_WHY_SIZE]);

/* The command: revoke lists --areas DIR --keys FILE --sources DIR. An exit status. */
int revoke_command(store_opener *open, int argc, char **argv);

#endif
