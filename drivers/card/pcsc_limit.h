/* Inside drivers/card/ only: how much a reader's driver says it can carry in one command or answer.
 */
#ifndef DRIVERS_CARD_PCSC_LIMIT_H
#define DRIVERS_CARD_PCSC_LIMIT_H

#include "crypto/base/must.h"

#include <stdbool.h>
#include <winscard.h>

/* Whether the driver of the reader that holds `card` says that it takes short commands only (PC/SC
 * part 10, dwMaxAPDUDataSize). Many drivers say nothing, and some of those take no more: false is
 * no promise. Asks the driver, never the card. */
MUST_USE bool pcsc_says_short(SCARDHANDLE card);

#endif
