#include "print/large.h"

#include "print/codes.h"
#include "print/text.h"

#include <stdio.h>

static const double lead_y = 24.6, title_y = 34.8, purpose_y = 42.6, title_en_y = 49.6;
static const double short_title_y = 24.3, short_title_en_y = 31.1;
static const double later_rise = 3.2, later_roman_leading = 4.6;
static const double record_y = 251.4, record_leading = 5.2;
static const double strip_rule_y = 269.6, strip_y = 276, digest_y = 283.2, strip_gap = 3;
static const double name_width = 132, how_leading = 6.6;
static const double above = 5, below = 3, title_top = 14, ribbon_half = 2.6;

static const struct type serif = {FACE_SERIF, 14, 0}, plain = {FACE_SANS, 14, 0};

static void draw_title(struct canvas *c, const struct form *form)
{
    struct type lead = {FACE_SERIF_BOLD, 22, 0.04}, big = {FACE_SERIF_BOLD, 28, 0.06};
    struct type purpose = {FACE_SERIF, 18, 0};

    canvas_begin(c, "H1");
    text_put(c, lead, GRID_MIDDLE, lead_y, PLACE_CENTRE, form->large.lead);
    text_put(c, big, GRID_MIDDLE, title_y, PLACE_CENTRE, form->title.ja);
    canvas_end(c, "H1");
    canvas_begin(c, "P");
    text_put(c, purpose, GRID_MIDDLE, purpose_y, PLACE_CENTRE, form->purpose.ja);
    text_put(c, serif, GRID_MIDDLE, title_en_y, PLACE_CENTRE, form->title.en);
    canvas_end(c, "P");
}

static void draw_short_title(struct canvas *c, const struct form *form)
{
    struct type big = {FACE_SERIF_BOLD, 20, 0}, right = {FACE_SERIF, 17, 0};

    canvas_begin(c, "P");
    text_put(c, big, GRID_LEFT, short_title_y, PLACE_LEFT, form->title.ja);
    text_put_shrunk(c, serif, 9, GRID_LEFT, short_title_en_y, 130, PLACE_LEFT, form->title.en);
    text_put(c, right, GRID_RIGHT, short_title_y, PLACE_RIGHT, form->continued.ja);
    text_put(c, serif, GRID_RIGHT, short_title_en_y, PLACE_RIGHT, form->continued.en);
    canvas_end(c, "P");
}

static void draw_name(struct canvas *c, const struct form *form, int page)
{
    const struct grid *grid = grid_of(form, page);
    double width = page == 0 ? name_width : grid->field_x[0] - GRID_LEFT - 3;
    double leading = page == 0 ? 7.6 : 5.6, y = grid->name;
    struct text_block block = {0};

    if (text_fit_largest(c, FACE_SERIF, form->name, grid->name_pt, width, &block)) {
        y -= (page == 0 ? leading : later_rise) * (double)(block.lines - 1);
        text_put_block(c, &block, GRID_LEFT, y, leading);
        y += leading * (double)(block.lines - 1) + leading;
    }
    /* Beside a later page's name stands the first field: a long name takes two lines. */
    if (form->roman != NULL && page > 0 &&
        text_fit_largest(c, FACE_SANS, form->roman, 18, width, &block))
        text_put_block(c, &block, GRID_LEFT, y, later_roman_leading);
    else if (form->roman != NULL && page == 0)
        text_put_shrunk(c, (struct type){FACE_SANS, 18, 0}, 9, GRID_LEFT, y, width, PLACE_LEFT,
                        form->roman);
    wipe(&block, sizeof block);
}

static void draw_field(struct canvas *c, const struct form_field *field, double x, double right,
                       const struct grid *grid)
{
    static const struct type types[] = {[FORM_PLAIN] = {FACE_SANS, 18, 0},
                                        [FORM_STRONG] = {FACE_SANS_BOLD, 20, 0},
                                        [FORM_LOT] = {FACE_MONO, 19, 0}};
    struct type beside = {FACE_SANS, 17, 0};
    double width = 0;

    canvas_begin(c, "P");
    text_put_caption_of(c, right - x > 60 ? 14 : 12, x, grid->field_caption, field->caption);
    width = text_put_shrunk(c, types[field->style], 9, x, grid->field, right - x, PLACE_LEFT,
                            field->value);
    if (field->beside != NULL && grid->field_beside > 0)
        text_put_shrunk(c, beside, 9, x, grid->field_beside, right - x, PLACE_LEFT, field->beside);
    else if (field->beside != NULL)
        text_put(c, beside, x + width + 6, grid->field, PLACE_LEFT, field->beside);
    canvas_end(c, "P");
}

