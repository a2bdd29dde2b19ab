#include "app/admin/line_list.h"

#include "app/admin/line_authority.h"
#include "app/record/date.h"
#include "drivers/host/command.h"

#include <inttypes.h>
#include <jansson.h>
#include <string.h>

enum { DAY = 24 * 60 * 60 };

static const char *word(const struct line_entry *entry, int64_t now)
{
    bool over = entry->state == LINE_LIVING && entry->until <= now;

    return over ? "expired" : line_state_word(entry->state);
}

static void print(const struct line_entry *entry, size_t number, int64_t now, bool json, FILE *out)
{
    char from[DATE_SIZE], until[DATE_SIZE];
    const char *state = word(entry, now);
    int64_t days = (entry->until - now) / DAY;
    json_t *line = NULL;

    date_format(date_of_unix(entry->from), from);
    date_format(date_of_unix(entry->until), until);
    if (!json) {
        (void)fprintf(out,
                      "number=%zu role=%s name=%s state=%s from=%s until=%s days=%" PRId64
                      " serial=%s\n",
                      number, entry->role, entry->name, state, from, until, days, entry->serial);
        return;
    }
    line = json_pack("{sI ss ss ss ss ss sI ss}", "number", (json_int_t)number, "role", entry->role,
                     "name", entry->name, "state", state, "from", from, "until", until, "days",
                     (json_int_t)days, "serial", entry->serial);
    if (line != NULL && json_dumpf(line, out, JSON_COMPACT) == 0)
        (void)fputc('\n', out);
    json_decref(line);
}

static bool is_followed(const struct line_register *entries, const struct line_entry *entry)
{
    for (size_t i = 1; i < entries->count; i++)
        if (entries->at[i].state == LINE_LIVING && entries->at[i].until > entry->until &&
            strcmp(entries->at[i].name, entry->name) == 0)
            return true;
    return false;
}

static bool ends(const struct line_register *entries, const struct line_entry *entry, int days,
                 int64_t now)
{
    int64_t left = entry->until - now, near = (int64_t)days * DAY;

    return entry->state == LINE_LIVING && -near <= left && left <= near &&
           !is_followed(entries, entry);
}

int line_list(const struct line_work *work, int expiring, bool json, FILE *out)
{
    struct line_register entries;
    int status = EXIT_YES;

    if (!line_register_read(work->folder, &entries)) {
        (void)line_refuse(work, work->folder, LINE_REGISTER " is missing or damaged");
        return EXIT_CANNOT_TELL;
    }
    for (size_t i = 0; i < entries.count; i++) {
        bool all = expiring == LINE_EXPIRING_NOT_ASKED;

        if (!all && !ends(&entries, &entries.at[i], expiring, work->now))
            continue;
        print(&entries.at[i], i, work->now, json, out);
        status = all ? EXIT_YES : EXIT_NO;
    }
    line_register_free(&entries);
    return status;
}
