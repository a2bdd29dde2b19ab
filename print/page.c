#include "print/page.h"

#include "print/codes.h"
#include "print/grid.h"
#include "print/ground.h"
#include "print/specimen.h"
#include "print/text.h"

#include <stdio.h>

static const double title_y = 25.5, purpose_y = 33.7, title_en_y = 40.3;
static const double short_title_y = 24.5, short_title_en_y = 30;
static const double record_y = 272.3, strip_rule_y = 279.6, strip_y = 284.6;
static const double digest_x = 100.4, strip_gap = 2.8;
static const double name_width = 132, name_width_later = 68;
static const double roman_y = 71, roman_gap = 4.8, later_leading = 4.2;

/* Down from a size to a size, in half points, in as many lines. */
struct name_step {
    size_t lines;
    double from, to;
};

static void draw_title(struct canvas *c, const struct form *form)
{
    struct type big = {FACE_SERIF_BOLD, 21, 0.04}, plain = {FACE_SERIF, 12.5, 0};

    text_put(c, big, GRID_MIDDLE, title_y, PLACE_CENTRE, form->title.ja);
    text_put(c, plain, GRID_MIDDLE, purpose_y, PLACE_CENTRE, form->purpose.ja);
    text_put(c, plain, GRID_MIDDLE, title_en_y, PLACE_CENTRE, form->title.en);
}

static void draw_short_title(struct canvas *c, const struct form *form)
{
    struct type big = {FACE_SERIF_BOLD, 14, 0}, plain = {FACE_SERIF, 12.5, 0};
    struct type en = {FACE_SERIF, 11, 0};

    text_put(c, big, GRID_LEFT, short_title_y, PLACE_LEFT, form->title.ja);
    text_put(c, en, GRID_LEFT, short_title_en_y, PLACE_LEFT, form->title.en);
    text_put(c, plain, GRID_RIGHT, short_title_y, PLACE_RIGHT, form->continued.ja);
    text_put(c, en, GRID_RIGHT, short_title_en_y, PLACE_RIGHT, form->continued.en);
}

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

static void draw_field(struct canvas *c, const struct form_field *field, double x, double caption_y,
                       double y, double beside_y)
{
    static const struct type types[] = {[FORM_PLAIN] = {FACE_SANS, 12, 0},
                                        [FORM_STRONG] = {FACE_SANS_BOLD, 12, 0},
                                        [FORM_LOT] = {FACE_MONO, 12.5, 0}};
    struct type plain = {FACE_SANS, 9.5, 0};
    double width = 0;

    text_put_caption(c, x, caption_y, field->caption);
    width = text_put(c, types[field->style], x, y, PLACE_LEFT, field->value);
    if (field->beside != NULL && beside_y > 0)
        text_put(c, plain, x, beside_y, PLACE_LEFT, field->beside);
    else if (field->beside != NULL)
        text_put(c, plain, x + width + 3.6, y, PLACE_LEFT, field->beside);
}

static void draw_person(struct canvas *c, const struct form *form, int page)
{
    const struct grid *grid = grid_of(form, page);
    size_t fields = page == 0 || form->fields == 0 ? form->fields : 1;

    text_put_caption(c, GRID_LEFT, grid->name_caption, form->name_caption);
    if (page == 0)
        draw_name_first(c, form, grid);
    else
        draw_name_later(c, form, grid);
    for (size_t i = 0; i < fields; i++)
        draw_field(c, &form->field[i], grid->field_x[i], grid->field_caption, grid->field,
                   grid->field_beside);
}

static void draw_attestation(struct canvas *c, const struct form *form, const struct grid *grid)
{
    struct type ja = {FACE_SERIF, 10.5, 0}, en = {FACE_SERIF, 9.5, 0};
    struct type issuer = {FACE_SERIF, 13.5, 0.06};
    double y = grid->issue;

    text_put(c, ja, GRID_LEFT, grid->attestation, PLACE_LEFT, form->attestation.ja);
    text_put(c, en, GRID_LEFT, grid->attestation + 4.9, PLACE_LEFT, form->attestation.en);
    draw_field(c, &form->issued, GRID_LEFT, y, y + 6, 0);
    for (size_t i = 0; i < form->issuers; i++) {
        text_put(c, issuer, GRID_RIGHT, y, PLACE_RIGHT, form->issuer[i].ja);
        text_put(c, en, GRID_RIGHT, y + 4.5, PLACE_RIGHT, form->issuer[i].en);
        y += 11.3;
    }
    canvas_rule(c, GRID_LEFT, GRID_RIGHT, grid->rule, GRID_LINE_MARK);
}

static void draw_record(struct canvas *c, const struct form *form)
{
    struct type plain = {FACE_SANS, 9, 0};
    double width = GRID_RIGHT - GRID_LEFT;

    text_put_within(c, plain, GRID_LEFT, record_y, width, form->record.ja);
    text_put_within(c, plain, GRID_LEFT, record_y + GRID_LEADING, width, form->record.en);
}

/* What binds the pages of one document together. */
static void draw_strip(struct canvas *c, const struct form *form, int page, int pages)
{
    struct type id = {FACE_MONO_BOLD, 11, 0}, digest = {FACE_MONO, 9.5, 0};
    struct type number = {FACE_SANS_BOLD, 12, 0}, plain = {FACE_SANS, 9, 0};
    char text[64];
    double x = 0;

    canvas_rule(c, GRID_LEFT, GRID_RIGHT, strip_rule_y, GRID_LINE_MARK);
    x = GRID_LEFT + text_put_caption(c, GRID_LEFT, strip_y, form->id_caption) + strip_gap;
    text_put_within(c, id, x, strip_y, digest_x - x - strip_gap, form->id);
    x = digest_x + text_put_caption(c, digest_x, strip_y, form->digest_caption) + strip_gap;
    text_put(c, digest, x, strip_y, PLACE_LEFT, form->digest);
    (void)snprintf(text, sizeof text, "%d / %d", page + 1, pages);
    x = GRID_RIGHT - text_put(c, number, GRID_RIGHT, strip_y, PLACE_RIGHT, text) - 1.8;
    (void)snprintf(text, sizeof text, "%s %s", form->page_caption.ja, form->page_caption.en);
    text_put(c, plain, x, strip_y, PLACE_RIGHT, text);
}

static double ground_end(const struct form *form, int page)
{
    const struct grid *grid = grid_of(form, page);

    if (page > 0)
        return grid->foot;
    return grid_codes_first(form) ? grid->codes_above - GRID_CODE_HEAD : grid->rule;
}

void page_draw(struct canvas *c, const struct form *form, const struct table_plan *plan, int page)
{
    if (form->ground != NULL)
        ground_draw(c, form->ground, grid_of(form, page), ground_end(form, page));
    if (form->specimen.word != NULL)
        specimen_draw(c, &form->specimen);
    if (page == 0)
        draw_title(c, form);
    else
        draw_short_title(c, form);
    draw_person(c, form, page);
    table_draw(c, form, plan, page);
    if (page == 0) {
        draw_attestation(c, form, grid_of(form, page));
        codes_draw(c, form);
    }
    codes_draw_how(c, form, page);
    draw_record(c, form);
    if (form->id != NULL)
        draw_strip(c, form, page, plan->pages);
}
