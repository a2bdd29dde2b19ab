#include "app/verify/together.h"

#include "app/seal/open.h"

#include <string.h>

static bool same_format_agrees(const struct opened *a, const struct opened *b)
{
    return strcmp(a->id, b->id) == 0 && strcmp(a->issuer, b->issuer) == 0 &&
           holder_equal(&a->holder, &b->holder) &&
           strcmp(a->traveller.name, b->traveller.name) == 0 &&
           strcmp(a->traveller.passport, b->traveller.passport) == 0;
}

static bool births_agree(const struct date a, const struct date b)
{
    return a.year == 0 || b.year == 0 || date_compare(a, b) == 0;
}

static bool formats_agree(const struct opened *a, const struct opened *b)
{
    char one[SERIAL_SIZE], other[SERIAL_SIZE];

    if (code_serial(a, one) && code_serial(b, other) && strcmp(one, other) != 0)
        return false;
    return births_agree(a->holder.birth, b->holder.birth);
}

static bool doses_agree(const struct dose *a, const struct dose *b)
{
    return date_compare(a->date, b->date) == 0 &&
           (a->lot[0] == 0 || b->lot[0] == 0 || strcmp(a->lot, b->lot) == 0);
}

/* The codes of one format among all: a certificate may need several for its doses. */
struct set {
    const struct opened *opened;
    size_t count;
    enum code_format format;
};

static size_t doses_of(const struct set *set)
{
    size_t doses = 0;

    for (size_t i = 0; i < set->count; i++)
        doses += set->opened[i].format == set->format ? set->opened[i].count : 0;
    return doses;
}

static bool tells(const struct set *set, const struct dose *dose)
{
    for (size_t i = 0; i < set->count; i++)
        for (size_t k = 0; set->opened[i].format == set->format && k < set->opened[i].count; k++)
            if (doses_agree(&set->opened[i].doses[k].dose, dose))
                return true;
    return false;
}

static bool tells_all(const struct set *more, const struct opened *less)
{
    for (size_t k = 0; k < less->count; k++)
        if (!tells(more, &less->doses[k].dose))
            return false;
    return true;
}

/* A photo may have missed a code, so the format that tells fewer doses is held against the other.
 */
static bool sets_agree(const struct set *a, const struct set *b)
{
    const struct set *more = doses_of(a) >= doses_of(b) ? a : b, *less = more == a ? b : a;

    for (size_t i = 0; i < less->count; i++)
        if (less->opened[i].format == less->format && !tells_all(more, &less->opened[i]))
            return false;
    return true;
}

bool together(const struct opened *opened, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < i; k++) {
            bool alike = opened[i].format == opened[k].format;
            struct set a = {opened, count, opened[i].format}, b = {opened, count, opened[k].format};

            if (alike ? !same_format_agrees(&opened[i], &opened[k])
                      : !formats_agree(&opened[i], &opened[k]) || !sets_agree(&a, &b))
                return false;
        }
    return true;
}
