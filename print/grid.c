#include "print/grid.h"

enum { CODES_IN_A_ROW = 3 };

static const double code_x[CODES_IN_A_ROW] = {20, 83, 146};
static const double wide_x[CODES_IN_A_ROW] = {14, 76.25, 138.5};

static const struct grid small_codes = {
    .ribbon = 45.8,
    .rosette = 62.4,
    .name_caption = 54.6,
    .name = 66.4,
    .name_two = 66.4,
    .name_pt = 22,
    .field_caption = 77.4,
    .field = 83.6,
    .field_x = {20, 92, 157},
    .table = 89.6,
    .foot = 166.4,
    .attestation = 175.6,
    .issue = 188.8,
    .rule = 208.8,
    .codes = 220,
    .codes_above = 103.6,
    .how = 213.2,
    .how_symbol = 249,
};

static const struct grid large_codes = {
    .ribbon = 45.8,
    .rosette = 62.4,
    .name_caption = 54.6,
    .name = 63.8,
    .name_two = 65.4,
    .name_pt = 20,
    .field_caption = 79,
    .field = 85.2,
    .field_x = {20, 92, 157},
    .table = 89.6,
    .foot = 155.4,
    .attestation = 165.6,
    .issue = 178.8,
    .rule = 198.4,
    .codes = 209,
    .codes_above = 97.8,
    .how = 202.8,
    .how_symbol = 249,
};

static const struct grid later = {
    .ribbon = 34.8,
    .rosette = 51.2,
    .name_caption = 43.4,
    .name = 50.6,
    .name_pt = 16,
    .field_caption = 43.4,
    .field = 50.2,
    .field_x = {92, 92, 92},
    .field_beside = 55.6,
    .table = 70,
    .foot = 212.8,
    .how = 221,
    .how_symbol = 223,
};

static const struct grid large_first = {
    .ribbon = 55,
    .rosette = 74,
    .name_caption = 66,
    .name = 79,
    .name_pt = 32,
    .field_caption = 91,
    .field = 100.6,
    .field_x = {20, 84, 140},
    .attestation = 116,
    .issue = 143,
    .rule = 169.5,
    .codes = 186.2,
    .how = 176.4,
    .how_symbol = 223,
};

static const struct grid large_travel = {
    .ribbon = 55,
    .rosette = 74,
    .name_caption = 63,
    .name = 75,
    .name_pt = 32,
    .field_caption = 91,
    .field = 99.4,
    .field_x = {20, 84, 140},
    .field_beside = 106.4,
    .attestation = 117.4,
    .issue = 143,
    .rule = 169.5,
    .codes = 186.2,
    .how = 176.4,
    .how_symbol = 223,
};

static const struct grid large_later = {
    .ribbon = 35.7,
    .rosette = 53,
    .name_caption = 44.6,
    .name = 55.4,
    .name_pt = 25,
    .field_caption = 44.6,
    .field = 54.8,
    .field_x = {84, 84, 84},
    .field_beside = 62.3,
    .table = 70.5,
    .foot = 242,
};

static const struct grid *large_of(const struct form *form, int page)
{
    if (page > 0)
        return &large_later;
    return form->roman != NULL ? &large_travel : &large_first;
}

static bool has_large(const struct form *form)
{
    for (size_t i = 0; i < form->codes; i++)
        if (form->code[i].large)
            return true;
    return false;
}

const struct grid *grid_of(const struct form *form, int page)
{
    if (form->large.on)
        return large_of(form, page);
    if (page > 0)
        return &later;
    return form->roman != NULL || has_large(form) ? &large_codes : &small_codes;
}

struct grid_place grid_code(const struct form *form, size_t i)
{
    const struct grid *grid = grid_of(form, 0);
    size_t from = i - i % CODES_IN_A_ROW, large = 0;
    bool above = grid_codes_first(form) && i < CODES_IN_A_ROW;

    for (size_t k = from; k < from + CODES_IN_A_ROW && k < form->codes; k++)
        large += form->code[k].large || form->large.on;
    return (struct grid_place){
        .x = (large == CODES_IN_A_ROW ? wide_x : code_x)[i % CODES_IN_A_ROW],
        .y = above ? grid->codes_above : grid->codes,
    };
}

bool grid_codes_first(const struct form *form)
{
    return form->codes > CODES_IN_A_ROW && !form->large.on;
}

bool grid_how_first(const struct form *form)
{
    return form->codes < (form->large.on ? 2 : CODES_IN_A_ROW);
}

double grid_field(const struct form *form, size_t i)
{
    return form->large.on || form->code[i].large ? GRID_FIELD_LARGE : GRID_FIELD_SMALL;
}

double grid_how_x(const struct form *form, int page)
{
    if (page > 0 || form->codes == 0)
        return GRID_LEFT;
    return grid_code(form, form->codes - 1).x + grid_field(form, form->codes - 1) +
           (form->codes == 1 ? 8 : 7);
}
