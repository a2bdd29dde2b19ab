/* A reader behind pcscd. */
#ifndef DRIVERS_CARD_READER_PCSC_H
#define DRIVERS_CARD_READER_PCSC_H

#include "drivers/card/reader.h"

enum { READER_ATR_MAX = 33 };

/* The first reader whose name contains `name` (any reader when it is ""). The reader and pcscd may
 * come and go afterwards; the port finds them again. */
MUST_USE bool reader_pcsc_open(const char *name, struct reader_port *out);

/* Calls `take` with the name of each reader there is now. False when nothing serves readers. */
MUST_USE bool reader_pcsc_list(void (*take)(void *self, const char *name), void *self);

/* What a reader that reader_pcsc_open made is called in full, and the ATR of the card that
 * `connect` powered up. False when no card is connected. */
MUST_USE bool reader_pcsc_card(const struct reader_port *reader, char name[READER_NAME_SIZE],
                               uint8_t atr[READER_ATR_MAX], size_t *atr_len);

#endif
