/* A PIN lives from key press to VERIFY, in locked memory, and cannot be printed or copied by
 * accident. */
#ifndef DRIVERS_CARD_PIN_H
#define DRIVERS_CARD_PIN_H

#include "crypto/base/bytes.h"

enum { PIN_LEN = 4 };

/* Holds a pointer to secret pages; the digits are reached only by pin_view. */
struct pin {
    char *digits; /* NULL: no PIN */
};

/* Takes exactly four digits and wipes the text it was given, whatever comes of it. */
MUST_USE bool pin_take(struct pin *pin, char *text, size_t len);

/* Hands the PIN over: `from` is empty afterwards, what `to` held is wiped. */
void pin_move(struct pin *to, struct pin *from);

void pin_wipe(struct pin *pin);
MUST_USE bool pin_is_set(const struct pin *pin);

/* The digits, for the VERIFY command and nothing else. */
struct view pin_view(const struct pin *pin);

#endif
