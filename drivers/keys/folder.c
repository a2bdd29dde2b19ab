#include "drivers/keys/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool ends_with(const char *name, const char *end)
{
    size_t len = strlen(name), tail = strlen(end);

    return len > tail && strcmp(name + len - tail, end) == 0;
}

static bool is_private(int fd)
{
    struct stat is;

    return fstat(fd, &is) == 0 && S_ISREG(is.st_mode) && is.st_uid == geteuid() &&
           (is.st_mode & 077) == 0;
}

static bool read_all(int fd, struct bytes *out)
{
    for (;;) {
        uint8_t *to = bytes_room(out, 1);
        ssize_t got = to != NULL ? read(fd, to, out->max - out->len) : -1;

        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return got == 0;
        out->len += (size_t)got;
    }
}

static bool explain(char *why, size_t size, const char *folder, const char *name, const char *what)
{
    (void)snprintf(why, size, "%s%s%s: %s", folder, name[0] != 0 ? "/" : "", name, what);
    return false;
}

static const char *take_file(int at, const char *name,
                             bool (*take)(void *self, const char *name, struct view content),
                             void *self)
{
    struct bytes content = bytes_new_secret(FOLDER_FILE_MAX);
    const char *fault = NULL;
    int fd = openat(at, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);

    if (fd < 0)
        fault = "cannot be opened";
    else if (!is_private(fd))
        fault = "must belong to this user alone (mode 0600)";
    else if (!read_all(fd, &content))
        fault = "cannot be read or is too large";
    else if (!take(self, name, bytes_view(&content)))
        fault = "is not a key of this form, or there are too many";
    if (fd >= 0)
        close(fd);
    bytes_free(&content);
    return fault;
}

bool folder_walk(const char *folder,
                 bool (*take)(void *self, const char *name, struct view content), void *self,
                 char *why, size_t size)
{
    DIR *dir = opendir(folder);
    const struct dirent *entry = NULL;
    const char *fault = NULL;

    if (dir == NULL)
        return explain(why, size, folder, "", "no such folder of keys");
    while (fault == NULL && (entry = readdir(dir)) != NULL) {
        if (!ends_with(entry->d_name, ".pem") && !ends_with(entry->d_name, ".key"))
            continue;
        fault = take_file(dirfd(dir), entry->d_name, take, self);
        if (fault != NULL)
            (void)explain(why, size, folder, entry->d_name, fault);
    }
    closedir(dir);
    return fault == NULL;
}

bool folder_has(const char *folder, const char *name)
{
    int at = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool has = at >= 0 && faccessat(at, name, F_OK, 0) == 0;

    if (at >= 0)
        close(at);
    return has;
}
