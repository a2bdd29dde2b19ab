#include "app/admin/key_work.h"

#include "app/admin/demo_folder.h"
#include "drivers/host/file.h"

#include <stdio.h>
#include <stdlib.h>

bool key_refuse(const struct key_work *work, const char *name, const char *what)
{
    (void)snprintf(work->why, KEYS_WHY_SIZE, "%.400s: %s", name, what);
    return false;
}

struct key_register *key_work_register(const struct key_work *work)
{
    struct key_register *keys = calloc(1, sizeof *keys);
    const char *fault = NULL;

    if (keys == NULL || !key_register_read(work->settings->record, keys))
        fault = "cannot be read";
    else if (keys->count > 0 && keys->demo != work->settings->demo)
        fault = "is of demo keys or not, and keys.demo says the other";
    if (fault != NULL) {
        (void)key_refuse(work, work->settings->record, fault);
        free(keys);
        return NULL;
    }
    keys->demo = work->settings->demo;
    return keys;
}

bool key_work_write(const struct key_work *work, const struct key_register *keys)
{
    return key_register_write(work->settings->record, keys) ||
           key_refuse(work, work->settings->record, "cannot be written");
}

bool key_work_destroy(const struct key_work *work, const char *name)
{
    struct key_maker maker = {0};
    bool gone = false;

    if (!work->ports->maker(work->settings, &maker, work->why))
        return false;
    gone = maker.destroy(maker.self, KEY_USE_SIGN, name);
    maker.close(maker.self);
    return gone;
}

bool key_publish(const char *folder, const char *name, struct view content)
{
    char path[PATH_MAX];

    return file_folder(folder, 0755) && demo_path(path, folder, "%s", name) &&
           file_write(path, content, 0644);
}
