#include "app/admin/key_list.h"

#include "app/admin/key_work.h"
#include "app/record/date.h"
#include "drivers/host/command.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static const char *word(const struct key_register *keys, const struct key_entry *entry, int64_t now)
{
    const struct key_entry *current = NULL;

    if (entry->state != KEY_SIGNS)
        return key_state_word(entry->state);
    if (now < entry->from)
        return "next";
    if (key_register_current(keys, entry->purpose, now, &current) == ERR_OK && current == entry)
        return "current";
    return "over";
}

static void print(const struct key_entry *entry, const char *state, bool json, FILE *out)
{
    char from[DATE_SIZE], until[DATE_SIZE];
    json_t *line = NULL;

    date_format(date_of_unix(entry->from), from);
    date_format(date_of_unix(entry->until - 1), until); /* the last day it signs */
    if (!json) {
        (void)fprintf(out, "key=%s purpose=%s state=%s from=%s until=%s kid=%s\n", entry->name,
                      entry->purpose, state, from, until, entry->kid);
        return;
    }
    line = json_pack("{ss ss ss ss ss ss}", "key", entry->name, "purpose", entry->purpose, "state",
                     state, "from", from, "until", until, "kid", entry->kid);
    if (line != NULL && json_dumpf(line, out, JSON_COMPACT) == 0)
        (void)fputc('\n', out);
    json_decref(line);
}

int key_list(const struct key_work *work, bool json, FILE *out)
{
    struct key_register *keys = key_work_register(work);
    int64_t now = work->now;
    int status = EXIT_YES;

    if (keys == NULL)
        return EXIT_CANNOT_TELL;
    for (size_t i = 0; i < keys->count; i++) {
        print(&keys->at[i], word(keys, &keys->at[i], now), json, out);
        if (key_register_warn(keys, keys->at[i].purpose, now) != ERR_OK)
            status = EXIT_NO;
    }
    free(keys);
    return status;
}
