#include "app/centre/control.h"

#include "app/record/date.h"
#include "crypto/base/hex.h"
#include "drivers/host/conf.h"

#include <stdio.h>
#include <string.h>

enum { HOURS_SIZE = 6, DAY_MINUTES = 24 * 60 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* "06:30", to "24:00". */
static bool read_hour(const char *text, int *out)
{
    if (strlen(text) != HOURS_SIZE - 1 || text[2] != ':' || !is_digit(text[0]) ||
        !is_digit(text[1]) || !is_digit(text[3]) || !is_digit(text[4]) || text[3] > '5')
        return false;
    *out = ((text[0] - '0') * 10 + text[1] - '0') * 60 + (text[3] - '0') * 10 + text[4] - '0';
    return *out <= DAY_MINUTES;
}

/* As the wire has it: a message that cannot be encoded would close the service without a word. */
static bool is_whole(const struct wire_notice *notice)
{
    bool said = notice->ja[0] != 0;

    return (notice->en[0] != 0) == said && (notice->zh[0] != 0) == said &&
           (notice->ko[0] != 0) == said;
}

static bool refuse(char *why, const char *what)
{
    (void)snprintf(why, CONF_WHY_SIZE, "%s", what);
    return false;
}

bool control_read(const char *path, struct control *out, char *why)
{
    struct wire_notice *notice = &out->notice;
    char opens[HOURS_SIZE], closes[HOURS_SIZE];
    const struct conf_item items[] = {
        {"service.closed", CONF_YES, &out->closed, sizeof out->closed, NULL, 0, 0},
        {"service.opens", CONF_TEXT, opens, sizeof opens, "00:00", 0, 0},
        {"service.closes", CONF_TEXT, closes, sizeof closes, "00:00", 0, 0},
        {"notice.ja", CONF_TEXT, notice->ja, sizeof notice->ja, "", 0, 0},
        {"notice.en", CONF_TEXT, notice->en, sizeof notice->en, "", 0, 0},
        {"notice.zh", CONF_TEXT, notice->zh, sizeof notice->zh, "", 0, 0},
        {"notice.ko", CONF_TEXT, notice->ko, sizeof notice->ko, "", 0, 0},
    };

    *out = (struct control){0};
    if (!conf_load(path, NULL, items, sizeof items / sizeof *items, why))
        return false;
    if (!read_hour(opens, &out->opens) || !read_hour(closes, &out->closes))
        return refuse(why, "service.opens, service.closes: not a time of day like 06:30");
    return is_whole(notice) || refuse(why, "notice: not in all four languages");
}

static bool is_open_at(const struct control *control, int minute)
{
    if (control->opens == control->closes)
        return true;
    if (control->opens < control->closes)
        return minute >= control->opens && minute < control->closes;
    return minute >= control->opens || minute < control->closes; /* past midnight */
}

bool control_settle(struct control *control, int64_t now)
{
    const struct wire_notice *notice = &control->notice;
    char state[32], today[DATE_SIZE];
    uint8_t digest[SHA256_LEN];

    control->closed = control->closed || !is_open_at(control, date_minute_of_unix(now));
    (void)snprintf(state, sizeof state, "%d %d %d", control->closed, control->opens,
                   control->closes);
    date_format(date_of_unix(now), today);
    const struct view fields[] = {view_text(state),      view_text(today),
                                  view_text(notice->ja), view_text(notice->en),
                                  view_text(notice->zh), view_text(notice->ko)};
    if (!digest_fields("akashi-control-1", fields, sizeof fields / sizeof *fields, digest))
        return false;
    hex_encode(view_of(digest, (WIRE_VERSION_SIZE - 1) / 2), control->version);
    return true;
}
