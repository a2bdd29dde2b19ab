/* Whole files, bounded. */
#ifndef DRIVERS_HOST_FILE_H
#define DRIVERS_HOST_FILE_H

#include "crypto/base/bytes.h"

/* Appends the content of `path` to `out`; false when it cannot be read or does not fit. */
MUST_USE bool file_read(const char *path, struct bytes *out);

/* Writes `v` to `path` with `mode`, whole or not at all (a new file put in the old one's place). */
MUST_USE bool file_write(const char *path, struct view v, unsigned mode);

/* Calls `take` for each file of `folder` whose name ends in `suffix` and does not begin with a dot.
 * False when the folder cannot be read, or as soon as `take` is. */
MUST_USE bool file_each(const char *folder, const char *suffix,
                        bool (*take)(void *self, const char *path), void *self);

/* Makes a folder and those above it. True when it is there already. */
MUST_USE bool file_folder(const char *path, unsigned mode);

#endif
