/* Dice that fall the same way each time, for tests that must be repeated exactly. Never for keys,
 * ids or nonces: those come from crypto/random.h. */
#ifndef DRIVERS_FAULT_DICE_H
#define DRIVERS_FAULT_DICE_H

#include <stddef.h>
#include <stdint.h>

struct dice {
    uint64_t state;
};

/* The dice of one exchange: what they show depends on these two numbers alone. */
struct dice dice_at(uint64_t seed, uint64_t exchange);

uint64_t dice_next(struct dice *dice);
void dice_fill(struct dice *dice, uint8_t *out, size_t len);

#endif
