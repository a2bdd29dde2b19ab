#include "app/admin/demo_folder.h"
#include "app/admin/line_authority.h"
#include "app/record/date.h"
#include "crypto/base/hex.h"
#include "drivers/host/file.h"

#include <stdio.h>
#include <string.h>

enum { LIST_MAX = 1 << 26, HEX_SIZE = 2 * SHA256_LEN + 1, LINES_MAX = 256 };

static bool names(const struct bytes *list, const char *digest)
{
    return list->len > 0 && memmem(list->at, list->len, digest, HEX_SIZE - 1) != NULL;
}

/* The digest, under a line for those who read the file. */
static bool append(struct bytes *list, const struct line_entry *entry)
{
    char digest[HEX_SIZE], day[DATE_SIZE], lines[LINES_MAX];

    hex_encode(view_of(entry->digest, SHA256_LEN), digest);
    if (names(list, digest))
        return true;
    date_format(date_of_unix(entry->since), day);
    (void)snprintf(lines, sizeof lines, "# %s %s, %s, %s\n%s\n", entry->role, entry->name,
                   line_state_word(entry->state), day, digest);
    return bytes_append_text(list, lines);
}

/* Whatever the list named before, it names still, even where the register came from a backup. */
static bool extend_list(const struct line_work *work, const struct line_register *entries)
{
    struct bytes list = bytes_new(LIST_MAX);
    char path[PATH_MAX];
    bool written =
        !demo_has(work->folder, LINE_WITHDRAWN) || demo_read(work->folder, LINE_WITHDRAWN, &list);

    for (size_t i = 1; written && i < entries->count; i++)
        if (entries->at[i].state != LINE_LIVING)
            written = append(&list, &entries->at[i]);
    written = written && demo_path(path, work->folder, LINE_WITHDRAWN) &&
              file_write(path, bytes_view(&list), 0644);
    bytes_free(&list);
    return written;
}

static size_t mark(struct line_register *entries, const char *name, size_t number,
                   enum line_state state, int64_t now)
{
    size_t marked = 0;

    for (size_t i = 1; i < entries->count; i++) {
        struct line_entry *entry = &entries->at[i];

        if (!line_entry_holds(entry, now) || strcmp(entry->name, name) != 0 ||
            (number != LINE_ALL && i != number))
            continue;
        entry->state = state;
        entry->since = now;
        marked++;
    }
    return marked;
}

bool line_withdraw(const struct line_work *work, const char *name, int number, const char *reason)
{
    enum line_state state = LINE_LIVING;
    struct line_authority it;
    bool done = false;

    if (!line_state_from_word(reason, &state) || state == LINE_LIVING)
        return line_refuse(work, reason, "a reason is lost, exposed, closed or replaced");
    if (!line_authority_open(work, &it))
        return false;
    if (mark(&it.entries, name, (size_t)number, state, work->now) == 0)
        (void)line_refuse(work, name, "has no such certificate in force");
    else if (!extend_list(work, &it.entries))
        (void)line_refuse(work, work->folder, LINE_WITHDRAWN " cannot be written");
    else
        done = line_register_write(work->folder, &it.entries) ||
               line_refuse(work, work->folder, LINE_REGISTER " cannot be written; do it again");
    line_authority_close(&it);
    return done;
}
