#include "drivers/fault/dice.h"

/* SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014). */
static const uint64_t golden = 0x9E3779B97F4A7C15;

static uint64_t mix(uint64_t z)
{
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
    z = (z ^ z >> 27) * 0x94D049BB133111EB;
    return z ^ z >> 31;
}

struct dice dice_at(uint64_t seed, uint64_t exchange)
{
    return (struct dice){mix(seed + golden) ^ mix(exchange * golden)};
}

uint64_t dice_next(struct dice *dice)
{
    dice->state += golden;
    return mix(dice->state);
}

void dice_fill(struct dice *dice, uint8_t *out, size_t len)
{
    for (size_t i = 0; i < len; i++)
        out[i] = (uint8_t)(dice_next(dice) >> 56);
}
