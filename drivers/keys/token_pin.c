#include "drivers/keys/token_pin.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_guarded(int fd, bool credential)
{
    struct stat is;

    if (fstat(fd, &is) != 0 || !S_ISREG(is.st_mode))
        return false;
    /* The group bits of a credential are the mask of its access list. */
    if (credential)
        return (is.st_uid == geteuid() || is.st_uid == 0) && (is.st_mode & 07) == 0;
    return is.st_uid == geteuid() && (is.st_mode & 077) == 0;
}

static bool find(const struct key_settings *settings, char path[PATH_MAX])
{
    const char *folder = getenv("CREDENTIALS_DIRECTORY");
    int len = 0;

    if (settings->pin_file[0] != 0)
        len = snprintf(path, PATH_MAX, "%s", settings->pin_file);
    else if (folder != NULL)
        len = snprintf(path, PATH_MAX, "%s/%s", folder, settings->pin_credential);
    return len > 0 && len < PATH_MAX;
}

static bool take(int fd, struct bytes *out)
{
    uint8_t *to = bytes_room(out, TOKEN_PIN_MAX);
    ssize_t got = to != NULL ? read(fd, to, TOKEN_PIN_MAX) : -1;

    if (got <= 0 || got == TOKEN_PIN_MAX)
        return false;
    out->len = (size_t)got;
    while (out->len > 0 && (out->at[out->len - 1] == '\n' || out->at[out->len - 1] == '\r'))
        out->len--;
    return out->len > 0;
}

const char *token_pin_read(const struct key_settings *settings, struct bytes *out)
{
    bool credential = settings->pin_file[0] == 0;
    char path[PATH_MAX];
    const char *fault = NULL;
    int fd = find(settings, path) ? open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK) : -1;

    if (fd < 0)
        return credential ? "keys.pin_credential cannot be opened"
                          : "keys.pin_file cannot be opened";
    if (!is_guarded(fd, credential))
        fault = credential ? "keys.pin_credential can be read by others"
                           : "keys.pin_file must belong to this user alone (mode 0600)";
    else if (!take(fd, out))
        fault = "the PIN of the token is empty or too long";
    close(fd);
    return fault;
}
