/* Where the PIN comes from: a descriptor or a terminal, never the command line (KSK-09). */
#ifndef APP_CARD_PIN_SOURCE_H
#define APP_CARD_PIN_SOURCE_H

#include "drivers/card/pin.h"

/* One line, or all up to the end of the file: the digits of that kind; of 照合番号B also the
 * sixteen that stand on the face, as in struct pin_face. False with no PIN for anything else. */
MUST_USE bool pin_source_read(int fd, enum pin_kind kind, struct pin *out);

/* Asks at the terminal `fd` and shows a star for each key; ^C and ^D leave without a PIN. The
 * terminal is as it was afterwards. */
MUST_USE bool pin_source_ask(int fd, enum pin_kind kind, unsigned tries, struct pin *out);

#endif
