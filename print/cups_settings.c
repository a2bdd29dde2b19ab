#include "print/cups_settings.h"

#include <ctype.h>
#include <limits.h>
#include <linux/magic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/vfs.h>

enum { PATH_SIZE = 512, LINE_SIZE = 1024, HISTORY_MOST = 300, UNSAVED_LEAST = 600 };

enum setting { SPOOL, CACHE, TEMPORARY, FILES, HISTORY, UNSAVED, LOG, SETTINGS };

/* What holds where nothing is said. */
static const struct {
    const char *name, *usual;
} settings[SETTINGS] = {
    [SPOOL] = {"RequestRoot", "/var/spool/cups"},
    [CACHE] = {"CacheDir", "/var/cache/cups"},
    [TEMPORARY] = {"TempDir", "/var/spool/cups/tmp"},
    [FILES] = {"PreserveJobFiles", "86400"},
    [HISTORY] = {"PreserveJobHistory", "Yes"},
    [UNSAVED] = {"DirtyCleanInterval", "30"},
    [LOG] = {"LogLevel", "warn"},
};

struct said {
    char value[SETTINGS][PATH_SIZE];
};

/* "Name value", the last one counts. */
static void take_line(char *line, struct said *said)
{
    char *rest = line;
    const char *name = strsep(&rest, " \t\r\n");

    while (rest != NULL && isspace((unsigned char)*rest))
        rest++;
    for (size_t i = 0; rest != NULL && i < SETTINGS; i++)
        if (strcasecmp(name, settings[i].name) == 0)
            (void)snprintf(said->value[i], PATH_SIZE, "%.*s", (int)strcspn(rest, " \t\r\n"), rest);
}

static bool read_file(const char *etc, const char *name, struct said *said)
{
    char path[PATH_SIZE], line[LINE_SIZE];
    FILE *file = NULL;

    if (snprintf(path, sizeof path, "%s/%s", etc, name) >= (int)sizeof path)
        return false;
    file = fopen(path, "re");
    while (file != NULL && fgets(line, sizeof line, file) != NULL)
        take_line(line + strspn(line, " \t"), said);
    if (file != NULL)
        fclose(file);
    return file != NULL;
}

static bool is_in_memory(const char *path)
{
    struct statfs fs;

    return statfs(path, &fs) == 0 && (fs.f_type == TMPFS_MAGIC || fs.f_type == RAMFS_MAGIC);
}

static bool is_number(const char *text, long least, long most)
{
    char *end = NULL;
    long number = strtol(text, &end, 10);

    return *text != '\0' && *end == '\0' && number >= least && number <= most;
}

static bool is_safe(const struct said *said, enum setting setting)
{
    const char *value = said->value[setting];

    switch (setting) {
    case FILES:
        return strcasecmp(value, "No") == 0;
    case HISTORY: /* a job's end must be told, but not for ever */
        return is_number(value, 1, HISTORY_MOST);
    case UNSAVED: /* a queue that comes back after a crash would print once more */
        return is_number(value, UNSAVED_LEAST, LONG_MAX);
    case LOG:
        return strncasecmp(value, "debug", 5) != 0;
    default:
        return is_in_memory(value);
    }
}

bool cups_settings_safe(const char *etc, char *why, size_t size)
{
    struct said said;

    for (size_t i = 0; i < SETTINGS; i++)
        (void)snprintf(said.value[i], PATH_SIZE, "%s", settings[i].usual);
    if (!read_file(etc, "cups-files.conf", &said) || !read_file(etc, "cupsd.conf", &said)) {
        (void)snprintf(why, size, "the queue's cups-files.conf or cupsd.conf cannot be read");
        return false;
    }
    for (enum setting i = 0; i < SETTINGS; i++)
        if (!is_safe(&said, i)) {
            (void)snprintf(why, size, "the queue's %s may leave a document behind",
                           settings[i].name);
            return false;
        }
    return true;
}
