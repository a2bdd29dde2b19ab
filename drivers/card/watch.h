/* A thread that watches a reader and tells of each change through a descriptor, so that a loop can
 * wait for the card beside everything else. */
#ifndef DRIVERS_CARD_WATCH_H
#define DRIVERS_CARD_WATCH_H

#include "drivers/card/reader.h"

struct watch;

/* Starts from READER_AWAY: whatever differs from it is told first. `reader` is borrowed and must
 * outlive the watch; meanwhile nobody else may call its `wait`. NULL without memory, pipe or
 * thread. */
MUST_USE struct watch *watch_open(const struct reader_port *reader);

/* Readable while there is news. */
int watch_fd(const struct watch *watch);

/* Takes the oldest change; false when there is none. Never blocks. */
MUST_USE bool watch_next(struct watch *watch, enum reader_presence *out);

/* What the last look saw, told or not yet: for a question that must not be answered from the past.
 */
enum reader_presence watch_presence(const struct watch *watch);

/* Ends the thread, which can take a quarter of a second. Safe on NULL and twice. */
void watch_close(struct watch **watch);

#endif
