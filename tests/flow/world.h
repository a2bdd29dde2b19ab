/* What has happened in a visit and what the world is like: all that a promise speaks of. Knows what
 * each command does to it, and what it may only be done after. */
#ifndef TESTS_FLOW_WORLD_H
#define TESTS_FLOW_WORLD_H

#include "app/kiosk/flow.h"

#include <stdint.h>

enum { AWAY, EMPTY, CARD }; /* what the reader says */

enum { PATIENCE = 2, TRIES = 3 };

/* Bytes only: two worlds are the same when their bytes are. */
struct world {
    uint8_t state, waiting; /* waiting: a command answers next, with `answer` */
    uint8_t answer;
    uint8_t card, tries, reminders, idle;
    uint8_t travel, priced;
    uint8_t consent, typed, dared; /* dared: an explicit yes to the last try */
    uint8_t knows, verified, judged, live1, passport, seen, agreed, live2, asked, looked, printed,
        counted, told, voided;
    uint8_t reserved, captured, returned, halted; /* the fee */
    uint8_t noted;                                /* a code says why there is no certificate */
};

/* The promise that broke first; NULL: none. */
extern const char *promise;
void must(bool holds, const char *what);

/* A row is taken on an event, before its commands. */
void world_take(struct world *w, enum flow_event event, const struct flow_row *row);

/* A command begins; comes to its good end; may come to a bad one. */
void world_begin(struct world *w, enum flow_command command);
void world_succeed(struct world *w, enum flow_command command);
bool world_can_fail(enum flow_command command);

struct flow_facts world_facts(const struct world *w);

/* A state is entered from another, and what must hold at the end. */
void world_enter(const struct world *w);

#endif
