#include "app/admin/key_work.h"

#include <stdlib.h>
#include <string.h>

static bool mark(const struct key_work *work, struct key_register *keys, struct key_entry *entry,
                 enum key_state state)
{
    if (entry->state == KEY_WITHDRAWN && state != KEY_WITHDRAWN)
        return key_refuse(work, entry->name, "is withdrawn already");
    entry->state = state;
    /* One that ends before it began was never used; its period stays as it was. */
    if (entry->from < work->now && work->now < entry->until)
        entry->until = work->now;
    if (state == KEY_WITHDRAWN && strcmp(entry->purpose, "vds") == 0 && !key_crl_make(work, keys))
        return false;
    return key_work_write(work, keys) &&
           (key_work_destroy(work, entry->name) ||
            key_refuse(work, entry->name, "signs no more, but its private key is still there"));
}

static bool end(const struct key_work *work, const char *name, enum key_state state)
{
    struct key_register *keys = key_work_register(work);
    struct key_entry *entry = NULL;
    bool done = false;

    if (keys == NULL)
        return false;
    entry = key_register_find(keys, name);
    done = entry != NULL ? mark(work, keys, entry, state)
                         : key_refuse(work, name, "is not in the register");
    free(keys);
    return done;
}

bool key_retire(const struct key_work *work, const char *name)
{
    return end(work, name, KEY_RETIRED);
}

bool key_withdraw(const struct key_work *work, const char *name)
{
    return end(work, name, KEY_WITHDRAWN);
}
