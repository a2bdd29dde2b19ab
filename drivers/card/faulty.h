/* What a plan does to the exchanges with a card. Serves both sides: a reader that spoils what comes
 * from a good card, and a virtual card that answers wrongly by itself. Pure; whoever holds it makes
 * the card go away, waits or says things twice. */
#ifndef DRIVERS_CARD_FAULTY_H
#define DRIVERS_CARD_FAULTY_H

#include "crypto/base/bytes.h"
#include "drivers/fault/plan.h"

struct faulty {
    struct plan plan;
    struct moment moment; /* the exchange that is under way */
    unsigned file;        /* that a READ without SFI means */
};

/* Counts a command as the next exchange. */
void faulty_begin(struct faulty *faulty, struct view command);

/* The fault of that kind that acts on this exchange, or NULL. */
const struct fault *faulty_find(const struct faulty *faulty, enum fault_how how);

/* What the card is to be sent: `command`, or what `changed` holds now. same-nonce asks the card to
 * sign zeros in the digest's place. */
struct view faulty_command(const struct faulty *faulty, struct view command, struct bytes *changed);

/* Spoils the answer to `command`, status bytes included, in the order of the plan. False: no room
 * in `answer`, or no memory. */
MUST_USE bool faulty_answer(const struct faulty *faulty, struct view command, struct bytes *answer);

#endif
