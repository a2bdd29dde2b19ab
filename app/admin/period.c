#include "app/admin/period.h"

#include "app/record/date.h"

#include <stdio.h>
#include <string.h>

enum { DAY = 24 * 60 * 60, OVERLAP = 14 * DAY, YEAR = 12, QUARTER = 3 };

static const struct {
    const char *purpose;
    int months;
} kinds[] = {{"shc", QUARTER}, {"vds", QUARTER}, {"sheet", YEAR}, {"log", YEAR}};

static int64_t first_second(int year, int month)
{
    return date_last_second((struct date){year, month, 1}) - DAY + 1;
}

static bool name_it(const char *purpose, int months, struct date day, struct period *out)
{
    int len = months == YEAR ? snprintf(out->name, sizeof out->name, "%s-%04d", purpose, day.year)
                             : snprintf(out->name, sizeof out->name, "%s-%04dq%d", purpose,
                                        day.year, (day.month - 1) / months + 1);

    return len > 0 && (size_t)len < sizeof out->name;
}

bool period_of(const char *purpose, int64_t when, struct period *out)
{
    struct date day = date_of_unix(when);

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        int months = kinds[i].months, first = (day.month - 1) / months * months + 1;
        bool last = first + months > YEAR;

        if (strcmp(kinds[i].purpose, purpose) != 0)
            continue;
        out->from = first_second(day.year, first);
        out->next = first_second(day.year + (last ? 1 : 0), last ? 1 : first + months);
        out->until = out->next + OVERLAP;
        return name_it(purpose, months, day, out);
    }
    return false;
}
