/* A folder of key files, walked with care: what others could read or swap is no key. */
#ifndef DRIVERS_KEYS_FOLDER_H
#define DRIVERS_KEYS_FOLDER_H

#include "crypto/base/bytes.h"

enum { FOLDER_FILE_MAX = 4096 };

/* Hands each file of `folder` whose name ends in .pem or .key to `take`, with its name as it stands
 * there and its content on secret memory. False with one line in `why` (of `size` bytes) at the
 * first file that is not private to this user, cannot be read, or that `take` refuses. */
MUST_USE bool folder_walk(const char *folder,
                          bool (*take)(void *self, const char *name, struct view content),
                          void *self, char *why, size_t size);

/* Whether `folder` holds a file of this name. */
MUST_USE bool folder_has(const char *folder, const char *name);

#endif
