/* Another program of this house, run to its end. */
#ifndef APP_ADMIN_CHILD_H
#define APP_ADMIN_CHILD_H

#include "crypto/base/must.h"

#include <stdbool.h>

/* Runs the program `name` that stands in the same folder as this one, without a shell. `arguments`
 * follow its name and end with NULL. True when it ended with exit status 0. */
MUST_USE bool child_run(const char *name, const char *const *arguments);

#endif
