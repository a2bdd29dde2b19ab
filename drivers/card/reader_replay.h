/* A reader without a card: it answers from a recording that a test wrote. Each pair of lines is a
 * command, as a trace tells it, and its answer in full:
 *
 *     > 00B08100 0 65536
 *     = 9000 FF100C31...
 *
 * '#' begins a line that does not count. A trace has lines "<" in place of answers, and is refused:
 * what it does not hold cannot be told. */
#ifndef DRIVERS_CARD_READER_REPLAY_H
#define DRIVERS_CARD_READER_REPLAY_H

#include "drivers/card/reader.h"

enum { REPLAY_FILE_MAX = 256 * 1024, REPLAY_EXCHANGES_MAX = 256 };

/* A card lies there all the time, and each connect begins the recording anew. A command that is not
 * the next one of the recording gets a card that answers oddly; at its end the card is gone. NULL,
 * or one line that says why the recording cannot be used. */
MUST_USE const char *reader_replay_open(const char *path, struct reader_port *out);

#endif
