#include "hw/vcard/era.h"

#include <stdlib.h>
#include <string.h>

struct era era_of(const char *date)
{
    static const struct {
        const char *from;
        unsigned number;
        int year;
    } eras[] = {{"20190501", 5, 2019},
                {"19890108", 4, 1989},
                {"19261225", 3, 1926},
                {"19120730", 2, 1912},
                {"18681023", 1, 1868}};
    int year = (int)(strtol(date, NULL, 10) / 10000);

    for (size_t i = 0; i < sizeof eras / sizeof *eras; i++)
        if (strcmp(date, eras[i].from) >= 0)
            return (struct era){eras[i].number, year - eras[i].year + 1};
    return (struct era){0, year % 100};
}
