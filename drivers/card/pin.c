#include "drivers/card/pin.h"

#include "crypto/base/secret.h"

#include <string.h>

static bool four_digits(const char *text, size_t len)
{
    bool good = len == PIN_LEN;

    for (size_t i = 0; good && i < len; i++)
        good = text[i] >= '0' && text[i] <= '9';
    return good;
}

bool pin_take(struct pin *pin, char *text, size_t len)
{
    pin_wipe(pin);
    if (four_digits(text, len))
        pin->digits = secret_new(PIN_LEN);
    if (pin->digits != NULL)
        memcpy(pin->digits, text, PIN_LEN);
    wipe(text, len);
    return pin->digits != NULL;
}

void pin_move(struct pin *to, struct pin *from)
{
    if (to == from)
        return;
    pin_wipe(to);
    to->digits = from->digits;
    from->digits = NULL;
}

void pin_wipe(struct pin *pin)
{
    secret_free(pin->digits, PIN_LEN);
    pin->digits = NULL;
}

bool pin_is_set(const struct pin *pin)
{
    return pin->digits != NULL;
}

struct view pin_view(const struct pin *pin)
{
    return pin->digits != NULL ? view_of(pin->digits, PIN_LEN) : (struct view){0};
}
