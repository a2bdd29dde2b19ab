#include "drivers/host/log.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { LINE_SIZE = 512, FIELD_SIZE = 96, STAMP_SIZE = 32, WORD_MAX = 64 };

#define DIGITS "0123456789"
#define HEX    DIGITS "abcdef"
#define WORD   HEX "ghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_.:"

static const char *log_program = "akashi";

void log_open(const char *program)
{
    log_program = program;
}

/* Whatever does not have the form of the field is left out, so that nothing else can get in through
 * a caller's mistake or a peer's (CTR-07). */
static void format_field(char out[FIELD_SIZE], const char *label, const char *value,
                         const char *signs, size_t least, size_t most)
{
    size_t len = value == NULL ? 0 : strlen(value);
    bool good = len >= least && len <= most && strspn(value, signs) == len;

    if (value == NULL)
        out[0] = 0;
    else
        snprintf(out, FIELD_SIZE, " %s=%s", label, good ? value : "?");
}

static void format_stamp(char out[STAMP_SIZE])
{
    struct timespec now = {0};
    struct tm utc = {0};
    size_t len = 0;

    clock_gettime(CLOCK_REALTIME, &now);
    if (gmtime_r(&now.tv_sec, &utc) != NULL)
        len = strftime(out, STAMP_SIZE, "%FT%T", &utc);
    snprintf(out + len, STAMP_SIZE - len, ".%03ldZ", now.tv_nsec / 1000000);
}

void log_write(const struct log_entry *entry)
{
    char stamp[STAMP_SIZE], id[FIELD_SIZE], area[FIELD_SIZE], peer[FIELD_SIZE], line[LINE_SIZE];
    int len = 0;

    format_stamp(stamp);
    format_field(id, "id", entry->transaction, HEX, 32, 32);
    format_field(area, "area", entry->area, DIGITS, 6, 6);
    format_field(peer, "peer", entry->peer, WORD, 1, WORD_MAX);
    len = snprintf(line, sizeof line, "%s %s %s%s%s%s %s\n", stamp, log_program, entry->step, id,
                   area, peer, err_name(entry->code));

    /* One write, so that lines of several processes do not mix. A log that cannot be written stops
     * nobody. */
    if (len > 0 && (size_t)len < sizeof line && write(STDERR_FILENO, line, (size_t)len) < 0)
        return;
}
