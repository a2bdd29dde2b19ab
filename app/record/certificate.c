#include "app/record/certificate.h"

#include <string.h>

static const struct {
    enum kind kind;
    const char *name;
} kinds[] = {{KIND_DOMESTIC, "domestic"}, {KIND_TRAVEL, "travel"}};

const char *kind_name(enum kind kind)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (kinds[i].kind == kind)
            return kinds[i].name;
    return "";
}

bool kind_from_name(const char *name, enum kind *out)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (strcmp(kinds[i].name, name) == 0) {
            *out = kinds[i].kind;
            return true;
        }
    }
    return false;
}

bool serial_is(const char *text)
{
    return strlen(text) == SERIAL_LEN && strspn(text, SERIAL_SIGNS) == SERIAL_LEN;
}

void traveller_mask(struct traveller *traveller)
{
    size_t len = strnlen(traveller->passport, sizeof traveller->passport), shown = len / 2;

    if (shown > PASSPORT_SHOWN)
        shown = PASSPORT_SHOWN;
    memset(traveller->passport, '*', len - shown);
}

bool traveller_equal(const struct traveller *a, const struct traveller *b)
{
    return strcmp(a->name, b->name) == 0 && strcmp(a->passport, b->passport) == 0 &&
           strcmp(a->nationality, b->nationality) == 0 && strcmp(a->reference, b->reference) == 0;
}

bool holder_equal(const struct holder *a, const struct holder *b)
{
    return view_equal(view_text(a->name), view_text(b->name)) &&
           date_compare(a->birth, b->birth) == 0;
}

bool dose_equal(const struct dose *a, const struct dose *b)
{
    return a->number == b->number && date_compare(a->date, b->date) == 0 &&
           strcmp(a->product, b->product) == 0 && strcmp(a->lot, b->lot) == 0 &&
           strcmp(a->country, b->country) == 0;
}
