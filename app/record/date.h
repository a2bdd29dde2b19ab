/* Calendar dates. They are JST dates everywhere; a clock reading becomes one only here. */
#ifndef APP_RECORD_DATE_H
#define APP_RECORD_DATE_H

#include "crypto/base/must.h"

#include <stdbool.h>
#include <stdint.h>

struct date {
    int year, month, day; /* all zero: no date; of a birth, day, or month and day, may be zero */
};

enum { DATE_SIZE = 11, ERA_DATE_SIZE = 40 };

/* "YYYY-MM-DD", a day that exists, 1850–2199. */
MUST_USE bool date_parse(const char *text, struct date *out);

/* The same, or "YYYY-MM", or "YYYY": of some births the registers know no more. */
MUST_USE bool date_parse_birth(const char *text, struct date *out);

/* What date_parse takes, and what date_parse_birth takes. */
MUST_USE bool date_is_day(struct date date);
MUST_USE bool date_is_birth(struct date date);

/* As the two read it; "0000-00-00" for what is neither. */
void date_format(struct date date, char out[DATE_SIZE]);

/* Negative, zero or positive as `a` is before, equal to or after `b`; what is not known of a birth
 * counts as before all that it may be. */
int date_compare(struct date a, struct date b);

/* The JST day of `seconds` since 1970-01-01T00:00:00Z. */
struct date date_of_unix(int64_t seconds);

/* The minute of that day, 0 to 1439. */
int date_minute_of_unix(int64_t seconds);

/* The last second of a JST day. */
int64_t date_last_second(struct date date);

/* "令和8年11月20日"; the first year of an era is 元年; "2199年1月1日" where no era is known (R29).
 * "昭和20年3月日不詳", "昭和20年月日不詳"; a western year where the era changed within it. */
void date_era(struct date date, char out[ERA_DATE_SIZE]);

#endif
