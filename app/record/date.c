#include "app/record/date.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

enum {
    YEAR_MIN = 1850,
    YEAR_MAX = 2199,
    JST_SECONDS = 9 * 3600,
    DAY_SECONDS = 24 * 3600,
    YEAR_LEN = 4,
    MONTH_LEN = 7,
};

/* The one table of eras. An era counts from `year_one`; its name is used from `first` to `last`.
 * Before 1873 Japan did not use this calendar; how long the last era runs nobody knows, so far
 * dates stay in western years. */
static const struct era {
    const char *name;
    struct date first, last;
    int year_one;
} eras[] = {
    {"明治", {1873, 1, 1}, {1912, 7, 29}, 1868},  {"大正", {1912, 7, 30}, {1926, 12, 24}, 1912},
    {"昭和", {1926, 12, 25}, {1989, 1, 7}, 1926}, {"平成", {1989, 1, 8}, {2019, 4, 30}, 1989},
    {"令和", {2019, 5, 1}, {2099, 12, 31}, 2019},
};

static int days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return days[month - 1] + (month == 2 && leap);
}

bool date_is_day(struct date date)
{
    return date.year >= YEAR_MIN && date.year <= YEAR_MAX && date.month >= 1 && date.month <= 12 &&
           date.day >= 1 && date.day <= days_in_month(date.year, date.month);
}

/* The first and the last day that a birth may mean. */
static struct date first_of(struct date birth)
{
    if (birth.month == 0 && birth.day == 0)
        return (struct date){birth.year, 1, 1};
    return birth.day == 0 ? (struct date){birth.year, birth.month, 1} : birth;
}

static struct date last_of(struct date birth)
{
    if (birth.month == 0 && birth.day == 0)
        return (struct date){birth.year, 12, 31};
    if (birth.day == 0)
        birth.day = days_in_month(birth.year, birth.month);
    return birth;
}

bool date_is_birth(struct date date)
{
    return date_is_day(first_of(date));
}

static int read_digits(const char *text, int count)
{
    int value = 0;

    for (int i = 0; i < count; i++)
        value = 10 * value + (text[i] - '0');
    return value;
}

static bool has_shape(const char *text)
{
    static const char shape[] = "dddd-dd-dd";

    if (strlen(text) >= sizeof shape)
        return false;
    for (size_t i = 0; text[i] != 0; i++)
        if (shape[i] == 'd' ? text[i] < '0' || text[i] > '9' : text[i] != shape[i])
            return false;
    return true;
}

bool date_parse_birth(const char *text, struct date *out)
{
    size_t len = strlen(text);
    struct date date = {0};

    *out = date;
    if (!has_shape(text) || (len != YEAR_LEN && len != MONTH_LEN && len != DATE_SIZE - 1))
        return false;
    date.year = read_digits(text, 4);
    if (len >= MONTH_LEN)
        date.month = read_digits(text + 5, 2);
    if (len > MONTH_LEN)
        date.day = read_digits(text + 8, 2);
    /* Zeros say nothing in a text: what is not known is left out of it. */
    if (!date_is_birth(date) || (len >= MONTH_LEN && date.month == 0) ||
        (len > MONTH_LEN && date.day == 0))
        return false;
    *out = date;
    return true;
}

bool date_parse(const char *text, struct date *out)
{
    if (strlen(text) == DATE_SIZE - 1 && date_parse_birth(text, out))
        return true;
    *out = (struct date){0};
    return false;
}

static void write_digits(char *to, int value, int count)
{
    while (count-- > 0) {
        to[count] = (char)('0' + value % 10);
        value /= 10;
    }
}

void date_format(struct date date, char out[DATE_SIZE])
{
    memcpy(out, "0000-00-00", DATE_SIZE);
    if (!date_is_birth(date))
        return;
    write_digits(out, date.year, 4);
    write_digits(out + 5, date.month, 2);
    write_digits(out + 8, date.day, 2);
    if (date.month == 0)
        out[YEAR_LEN] = 0;
    else if (date.day == 0)
        out[MONTH_LEN] = 0;
}

int date_compare(struct date a, struct date b)
{
    if (a.year != b.year)
        return a.year < b.year ? -1 : 1;
    if (a.month != b.month)
        return a.month < b.month ? -1 : 1;
    return (a.day > b.day) - (a.day < b.day);
}

struct date date_of_unix(int64_t seconds)
{
    time_t jst = 0;
    struct tm at = {0};
    struct date date = {0};

    if (seconds > INT64_MAX - JST_SECONDS)
        return date;
    jst = (time_t)(seconds + JST_SECONDS);
    if (gmtime_r(&jst, &at) == NULL || at.tm_year > YEAR_MAX)
        return date;
    date = (struct date){at.tm_year + 1900, at.tm_mon + 1, at.tm_mday};
    return date_is_day(date) ? date : (struct date){0};
}

int date_minute_of_unix(int64_t seconds)
{
    int64_t second = seconds % DAY_SECONDS + JST_SECONDS;

    return (int)((second + DAY_SECONDS) % DAY_SECONDS / 60);
}

int64_t date_last_second(struct date date)
{
    struct tm at = {.tm_year = date.year - 1900,
                    .tm_mon = date.month - 1,
                    .tm_mday = date.day,
                    .tm_hour = 23,
                    .tm_min = 59,
                    .tm_sec = 59};

    return (int64_t)timegm(&at) - JST_SECONDS;
}

/* The era of all days that the date may mean. */
static const struct era *era_of(struct date date)
{
    for (size_t i = 0; i < sizeof eras / sizeof *eras; i++)
        if (date_compare(first_of(date), eras[i].first) >= 0 &&
            date_compare(last_of(date), eras[i].last) <= 0)
            return &eras[i];
    return NULL;
}

void date_era(struct date date, char out[ERA_DATE_SIZE])
{
    const struct era *era = date_is_birth(date) ? era_of(date) : NULL;
    const char *name = era != NULL ? era->name : "";
    int number = era != NULL ? date.year - era->year_one + 1 : date.year;
    char year[16];

    snprintf(year, sizeof year, "%d", number);
    if (era != NULL && number == 1)
        snprintf(year, sizeof year, "元");
    if (date.month == 0)
        snprintf(out, ERA_DATE_SIZE, "%s%s年月日不詳", name, year);
    else if (date.day == 0)
        snprintf(out, ERA_DATE_SIZE, "%s%s年%d月日不詳", name, year, date.month);
    else
        snprintf(out, ERA_DATE_SIZE, "%s%s年%d月%d日", name, year, date.month, date.day);
}
