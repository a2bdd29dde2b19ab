/* A reader that writes down what passes through it: of a command its header and lengths, of an
 * answer its length and status. No byte of a PIN, a file or a signature is ever written. */
#ifndef DRIVERS_CARD_READER_RECORD_H
#define DRIVERS_CARD_READER_RECORD_H

#include "drivers/card/reader.h"

/* Takes `inner` over; closing the one closes the other. `path` is made anew, for its owner only.
 * False when it cannot be: `inner` is the caller's still. */
MUST_USE bool reader_record_open(const char *path, const struct reader_port *inner,
                                 struct reader_port *out);

#endif
