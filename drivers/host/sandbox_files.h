/* Inside drivers/host only: the sandbox's files and ports, by landlock. */
#ifndef DRIVERS_HOST_SANDBOX_FILES_H
#define DRIVERS_HOST_SANDBOX_FILES_H

#include "drivers/host/sandbox.h"

/* False with one line in `why`. True without effect on a kernel without landlock, if the plan does
 * not require one. */
MUST_USE bool sandbox_files(const struct sandbox_plan *plan, char why[CONF_WHY_SIZE]);

#endif
