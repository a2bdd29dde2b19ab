/* The reader port: a slot that a card is laid on. Implementations wrap each other (fault, record,
 * replay). */
#ifndef DRIVERS_CARD_READER_H
#define DRIVERS_CARD_READER_H

#include "crypto/base/bytes.h"
#include "crypto/base/err.h"

enum { READER_NAME_SIZE = 128, READER_ANSWER_MAX = 65538 };

enum reader_presence { READER_AWAY, READER_EMPTY, READER_CARD };

struct reader_port {
    void *self;

    /* Waits up to `ms` for the presence to differ from `known`, and returns what it is now. A card
     * that was changed for another shows as READER_EMPTY first. Safe to call from a thread of its
     * own while another uses the rest. */
    enum reader_presence (*wait)(void *self, enum reader_presence known, int ms);

    /* Powers the card up for a session of commands. AK-C code when there is none. */
    enum err (*connect)(void *self);

    /* One command, one answer with its two status bytes. Any failure means: the card went away.
     * `answer` is cleared first; an answer longer than its `max` is a failure. */
    enum err (*transmit)(void *self, struct view command, struct bytes *answer);

    /* Ends the session and resets the card. Safe when there is none. */
    void (*disconnect)(void *self);

    void (*close)(void *self);
};

enum reader_trouble {
    READER_MISSING,   /* no reader, or nothing that serves it */
    READER_CARD_GONE, /* the card is not on the reader, or no longer */
    READER_CARD_ODD,  /* a card lies there but does not answer as it should */
    READER_MISUSED,   /* our own mistake, or no memory: nothing was sent */
};

/* The code for a trouble, for every implementation of the port and for those who read the answers.
 */
MUST_USE enum err reader_failure(enum reader_trouble trouble);

#endif