static void draw_person(struct canvas *c, const struct form *form, int page)
{
    const struct grid *grid = grid_of(form, page);
    size_t fields = page == 0 || form->fields == 0 ? form->fields : 1;

    canvas_begin(c, "P");
    text_put_caption_of(c, 14, GRID_LEFT, grid->name_caption, form->name_caption);
    draw_name(c, form, page);
    canvas_end(c, "P");
    for (size_t i = 0; i < fields; i++)
        draw_field(c, &form->field[i], grid->field_x[i],
                   i + 1 < fields ? grid->field_x[i + 1] - 3 : GRID_RIGHT, grid);
}

/* Lines no wider than `width` from y on; returns where the next would stand. */
static double draw_lines(struct canvas *c, struct type type, const char *text, double x, double y,
                         double width, double leading)
{
    struct text_block block = {0};

    for (size_t lines = 1; block.lines == 0 && lines <= TEXT_LINES_MAX; lines++)
        if (!text_fit(c, type, text, width, lines, &block) && lines == TEXT_LINES_MAX)
            canvas_refuse_fit(c);
    text_put_block(c, &block, x, y, leading);
    return y + leading * (double)block.lines;
}

static void draw_issue(struct canvas *c, const struct form *form, const struct grid *grid)
{
    struct type text = {FACE_SERIF, 17, 0}, issuer = {FACE_SERIF, 19, 0.06};
    struct type date = {FACE_SANS_BOLD, 20, 0}, era = {FACE_SANS, 17, 0};
    double width = GRID_RIGHT - GRID_LEFT, y = grid->issue;
    double after = 0;

    canvas_begin(c, "P");
    after = draw_lines(c, text, form->attestation.ja, GRID_LEFT, grid->attestation, width, 8);

    text_put_shrunk(c, serif, 9, GRID_LEFT, after, width, PLACE_LEFT, form->attestation.en);
    canvas_end(c, "P");
    canvas_begin(c, "P");
    text_put_caption_of(c, 14, GRID_LEFT, y, form->issued.caption);
    text_put(c, date, GRID_LEFT, y + 9, PLACE_LEFT, form->issued.value);
    text_put(c, era, GRID_LEFT, y + 16.6, PLACE_LEFT, form->issued.beside);
    canvas_end(c, "P");
    for (size_t i = 0; i < form->issuers; i++) {
        canvas_begin(c, "P");
        text_put(c, issuer, GRID_RIGHT, y, PLACE_RIGHT, form->issuer[i].ja);
        text_put_shrunk(c, serif, 9, GRID_RIGHT, y + 6.4, 112, PLACE_RIGHT, form->issuer[i].en);
        canvas_end(c, "P");
        y += 15.2;
    }
    canvas_rule(c, GRID_LEFT, GRID_RIGHT, grid->rule, GRID_LINE_MARK);
}

void large_draw_how(struct canvas *c, const struct form *form, struct grid_box box,
                    struct grid_place symbol)
{
    double width = box.right - box.left, y = box.top;

    canvas_begin(c, "P");
    text_put_caption_of(c, 14, box.left, y, form->how_caption);
    y = draw_lines(c, (struct type){FACE_SANS, 16, 0}, form->how.ja, box.left, y + 8, width,
                   how_leading);
    y = draw_lines(c, plain, form->how.en, box.left, y + 1, width, how_leading - 0.6);
    if (y > box.bottom + how_leading)
        canvas_refuse_fit(c);
    codes_draw_address(c, form, symbol.x, symbol.y, 14);
    canvas_end(c, "P");
}

void large_draw_elsewhere(struct canvas *c, const struct form *form, double left, double y)
{
    struct type strong = {FACE_SANS_BOLD, 14, 0};
    double width = GRID_RIGHT - left;

    if (width < 30)
        return;
    text_put_shrunk(c, strong, 9, left, y, width, PLACE_LEFT, form->how_elsewhere.ja);
    text_put_shrunk(c, plain, 9, left, y + 6.2, width, PLACE_LEFT, form->how_elsewhere.en);
}

