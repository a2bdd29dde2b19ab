/* The answers of akashi-card, for the telephone and for programs. */
#ifndef APP_CARD_REPORT_H
#define APP_CARD_REPORT_H

#include "app/card/session.h"

#include <stdio.h>

enum { REPORT_READERS_MAX = 16, REPORT_MASK_SIZE = HOLDER_NAME_SIZE + 3 };

struct readers {
    size_t count;
    struct {
        char name[READER_NAME_SIZE]; /* printable ASCII */
        bool card;
    } one[REPORT_READERS_MAX];
};

/* One line each, with a label that can be read aloud. */
void report_readers(FILE *to, const struct readers *readers);
void report_probe(FILE *to, const struct probe *probe);

/* The person is masked unless `show`; of the number never more than four digits are printed. */
void report_reading(FILE *to, const struct reading *reading, bool show);

/* The same as one JSON object on one line. False when memory ran out. */
MUST_USE bool report_readers_json(FILE *to, const struct readers *readers);
MUST_USE bool report_probe_json(FILE *to, const struct probe *probe);
MUST_USE bool report_reading_json(FILE *to, const struct reading *reading, bool show);

/* --- What both forms say ---------------------------------------------------- */

/* A person as far as it may be printed; "" for what was not read. */
struct shown {
    char name[REPORT_MASK_SIZE];
    char birth[DATE_SIZE];
    char number[NUMBER_SIZE];
    char sex[2]; /* "*" when masked */
};

void report_mask(const struct reading *reading, bool show, struct shown *out);

/* "all", "number" or "attributes". */
const char *report_part(const struct reading *reading);

/* "refused" before it came to a verdict. */
const char *report_verdict(const struct reading *reading);

#endif
