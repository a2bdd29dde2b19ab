#include "app/admin/incidents.h"

#include "app/area/incidents.h"
#include "app/record/municipalities.h"
#include "drivers/host/command.h"

#include <dirent.h>
#include <jansson.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define NAME "akashi-admin"

enum { TIME_SIZE = 32 };

/* Where a line about each goes. */
struct printing {
    const char *area;
    bool json;
};

static bool print_json(const struct printing *to, const struct incident *incident, const char *at)
{
    json_t *line = json_pack("{ss ss ss ss sI ss}", "area", to->area, "id", incident->transaction,
                             "at", at, "serial", incident->serial, "as_of",
                             (json_int_t)incident->as_of, "why", incident->why);
    bool printed =
        line != NULL && json_dumpf(line, stdout, JSON_COMPACT) == 0 && fputc('\n', stdout) != EOF;

    json_decref(line);
    return printed;
}

static bool print(void *self, const struct incident *incident)
{
    const struct printing *to = self;
    time_t seconds = (time_t)incident->at;
    struct tm utc = {0};
    char at[TIME_SIZE] = "";

    if (gmtime_r(&seconds, &utc) == NULL || strftime(at, sizeof at, "%FT%TZ", &utc) == 0)
        return false;
    if (to->json)
        return print_json(to, incident, at);
    return printf("area=%s id=%s at=%s serial=%s as_of=%lld why=%s\n", to->area,
                  incident->transaction, at, incident->serial[0] != 0 ? incident->serial : "-",
                  (long long)incident->as_of, incident->why) > 0;
}

static int is_area(const struct dirent *entry)
{
    return municipality_by_code(entry->d_name) != NULL;
}

static enum err list_area(store_opener *open, const char *areas, struct printing *to)
{
    struct ledger *ledger = NULL;
    char path[PATH_MAX];
    int len = snprintf(path, sizeof path, "%s/%s", areas, to->area);
    enum err code = AK_R71;

    if (len > 0 && (size_t)len < sizeof path)
        code = ledger_open(open, path, to->area, STORE_READ, &ledger);
    if (code == ERR_OK)
        code = ledger_incidents(ledger, print, to);
    ledger_close(&ledger);
    return code;
}

static int list(store_opener *open, const char *areas, bool json)
{
    struct dirent **entries = NULL;
    int count = scandir(areas, &entries, is_area, alphasort);
    int status = count > 0 ? EXIT_YES : EXIT_CANNOT_TELL;

    for (int i = 0; i < count; i++) {
        struct printing to = {entries[i]->d_name, json};

        if (list_area(open, areas, &to) != ERR_OK)
            status = EXIT_CANNOT_TELL;
        free(entries[i]);
    }
    free(entries);
    return status;
}

int incidents_command(store_opener *open, int argc, char **argv)
{
    const char *areas = NULL;
    bool json = false, understood = argc >= 1 && strcmp(argv[0], "list") == 0;

    for (int i = 1; understood && i < argc; i++) {
        if (strcmp(argv[i], "--json") == 0)
            json = true;
        else if (strcmp(argv[i], "--areas") == 0 && i + 1 < argc && areas == NULL)
            areas = argv[++i];
        else
            understood = false;
    }
    if (!understood || areas == NULL)
        return command_refuse(NAME, "incident list [--json] --areas DIR");
    return list(open, areas, json);
}
