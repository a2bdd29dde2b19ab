#include "app/verify/trust_folder.h"

#include "drivers/host/file.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

enum { TRUST_FILE_MAX = 1 << 20 };

struct reading {
    struct trust *trust;
    char *why;
};

static bool refuse(char why[TRUST_WHY_SIZE], const char *path, const char *what)
{
    const char *slash = strrchr(path, '/');

    snprintf(why, TRUST_WHY_SIZE, "%.255s: %.200s", slash != NULL ? slash + 1 : path, what);
    return false;
}

static bool add_file(void *self, const char *path)
{
    struct reading *reading = self;
    struct bytes content = bytes_new(TRUST_FILE_MAX);
    enum err code = ERR_OK;
    bool good = false;

    if (!file_read(path, &content)) {
        refuse(reading->why, path, "cannot be read");
        goto out;
    }
    code = trust_add_file(reading->trust, bytes_view(&content));
    good = code == ERR_OK || refuse(reading->why, path, err_meaning(code));
out:
    bytes_free(&content);
    return good;
}

bool trust_folder_read(const char *folder, struct trust *out, char why[TRUST_WHY_SIZE])
{
    struct reading reading = {out, why};
    char inner[PATH_MAX];
    int len = snprintf(inner, sizeof inner, "%s/shc", folder);

    why[0] = 0;
    if (len > 0 && (size_t)len < sizeof inner && file_each(inner, ".json", add_file, &reading))
        return true;
    if (why[0] == 0)
        snprintf(why, TRUST_WHY_SIZE, "%.255s: its folder shc cannot be read", folder);
    return false;
}