static void draw_record(struct canvas *c, const struct form *form)
{
    struct type type = {FACE_SANS, 12, 0};
    double width = GRID_RIGHT - GRID_LEFT;
    double y = 0;

    canvas_begin(c, "P");
    y = draw_lines(c, type, form->record.ja, GRID_LEFT, record_y, width, record_leading);
    y = draw_lines(c, type, form->record.en, GRID_LEFT, y, width, record_leading);
    canvas_end(c, "P");
    if (y > strip_rule_y + 3)
        canvas_refuse_fit(c);
}

static void draw_strip(struct canvas *c, const struct form *form, int page, int pages)
{
    struct type id = {FACE_MONO_BOLD, 16, 0}, digest = {FACE_MONO, 14, 0};
    struct type number = {FACE_SANS_BOLD, 16, 0}, small = {FACE_SANS, 12, 0};
    char text[64];
    double x = 0;

    canvas_rule(c, GRID_LEFT, GRID_RIGHT, strip_rule_y, GRID_LINE_MARK);
    canvas_begin(c, "P");
    x = GRID_LEFT + text_put_caption_of(c, 12, GRID_LEFT, strip_y, form->id_caption) + strip_gap;
    text_put(c, id, x, strip_y, PLACE_LEFT, form->id);
    x = GRID_LEFT + text_put_caption_of(c, 12, GRID_LEFT, digest_y, form->digest_caption) +
        strip_gap;
    text_put(c, digest, x, digest_y, PLACE_LEFT, form->digest);
    (void)snprintf(text, sizeof text, "%d / %d", page + 1, pages);
    x = GRID_RIGHT - text_put(c, number, GRID_RIGHT, digest_y, PLACE_RIGHT, text) - 2.4;
    (void)snprintf(text, sizeof text, "%s %s", form->page_caption.ja, form->page_caption.en);
    text_put(c, small, x, digest_y, PLACE_RIGHT, text);
    canvas_end(c, "P");
}

void large_draw(struct canvas *c, const struct form *form, const struct table_plan *plan, int page)
{
    if (page == 0)
        draw_title(c, form);
    else
        draw_short_title(c, form);
    draw_person(c, form, page);
    if (page == 0)
        draw_issue(c, form, grid_of(form, page));
    else
        large_draw_rows(c, form, plan, page);
    draw_record(c, form);
    if (form->id != NULL)
        draw_strip(c, form, page, plan->pages);
}

static struct grid_box band(double top, double bottom)
{
    return (struct grid_box){GRID_GROUND_LEFT, top, GRID_GROUND_RIGHT, bottom};
}

static struct grid_box person_part(const struct grid *grid, int page, bool fields)
{
    double top = grid->name_caption - above, middle = grid->field_caption - above + 1;
    double beside = grid->field_x[0] - 1,
           bottom = page > 0 ? grid->table - 2 : grid->attestation - 7;

    if (page > 0)
        return (struct grid_box){fields ? beside : GRID_GROUND_LEFT, top,
                                 fields ? GRID_ROSETTE : beside, bottom};
    if (fields)
        return (struct grid_box){GRID_GROUND_LEFT, middle + 1, GRID_GROUND_RIGHT, bottom};
    return (struct grid_box){GRID_GROUND_LEFT, top, GRID_ROSETTE, middle + 1};
}

struct grid_box large_part(const struct form *form, int page, enum form_part part)
{
    const struct grid *grid = grid_of(form, page);

    switch (part) {
    case FORM_PART_TITLE:
        return band(title_top, grid->ribbon - ribbon_half);
    case FORM_PART_NAME:
    case FORM_PART_FIELDS:
        return person_part(grid, page, part == FORM_PART_FIELDS);
    case FORM_PART_ROWS:
        return page == 0 ? (struct grid_box){0} : band(grid->table - 1, grid->foot + 1);
    case FORM_PART_ISSUE:
        return page > 0 ? (struct grid_box){0} : band(grid->attestation - 7, grid->rule + 1);
    case FORM_PART_RECORD:
        return band(record_y - 4, strip_rule_y - 1);
    case FORM_PART_ID:
        return band(strip_rule_y - 1, strip_y + 1.6);
    case FORM_PART_DIGEST:
        return (struct grid_box){GRID_GROUND_LEFT, strip_y + 1.6, GRID_NUMBER - 10,
                                 digest_y + below};
    default:
        return (struct grid_box){GRID_NUMBER - 10, strip_y + 1.6, GRID_GROUND_RIGHT,
                                 digest_y + below};
    }
}
