/* What cupsd was told about a document's traces: whether any of them can reach a disk. */
#ifndef PRINT_CUPS_SETTINGS_H
#define PRINT_CUPS_SETTINGS_H

#include "crypto/base/must.h"

#include <stdbool.h>
#include <stddef.h>

/* Reads cups-files.conf and cupsd.conf in the folder `etc`: spool, cache and temporary files lie in
 * memory, no document is kept after its job, none is sent again after a crash, and no log holds
 * requests. False with the setting in `why`. docs/printer.md has them. */
MUST_USE bool cups_settings_safe(const char *etc, char *why, size_t size);

#endif
