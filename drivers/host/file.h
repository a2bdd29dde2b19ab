/* Whole files, bounded. */
#ifndef DRIVERS_HOST_FILE_H
#define DRIVERS_HOST_FILE_H

#include "crypto/base/bytes.h"

/* Appends the content of `path` to `out`; false when it cannot be read or does not fit. */
MUST_USE bool file_read(const char *path, struct bytes *out);

/* Writes `v` to `path` with `mode`, whole or not at all (a new file put in the old one's place). */
MUST_USE bool file_write(const char *path, struct view v, unsigned mode);

/* Makes a folder and those above it. True when it is there already. */
MUST_USE bool file_folder(const char *path, unsigned mode);

#endif
