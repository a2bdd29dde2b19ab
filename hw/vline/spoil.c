#include "hw/vline/spoil.h"

/* Where in these bytes a fault begins to act; false: it does not. A fault without a byte acts from
 * the first one of its connections. */
static bool find_place(const struct spoil *spoil, const struct fault *fault,
                       const struct moment *moment, size_t *place)
{
    *place = fault->when == FAULT_BYTE ? (size_t)(fault->byte - moment->before - 1) : 0;
    if (fault->answers != spoil->answers || !fault_acts(fault, moment))
        return false;
    return fault->when == FAULT_BYTE || spoil->seen == 0 || fault->how == FAULT_SLOW;
}

static void stop_at(struct spoil_result *result, size_t place, enum spoil_then then)
{
    if (place >= result->pass)
        return;
    result->pass = place;
    result->then = then;
}

static void apply(struct spoil *spoil, const struct fault *fault, size_t place, uint8_t *bytes,
                  struct spoil_result *result)
{
    switch (fault->how) {
    case FAULT_ENDED:
        stop_at(result, place, SPOIL_END);
        break;
    case FAULT_RESET:
        stop_at(result, place, SPOIL_RESET);
        break;
    case FAULT_LOST:
        stop_at(result, place, SPOIL_GO_ON);
        spoil->lost = true;
        break;
    case FAULT_CROSSED:
        spoil->crossed = true;
        break;
    case FAULT_NARROW:
        spoil->rate = fault->rate;
        break;
    case FAULT_SLOW:
        result->late_ms += fault->ms;
        break;
    case FAULT_TWICE:
        result->again = place;
        break;
    case FAULT_FLIP:
        bytes[place] ^= (uint8_t)(0x80U >> fault->bit);
        break;
    default:
        break;
    }
}

struct spoil_result spoil_take(struct spoil *spoil, const struct plan *plan,
                               const struct moment *moment, uint8_t *bytes)
{
    struct spoil_result result = {.pass = spoil->lost ? 0 : moment->len, .again = moment->len};
    size_t place = 0;

    for (size_t i = 0; i < plan->count; i++)
        if (find_place(spoil, &plan->fault[i], moment, &place))
            apply(spoil, &plan->fault[i], place, bytes, &result);
    if (result.again > result.pass)
        result.again = result.pass;
    spoil->seen += moment->len;
    return result;
}
