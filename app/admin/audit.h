/* akashi-admin audit check: whether signatures, issues and entries of every ledger agree (R19). */
#ifndef APP_ADMIN_AUDIT_H
#define APP_ADMIN_AUDIT_H

#include "drivers/store/store.h"

#include <stdio.h>

/* Audits the ledger of each area under `areas` and prints a line about each to `out`. Returns an
 * exit status: EXIT_YES when all agree, EXIT_NO when one differs, EXIT_CANNOT_TELL when one cannot
 * be read or there is none. */
int audit_check(store_opener *open, const char *areas, bool json, FILE *out);

#endif
