/* The folder of a demo world, and writing into it. */
#ifndef APP_ADMIN_DEMO_FOLDER_H
#define APP_ADMIN_DEMO_FOLDER_H

#include "crypto/base/bytes.h"

#include <limits.h>

/* "<folder>/<form…>" in `out`; false when it does not fit. */
__attribute__((format(printf, 3, 4))) MUST_USE bool
demo_path(char out[PATH_MAX], const char *folder, const char *form, ...);

/* Appends the content of a file under `folder`. */
MUST_USE bool demo_read(const char *folder, const char *name, struct bytes *out);

/* A file of mode 0600 under `folder`. */
MUST_USE bool demo_write(const char *folder, const char *name, struct view content);
MUST_USE bool demo_write_text(const char *folder, const char *name, const char *text);

/* A folder of mode 0700 under `folder`. */
MUST_USE bool demo_sub(const char *folder, const char *name);

/* Whether there is such a file or folder under `folder`. */
MUST_USE bool demo_has(const char *folder, const char *name);

/* Removes a folder under `folder` and all that is in it; links are removed, not followed. */
MUST_USE bool demo_remove(const char *folder, const char *name);

#endif
