#include "app/verify/seen.h"

#include "drivers/host/file.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

enum { NUMBER_SIZE = 24, DIGITS_MAX = 16, DECIMAL = 10 };

static bool join(char out[PATH_MAX], const char *folder, const char *name)
{
    int len = snprintf(out, PATH_MAX, "%s/%s", folder, name);

    return len > 0 && len < PATH_MAX;
}

bool seen_folder(char out[PATH_MAX])
{
    const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");

    /* The XDG rules pass over a path that is not absolute. */
    if (state != NULL && state[0] == '/')
        return join(out, state, "akashi/verify");
    return home != NULL && home[0] == '/' && join(out, home, ".local/state/akashi/verify");
}

/* 0 when there is no file yet. */
static bool read_number(const char *path, int64_t *out)
{
    struct bytes content = bytes_new(NUMBER_SIZE);
    const char *text = NULL;
    size_t digits = 0;
    bool good = false;

    *out = 0;
    if (access(path, F_OK) != 0)
        return true;
    text = file_read(path, &content) ? bytes_text(&content) : NULL;
    digits = text != NULL ? strspn(text, "0123456789") : 0;
    good = digits > 0 && digits <= DIGITS_MAX && strcmp(text + digits, "\n") == 0;
    if (good)
        *out = strtoll(text, NULL, DECIMAL);
    bytes_free(&content);
    return good;
}

static bool write_number(const char *path, int64_t number)
{
    char text[NUMBER_SIZE];

    (void)snprintf(text, sizeof text, "%lld\n", (long long)number);
    return file_write(path, view_text(text), 0600);
}

static bool compare(const char *path, int64_t *number)
{
    int64_t highest = 0;
    bool read = read_number(path, &highest);

    if (highest > *number) {
        *number = highest;
        return true;
    }
    return (highest == *number || write_number(path, *number)) && read;
}

bool seen_number(const char *folder, const char kid[JWK_THUMBPRINT_SIZE], int64_t *number)
{
    char path[PATH_MAX];
    bool ready = join(path, folder, kid) && file_folder(folder, 0700);
    int lock = ready ? open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    /* Two verifiers at once must not put the lower number last. */
    bool good = lock >= 0 && flock(lock, LOCK_EX) == 0 && compare(path, number);

    if (lock >= 0)
        close(lock);
    return good;
}
