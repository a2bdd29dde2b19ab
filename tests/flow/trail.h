/* The way through the table that a kiosk's log tells of. */
#ifndef TESTS_FLOW_TRAIL_H
#define TESTS_FLOW_TRAIL_H

#include "app/kiosk/flow.h"

#include <stdio.h>

enum { TRAIL_LINE_SIZE = 512 };

struct trail {
    int words;                  /* states and events that were told */
    char line[TRAIL_LINE_SIZE]; /* the last one */
    /* What is told of each row that was taken, and where. NULL: nobody wants to know. */
    void (*took)(void *self, enum flow_state from, const struct flow_row *row);
    void *self;
};

/* Walks one visit after the other. A visit may break off (kill -9). False: the table does not lead
 * to `line`. */
bool trail_walk(struct trail *trail, FILE *log);

#endif
