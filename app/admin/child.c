#include "app/admin/child.h"

#include <errno.h>
#include <limits.h>
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ARGUMENTS_MAX = 16 };

extern char **environ;

static bool find_beside(const char *name, char out[PATH_MAX])
{
    char self[PATH_MAX];
    ssize_t len = readlink("/proc/self/exe", self, sizeof self - 1);
    char *slash = NULL;
    int made = 0;

    if (len <= 0)
        return false;
    self[len] = 0;
    slash = strrchr(self, '/');
    if (slash == NULL)
        return false;
    *slash = 0;
    made = snprintf(out, PATH_MAX, "%s/%s", self, name);
    return made > 0 && made < PATH_MAX;
}

static bool wait_for(pid_t pid)
{
    int status = 0;

    while (waitpid(pid, &status, 0) < 0) {
        if (errno != EINTR)
            return false;
    }
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

bool child_run(const char *name, const char *const *arguments)
{
    char path[PATH_MAX], *argv[ARGUMENTS_MAX + 2] = {path};
    pid_t pid = 0;

    if (!find_beside(name, path))
        return false;
    for (size_t i = 0; arguments[i] != NULL; i++) {
        if (i == ARGUMENTS_MAX)
            return false;
        /* posix_spawn takes them without const and leaves them as they are. */
        argv[i + 1] = (char *)(uintptr_t)arguments[i];
    }
    return posix_spawn(&pid, path, NULL, NULL, argv, environ) == 0 && wait_for(pid);
}
