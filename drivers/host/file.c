#include "drivers/host/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CHUNK = 16384 };

static ssize_t read_some(int fd, void *to, size_t len)
{
    ssize_t got = -1;

    do {
        got = read(fd, to, len);
    } while (got < 0 && errno == EINTR);
    return got;
}

/* The bound is reached: whether the file ends here too. */
static bool at_end(int fd)
{
    uint8_t one = 0;
    ssize_t got = read_some(fd, &one, 1);

    wipe(&one, sizeof one);
    return got == 0;
}

static bool read_all(int fd, struct bytes *out)
{
    while (out->len < out->max) {
        size_t free_space = out->max - out->len;
        size_t want = free_space < CHUNK ? free_space : CHUNK;
        uint8_t *to = bytes_room(out, want);
        ssize_t got = to != NULL ? read_some(fd, to, want) : -1;

        if (got <= 0)
            return got == 0;
        out->len += (size_t)got;
    }
    return at_end(fd);
}

bool file_read(const char *path, struct bytes *out)
{
    size_t before = out->len;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    bool good = fd >= 0 && read_all(fd, out);

    if (!good && out->len > before) {
        wipe(out->at + before, out->len - before);
        out->len = before;
    }
    if (fd >= 0)
        close(fd);
    return good;
}

static bool write_all(int fd, struct view v)
{
    while (v.len > 0) {
        ssize_t put = write(fd, v.at, v.len);

        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            return false;
        v = view_from(v, (size_t)put);
    }
    return true;
}

/* A new name is on the disk only when its folder is. */
static bool sync_folder(const char *path)
{
    char folder[PATH_MAX];
    const char *slash = strrchr(path, '/');
    size_t len = slash == NULL ? 0 : (size_t)(slash - path);
    int fd = -1;
    bool good = false;

    snprintf(folder, sizeof folder, "%.*s", (int)len, path);
    if (len == 0)
        snprintf(folder, sizeof folder, "%s", slash == NULL ? "." : "/");
    fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    good = fd >= 0 && fsync(fd) == 0;
    if (fd >= 0)
        close(fd);
    return good;
}

bool file_write(const char *path, struct view v, unsigned mode)
{
    char beside[PATH_MAX];
    int len = snprintf(beside, sizeof beside, "%s.XXXXXX", path);
    int fd = len > 0 && (size_t)len < sizeof beside ? mkostemp(beside, O_CLOEXEC) : -1;
    bool good = false;

    if (fd < 0)
        return false;
    good = fchmod(fd, (mode_t)mode) == 0 && write_all(fd, v) && fsync(fd) == 0;
    good = close(fd) == 0 && good;
    good = good && rename(beside, path) == 0;
    if (!good)
        unlink(beside);
    return good && sync_folder(path);
}

static bool make_one(const char *path, unsigned mode)
{
    struct stat at = {0};

    if (mkdir(path, (mode_t)mode) == 0)
        return true;
    return errno == EEXIST && stat(path, &at) == 0 && S_ISDIR(at.st_mode);
}

bool file_folder(const char *path, unsigned mode)
{
    char part[PATH_MAX];
    int len = snprintf(part, sizeof part, "%s", path);

    if (len <= 0 || (size_t)len >= sizeof part)
        return false;
    for (char *slash = strchr(part + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = 0;
        if (!make_one(part, mode))
            return false;
        *slash = '/';
    }
    return make_one(part, mode);
}

static bool is_wanted(const char *name, const char *suffix)
{
    size_t len = strlen(name), end = strlen(suffix);

    return name[0] != '.' && len > end && strcmp(name + len - end, suffix) == 0;
}

bool file_each(const char *folder, const char *suffix, bool (*take)(void *self, const char *path),
               void *self)
{
    DIR *at = opendir(folder);
    bool good = at != NULL;
    struct dirent *entry = NULL;

    while (good && (entry = readdir(at)) != NULL) {
        char path[PATH_MAX];
        int len = snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);

        if (is_wanted(entry->d_name, suffix))
            good = len > 0 && (size_t)len < sizeof path && take(self, path);
    }
    if (at != NULL)
        closedir(at);
    return good;
}
