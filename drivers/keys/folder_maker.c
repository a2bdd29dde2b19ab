#include "crypto/base/secret.h"
#include "crypto/ec.h"
#include "crypto/random.h"
#include "drivers/host/file.h"
#include "drivers/keys/folder.h"
#include "drivers/keys/maker.h"
#include "drivers/keys/memory.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { SECRET_LEN = 32 };

struct maker {
    char folder[PATH_MAX];
};

static bool find(const struct maker *maker, enum key_use use, const char *name, char out[PATH_MAX])
{
    int len = snprintf(out, PATH_MAX, "%s/%s.%s", maker->folder, name,
                       use == KEY_USE_SIGN ? "pem" : "key");

    return len > 0 && len < PATH_MAX;
}

static bool fill(enum key_use use, struct bytes *out)
{
    struct ec_key *key = NULL;
    uint8_t *to = NULL;
    bool filled = false;

    if (use != KEY_USE_SIGN) {
        to = bytes_room(out, SECRET_LEN);
        filled = to != NULL && random_fill(to, SECRET_LEN);
        out->len = filled ? SECRET_LEN : 0;
        return filled;
    }
    key = ec_key_new();
    filled = key != NULL && ec_key_to_pem(key, out);
    ec_key_free(&key);
    return filled;
}

static bool make(void *self, enum key_use use, const char *name)
{
    char path[PATH_MAX];
    struct bytes content = bytes_new_secret(FOLDER_FILE_MAX);
    bool made = find(self, use, name, path) && access(path, F_OK) != 0 && fill(use, &content) &&
                file_write(path, bytes_view(&content), 0600);

    bytes_free(&content);
    return made;
}

static bool destroy(void *self, enum key_use use, const char *name)
{
    char path[PATH_MAX];

    return find(self, use, name, path) && (unlink(path) == 0 || errno == ENOENT);
}

static bool mark(const char *folder)
{
    char path[PATH_MAX];
    int len = snprintf(path, sizeof path, "%s/" KEYS_DEMO_MARK, folder);

    return len > 0 && len < PATH_MAX &&
           file_write(path, view_text("These keys are a demo's. They protect nothing.\n"), 0600);
}

bool keys_folder_maker(const struct key_settings *settings, struct key_maker *out,
                       char why[KEYS_WHY_SIZE])
{
    struct maker *maker = calloc(1, sizeof *maker);
    bool good = maker != NULL &&
                snprintf(maker->folder, sizeof maker->folder, "%s", settings->folder) > 0 &&
                file_folder(settings->folder, 0700) && (!settings->demo || mark(settings->folder));

    if (!good) {
        (void)snprintf(why, KEYS_WHY_SIZE, "%.400s: cannot be written", settings->folder);
        free(maker);
        return false;
    }
    *out = (struct key_maker){.self = maker, .make = make, .destroy = destroy, .close = free};
    return true;
}
