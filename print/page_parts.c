#include "print/page_parts.h"

#include "print/large.h"
#include "print/page.h"
#include "print/text.h"

#include <stdio.h>

static const double above = 3.4, below = 5.2, gap = 1, foot_note = 7, title_top = 14,
                    ribbon_half = 2.6;
static const double strip_rule_y = 279.6, strip_y = 284.6;
static const double strip_gap = 2.8;
static const double name_width = 132, name_width_later = 68;
static const double roman_y = 71, roman_gap = 4.8, later_leading = 4.2;

/* Down from a size to a size, in half points, in as many lines. */
struct name_step {
    size_t lines;
    double from, to;
};

/* A name is never cut, squeezed or hyphenated: it fits, or the document is refused. */
static void fit_name(struct canvas *c, enum face face, const char *name,
                     const struct name_step *steps, double width, struct text_block *out)
{
    for (; steps->lines > 0; steps++)
        for (double pt = steps->from; pt >= steps->to; pt -= 0.5)
            if (text_fit(c, (struct type){face, pt, 0}, name, width, steps->lines, out))
                return;
    canvas_refuse_fit(c);
}

/* Ends on its line: what follows has a fixed place. */
static void draw_name_first(struct canvas *c, const struct form *form, const struct grid *grid)
{
    const struct name_step steps[] = {{1, grid->name_pt, 14}, {2, 12.5, 12}, {0}};
    static const struct name_step roman[] = {{1, 12.5, 9}, {0}};
    struct text_block block = {0};
    double y = grid->name, leading = 5.2;

    fit_name(c, FACE_SERIF, form->name, steps, name_width, &block);
    if (block.lines > 1)
        y = grid->name_two - leading;
    text_put_block(c, &block, GRID_LEFT, y, leading);
    if (form->roman != NULL) {
        fit_name(c, FACE_SANS, form->roman, roman, name_width, &block);
        text_put_block(c, &block, GRID_LEFT, roman_y, leading);
    }
    wipe(&block, sizeof block);
}

/* Beside the date of birth, and downwards. */
static void draw_name_later(struct canvas *c, const struct form *form, const struct grid *grid)
{
    static const struct name_step steps[] = {{1, 16, 12}, {2, 12.5, 11.5}, {3, 11, 9}, {0}};
    static const struct name_step roman[] = {{1, 11, 9}, {2, 10.5, 9}, {0}};
    struct text_block block = {0};
    double y = grid->name;

    fit_name(c, FACE_SERIF, form->name, steps, name_width_later, &block);
    text_put_block(c, &block, GRID_LEFT, y, later_leading);
    y += later_leading * (double)(block.lines - (block.lines > 0)) + roman_gap;
    if (form->roman != NULL) {
        fit_name(c, FACE_SANS, form->roman, roman, name_width_later, &block);
        text_put_block(c, &block, GRID_LEFT, y, later_leading);
    }
    wipe(&block, sizeof block);
}

void page_put_field(struct canvas *c, const struct form_field *field, double x, double caption_y,
                    double y, double beside_y)
{
    static const struct type types[] = {[FORM_PLAIN] = {FACE_SANS, 12, 0},
                                        [FORM_STRONG] = {FACE_SANS_BOLD, 12, 0},
                                        [FORM_LOT] = {FACE_MONO, 12.5, 0}};
    struct type plain = {FACE_SANS, 9.5, 0};
    double width = 0;

    canvas_begin(c, "P");
    text_put_caption(c, x, caption_y, field->caption);
    width = text_put(c, types[field->style], x, y, PLACE_LEFT, field->value);
    if (field->beside != NULL && beside_y > 0)
        text_put(c, plain, x, beside_y, PLACE_LEFT, field->beside);
    else if (field->beside != NULL)
        text_put(c, plain, x + width + 3.6, y, PLACE_LEFT, field->beside);
    canvas_end(c, "P");
}

void page_draw_person(struct canvas *c, const struct form *form, int page)
{
    const struct grid *grid = grid_of(form, page);
    size_t fields = page == 0 || form->fields == 0 ? form->fields : 1;

    canvas_begin(c, "P");
    text_put_caption(c, GRID_LEFT, grid->name_caption, form->name_caption);
    if (page == 0)
        draw_name_first(c, form, grid);
    else
        draw_name_later(c, form, grid);
    canvas_end(c, "P");
    for (size_t i = 0; i < fields; i++)
        page_put_field(c, &form->field[i], grid->field_x[i], grid->field_caption, grid->field,
                       grid->field_beside);
}

