#include "drivers/host/sandbox.h"

#include "drivers/host/sandbox_calls.h"
#include "drivers/host/sandbox_files.h"

#include <stdio.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#ifdef SANDBOX_SANITIZED
enum { THREADS_AT_START = 2 }; /* one may be the sanitizer's own */
#else
enum { THREADS_AT_START = 1 };
#endif

/* A folder has two links of its own, and one for each folder in it. */
static bool is_alone(void)
{
    struct stat tasks;

    return stat("/proc/self/task", &tasks) == 0 && tasks.st_nlink <= 2 + THREADS_AT_START;
}

static bool close_process(void)
{
    const struct rlimit none = {0, 0};

    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && setrlimit(RLIMIT_CORE, &none) == 0 &&
           prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0;
}

bool sandbox_enter(const struct sandbox_plan *plan, char why[CONF_WHY_SIZE])
{
    if (!is_alone()) {
        (void)snprintf(why, CONF_WHY_SIZE, "sandbox: entered after a thread was started");
        return false;
    }
    if (!close_process()) {
        (void)snprintf(why, CONF_WHY_SIZE, "sandbox: the process could not be closed");
        return false;
    }
    return sandbox_files(plan, why) && sandbox_calls(plan, why);
}
