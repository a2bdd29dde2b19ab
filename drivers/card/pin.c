#include "drivers/card/pin.h"

#include "crypto/base/secret.h"
#include "drivers/card/era.h"

#include <string.h>

static const size_t lens[PIN_KINDS] = {
    [PIN_OF_HOLDER] = PIN_LEN,
    [PIN_NUMBER_A] = PIN_A_LEN,
    [PIN_NUMBER_B] = PIN_B_LEN,
};

static bool all_digits(const char *text, size_t len)
{
    bool good = true;

    for (size_t i = 0; i < len; i++)
        good = good && text[i] >= '0' && text[i] <= '9';
    return good;
}

bool pin_take_kind(struct pin *pin, enum pin_kind kind, char *text, size_t len)
{
    pin_wipe(pin);
    if (len == lens[kind] && all_digits(text, len))
        pin->digits = secret_new(len);
    if (pin->digits != NULL) {
        memcpy(pin->digits, text, len);
        pin->kind = kind;
    }
    wipe(text, len);
    return pin->digits != NULL;
}

bool pin_take(struct pin *pin, char *text, size_t len)
{
    return pin_take_kind(pin, PIN_OF_HOLDER, text, len);
}

bool pin_take_face(struct pin *pin, struct pin_face *face)
{
    bool good = all_digits(face->birth, sizeof face->birth);
    int year = era_of(face->birth).year % 100;
    char text[PIN_B_LEN] = {(char)('0' + year / 10), (char)('0' + year % 10)};

    if (!good)
        text[0] = 0;
    memcpy(text + 2, face->birth + 4, 4);
    memcpy(text + 6, face->year, sizeof face->year);
    memcpy(text + 10, face->code, sizeof face->code);
    wipe(face, sizeof *face);
    return pin_take_kind(pin, PIN_NUMBER_B, text, sizeof text);
}

void pin_move(struct pin *to, struct pin *from)
{
    if (to == from)
        return;
    pin_wipe(to);
    *to = *from;
    *from = (struct pin){0};
}

void pin_wipe(struct pin *pin)
{
    secret_free(pin->digits, lens[pin->kind]);
    *pin = (struct pin){0};
}

bool pin_is_set(const struct pin *pin)
{
    return pin->digits != NULL;
}

struct view pin_view(const struct pin *pin)
{
    return pin->digits != NULL ? view_of(pin->digits, lens[pin->kind]) : (struct view){0};
}
