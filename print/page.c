#include "print/page.h"

#include "print/codes.h"
#include "print/grid.h"
#include "print/ground.h"
#include "print/large.h"
#include "print/page_parts.h"
#include "print/specimen.h"
#include "print/text.h"

static const double title_y = 25.5, purpose_y = 33.7, title_en_y = 40.3;
static const double short_title_y = 24.5, short_title_en_y = 30;

static void draw_title(struct canvas *c, const struct form *form)
{
    struct type big = {FACE_SERIF_BOLD, 21, 0.04}, plain = {FACE_SERIF, 12.5, 0};

    canvas_begin(c, "H1");
    text_put(c, big, GRID_MIDDLE, title_y, PLACE_CENTRE, form->title.ja);
    canvas_end(c, "H1");
    canvas_begin(c, "P");
    text_put(c, plain, GRID_MIDDLE, purpose_y, PLACE_CENTRE, form->purpose.ja);
    text_put(c, plain, GRID_MIDDLE, title_en_y, PLACE_CENTRE, form->title.en);
    canvas_end(c, "P");
}

static void draw_short_title(struct canvas *c, const struct form *form)
{
    struct type big = {FACE_SERIF_BOLD, 14, 0}, plain = {FACE_SERIF, 12.5, 0};
    struct type en = {FACE_SERIF, 11, 0};

    canvas_begin(c, "P");
    text_put(c, big, GRID_LEFT, short_title_y, PLACE_LEFT, form->title.ja);
    text_put(c, en, GRID_LEFT, short_title_en_y, PLACE_LEFT, form->title.en);
    text_put(c, plain, GRID_RIGHT, short_title_y, PLACE_RIGHT, form->continued.ja);
    text_put(c, en, GRID_RIGHT, short_title_en_y, PLACE_RIGHT, form->continued.en);
    canvas_end(c, "P");
}

static void draw_attestation(struct canvas *c, const struct form *form, const struct grid *grid)
{
    struct type ja = {FACE_SERIF, 10.5, 0}, en = {FACE_SERIF, 9.5, 0};
    struct type issuer = {FACE_SERIF, 13.5, 0.06};
    double y = grid->issue;

    canvas_begin(c, "P");
    text_put(c, ja, GRID_LEFT, grid->attestation, PLACE_LEFT, form->attestation.ja);
    text_put(c, en, GRID_LEFT, grid->attestation + 4.9, PLACE_LEFT, form->attestation.en);
    canvas_end(c, "P");
    page_put_field(c, &form->issued, GRID_LEFT, y, y + 6, 0);
    for (size_t i = 0; i < form->issuers; i++) {
        canvas_begin(c, "P");
        text_put(c, issuer, GRID_RIGHT, y, PLACE_RIGHT, form->issuer[i].ja);
        text_put(c, en, GRID_RIGHT, y + 4.5, PLACE_RIGHT, form->issuer[i].en);
        canvas_end(c, "P");
        y += 11.3;
    }
    canvas_rule(c, GRID_LEFT, GRID_RIGHT, grid->rule, GRID_LINE_MARK);
    if (grid_codes_first(form))
        canvas_rule(c, GRID_LEFT, GRID_RIGHT, grid->codes_above - GRID_CODE_HEAD, GRID_LINE_MARK);
}

static void draw_record(struct canvas *c, const struct form *form)
{
    struct type plain = {FACE_SANS, 9, 0};
    double width = GRID_RIGHT - GRID_LEFT;

    canvas_begin(c, "P");
    text_put_within(c, plain, GRID_LEFT, GRID_RECORD, width, form->record.ja);
    text_put_within(c, plain, GRID_LEFT, GRID_RECORD + GRID_LEADING, width, form->record.en);
    canvas_end(c, "P");
}

static double ground_end(const struct form *form, const struct table_plan *plan, int page)
{
    const struct grid *grid = grid_of(form, page);

    if (form->large.on && page > 0)
        return large_ground_end(form, plan, page);
    if (page > 0)
        return grid->foot;
    return grid_codes_first(form) ? grid->codes_above - GRID_CODE_HEAD : grid->rule;
}

void page_draw_parts(struct canvas *c, const struct form *form, const struct table_plan *plan,
                     int page)
{
    if (form->ground != NULL)
        ground_draw(c, form->ground, grid_of(form, page), ground_end(form, plan, page));
    if (form->large.on) {
        large_draw(c, form, plan, page);
        return;
    }
    if (page == 0)
        draw_title(c, form);
    else
        draw_short_title(c, form);
    page_draw_person(c, form, page);
    table_draw(c, form, plan, page);
    if (page == 0)
        draw_attestation(c, form, grid_of(form, page));
    draw_record(c, form);
    if (form->id != NULL)
        page_draw_strip(c, form, page, plan->pages);
}

void page_draw(struct canvas *c, const struct form *form, const struct table_plan *plan, int page)
{
    if (form->specimen.word != NULL)
        specimen_draw(c, &form->specimen);
    if (form->ground != NULL)
        ground_draw_emblems(c, form->ground, grid_of(form, page));
    page_draw_parts(c, form, plan, page);
    if (page == 0)
        codes_draw(c, form);
    codes_draw_how(c, form, page);
}
