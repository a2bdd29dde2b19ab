/* A reader that goes wrong by a plan, around one that does not. */
#ifndef DRIVERS_CARD_READER_FAULT_H
#define DRIVERS_CARD_READER_FAULT_H

#include "drivers/card/reader.h"
#include "drivers/fault/plan.h"

/* Takes `inner` over; closing the one closes the other. Exchanges are counted over all sessions.
 * False without memory, or for a plan that only a virtual card can follow (other-card): `inner` is
 * the caller's still. */
MUST_USE bool reader_fault_open(const struct plan *plan, const struct reader_port *inner,
                                struct reader_port *out);

#endif
