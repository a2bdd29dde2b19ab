/* A reader behind pcscd. */
#ifndef DRIVERS_CARD_READER_PCSC_H
#define DRIVERS_CARD_READER_PCSC_H

#include "drivers/card/reader.h"

/* The first reader whose name contains `name` (any reader when it is ""). The reader and pcscd may
 * come and go afterwards; the port finds them again. */
MUST_USE bool reader_pcsc_open(const char *name, struct reader_port *out);

#endif