void page_draw_strip(struct canvas *c, const struct form *form, int page, int pages)
{
    struct type id = {FACE_MONO_BOLD, 11, 0}, digest = {FACE_MONO, 9.5, 0};
    struct type number = {FACE_SANS_BOLD, 12, 0}, plain = {FACE_SANS, 9, 0};
    char text[64];
    double x = 0;

    canvas_rule(c, GRID_LEFT, GRID_RIGHT, strip_rule_y, GRID_LINE_MARK);
    canvas_begin(c, "P");
    x = GRID_LEFT + text_put_caption(c, GRID_LEFT, strip_y, form->id_caption) + strip_gap;
    text_put_within(c, id, x, strip_y, GRID_DIGEST - x - strip_gap, form->id);
    x = GRID_DIGEST + text_put_caption(c, GRID_DIGEST, strip_y, form->digest_caption) + strip_gap;
    text_put(c, digest, x, strip_y, PLACE_LEFT, form->digest);
    (void)snprintf(text, sizeof text, "%d / %d", page + 1, pages);
    x = GRID_RIGHT - text_put(c, number, GRID_RIGHT, strip_y, PLACE_RIGHT, text) - 1.8;
    (void)snprintf(text, sizeof text, "%s %s", form->page_caption.ja, form->page_caption.en);
    text_put(c, plain, x, strip_y, PLACE_RIGHT, text);
    canvas_end(c, "P");
}

/* Name and the values beside it, as far as the rosette. */
static struct grid_box person_box(const struct form *form, int page, bool fields)
{
    const struct grid *grid = grid_of(form, page);
    double top = grid->name_caption - above, middle = grid->field_caption - above;
    double beside = grid->field_x[0] - gap, bottom = grid->table - gap;

    if (page > 0)
        return (struct grid_box){fields ? beside : GRID_GROUND_LEFT, top,
                                 fields ? GRID_ROSETTE : beside, bottom};
    if (grid_codes_first(form) && grid->codes_above - GRID_CODE_HEAD < bottom)
        bottom = grid->codes_above - GRID_CODE_HEAD + GRID_LINE_TABLE;
    if (!fields)
        return (struct grid_box){GRID_GROUND_LEFT, top, GRID_ROSETTE, middle};
    return (struct grid_box){
        GRID_GROUND_LEFT, middle,
        middle < grid->rosette + GRID_ROSETTE_HALF ? GRID_ROSETTE : GRID_GROUND_RIGHT, bottom};
}

static struct grid_box band(double top, double bottom)
{
    return (struct grid_box){GRID_GROUND_LEFT, top, GRID_GROUND_RIGHT, bottom};
}

static struct grid_box rows_box(const struct form *form, const struct table_plan *plan, int page)
{
    const struct grid *grid = grid_of(form, page);

    if (plan->page[page].count == 0 && (page > 0 || grid_codes_first(form)))
        return (struct grid_box){0};
    return band(grid->table - gap, grid->foot + below);
}

static struct grid_box strip_box(double left, double right)
{
    return (struct grid_box){left, strip_rule_y - 1, right, strip_y + 3};
}

struct grid_box page_part(const struct form *form, const struct table_plan *plan, int page,
                          enum form_part part)
{
    const struct grid *grid = grid_of(form, page);

    if (form->large.on)
        return large_part(form, page, part);
    switch (part) {
    case FORM_PART_TITLE:
        return band(title_top, grid->ribbon - ribbon_half);
    case FORM_PART_NAME:
    case FORM_PART_FIELDS:
        return person_box(form, page, part == FORM_PART_FIELDS);
    case FORM_PART_ROWS:
        return rows_box(form, plan, page);
    case FORM_PART_ISSUE:
        return page > 0 ? (struct grid_box){0} : band(grid->foot + below, grid->rule - foot_note);
    case FORM_PART_RECORD:
        return band(GRID_RECORD - above, strip_rule_y - 1);
    case FORM_PART_ID:
        return strip_box(GRID_GROUND_LEFT, GRID_DIGEST - 1);
    case FORM_PART_DIGEST:
        return strip_box(GRID_DIGEST - 1, GRID_NUMBER);
    default:
        return strip_box(GRID_NUMBER, GRID_GROUND_RIGHT);
    }
}
