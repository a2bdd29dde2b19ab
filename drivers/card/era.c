#include "drivers/card/era.h"

#include <stddef.h>

enum { DATE_DIGITS = 8, YEAR = 10000 };

static int number_of(const char *date)
{
    int number = 0;

    for (size_t i = 0; i < DATE_DIGITS && date[i] >= '0' && date[i] <= '9'; i++)
        number = number * 10 + (date[i] - '0');
    return number;
}

struct era era_of(const char *date)
{
    static const struct {
        int from;
        unsigned number;
    } eras[] = {{20190501, 5}, {19890108, 4}, {19261225, 3}, {19120730, 2}, {18681023, 1}};
    int day = number_of(date);

    for (size_t i = 0; i < sizeof eras / sizeof *eras; i++)
        if (day >= eras[i].from)
            return (struct era){eras[i].number, day / YEAR - eras[i].from / YEAR + 1};
    return (struct era){0, day / YEAR % 100};
}
