#include "print/large.h"

#include "print/text.h"

#include <stdio.h>
#include <string.h>

enum { LOT_SIGNS = 10, CODES_MOST = 3 };

/* The cells of a row. */
enum { NUMBER, DATE, KIND, MAKER, THING, LOT, COUNTRY };

static const double date_x = 50, thing_x = 111.5, country_x = 159, gutter = 2.5, how_right = 124;
static const double first_y = 9.8, second_y = 16.8, caption_y = 25.2, value_y = 32.4;
static const double maker_y = 39.2, last_y = 46;

static const struct type en = {FACE_SANS, 14, 0};

/* Down in half points, in one line or in two. */
static void put_fitting(struct canvas *c, struct type type, double x, double y, double right,
                        const char *text)
{
    struct text_block block = {0};
    double leading = 5;

    if (!text_fit_largest(c, type.face, text, type.pt, right - x, &block))
        return;
    text_put_block(c, &block, x, y - (block.lines > 1 ? leading / 2 : 0), leading);
    wipe(&block, sizeof block);
}

static void put_lot(struct canvas *c, const char *lot, double y)
{
    struct type type = {FACE_MONO, 18, 0};
    char line[LOT_SIGNS + 1] = "";
    size_t len = strlen(lot);

    for (size_t from = 0; from < len; from += LOT_SIGNS, y += maker_y - value_y) {
        (void)snprintf(line, sizeof line, "%.*s", LOT_SIGNS, lot + from);
        text_put_within(c, type, thing_x, y, country_x - gutter - thing_x, line);
    }
}

static void draw_note(struct canvas *c, const struct form_row *row, double y)
{
    put_fitting(c, (struct type){FACE_SANS_BOLD, 22, 0}, GRID_LEFT, y + first_y, 88,
                row->cell[NUMBER].ja);
    put_fitting(c, en, GRID_LEFT, y + second_y, 88, row->cell[NUMBER].en);
    put_fitting(c, (struct type){FACE_SANS, 17, 0}, GRID_LEFT, y + caption_y + 2, GRID_RIGHT,
                row->note.ja);
    put_fitting(c, en, GRID_LEFT, y + value_y + 3, GRID_RIGHT, row->note.en);
}

static void draw_captions(struct canvas *c, const struct form *form, double y)
{
    text_put_caption_of(c, 12, date_x, y, form->large.kind_caption);
    text_put_caption_of(c, 12, thing_x, y, form->column[LOT].caption);
    text_put_caption_of(c, 12, country_x, y, form->column[COUNTRY].caption);
}

static void draw_row(struct canvas *c, const struct form *form, const struct form_row *row,
                     double y)
{
    const struct words *cell = row->cell;
    struct type big = {FACE_SANS_BOLD, 22, 0}, value = {FACE_SANS, 18, 0};
    struct type thing = {FACE_SANS_BOLD, 19, 0};

    put_fitting(c, big, GRID_LEFT, y + first_y, date_x - gutter, cell[NUMBER].ja);
    put_fitting(c, en, GRID_LEFT, y + second_y, date_x - gutter, cell[NUMBER].en);
    put_fitting(c, big, date_x, y + first_y, thing_x - gutter, cell[DATE].ja);
    put_fitting(c, value, date_x, y + second_y + 0.4, thing_x - gutter, cell[DATE].en);
    put_fitting(c, thing, thing_x, y + first_y, GRID_RIGHT, cell[THING].ja);
    put_fitting(c, en, thing_x, y + second_y, GRID_RIGHT, cell[THING].en);
    draw_captions(c, form, y + caption_y);
    put_fitting(c, value, date_x, y + value_y, thing_x - gutter, cell[KIND].ja);
    put_fitting(c, value, date_x, y + maker_y, thing_x - gutter, cell[MAKER].ja);
    put_lot(c, cell[LOT].ja, y + value_y);
    put_fitting(c, value, country_x, y + value_y, GRID_RIGHT, cell[COUNTRY].ja);
    if (cell[COUNTRY].en != NULL)
        put_fitting(c, en, country_x, y + maker_y, GRID_RIGHT, cell[COUNTRY].en);
}

static void draw_kind_en(struct canvas *c, const struct form_row *row, double y)
{
    struct type type = {FACE_SANS, 13, 0};
    char text[TEXT_LINE_SIZE];

    if (row->cell[KIND].en == NULL || row->cell[MAKER].en == NULL)
        return;
    (void)snprintf(text, sizeof text, "%s, %s", row->cell[KIND].en, row->cell[MAKER].en);
    text_put_shrunk(c, type, 9, date_x, y, GRID_RIGHT - date_x, PLACE_LEFT, text);
}

static void draw_block(struct canvas *c, const struct form *form, const struct form_row *row,
                       double y)
{
    if (row->note.ja != NULL) {
        draw_note(c, row, y);
        return;
    }
    draw_row(c, form, row, y);
    draw_kind_en(c, row, y + last_y);
}

/* Between the last block and the foot: the end, or where it goes on. */
static void draw_end(struct canvas *c, const struct form *form, const struct table_plan *plan,
                     int page)
{
    const struct table_page *rows = &plan->page[page];
    char ja[64], more[64];
    struct words words = form->end_of_rows;
    double y = grid_of(form, page)->foot - 9, first = 0, whole = 0;

    if (rows->from + rows->count < form->rows) {
        (void)snprintf(ja, sizeof ja, "%d%s", page + 2, form->more.ja);
        (void)snprintf(more, sizeof more, "%s %d", form->more.en, page + 2);
        words = (struct words){ja, more};
    }
    first = text_width(c, (struct type){FACE_SANS, 16, 0}, words.ja);
    whole = first + 3 + text_width(c, en, words.en);
    text_put(c, (struct type){FACE_SANS, 16, 0}, GRID_MIDDLE - whole / 2, y, PLACE_LEFT, words.ja);
    text_put(c, en, GRID_MIDDLE + whole / 2, y, PLACE_RIGHT, words.en);
    canvas_rule(c, GRID_LEFT, GRID_MIDDLE - whole / 2 - 5, y - 2, GRID_LINE_ROW);
    canvas_rule(c, GRID_MIDDLE + whole / 2 + 5, GRID_RIGHT, y - 2, GRID_LINE_ROW);
}

static bool has_how(const struct form *form, const struct table_plan *plan, int page)
{
    return !grid_how_first(form) && page == plan->pages - 1;
}

void large_draw_rows(struct canvas *c, const struct form *form, const struct table_plan *plan,
                     int page)
{
    const struct grid *grid = grid_of(form, page);
    const struct table_page *rows = &plan->page[page];
    double y = grid->table;

    canvas_rule(c, GRID_LEFT, GRID_RIGHT, y, GRID_LINE_TABLE);
    for (size_t i = rows->from; i < rows->from + rows->count; i++) {
        canvas_begin(c, "P");
        draw_block(c, form, &form->row[i], y);
        canvas_end(c, "P");
        y += GRID_LARGE_BLOCK;
        canvas_rule(c, GRID_LEFT, GRID_RIGHT, y, GRID_LINE_ROW);
    }
    if (has_how(form, plan, page))
        large_draw_how(c, form,
                       (struct grid_box){GRID_LEFT, y + 8, how_right, y + GRID_LARGE_BLOCK},
                       (struct grid_place){how_right + 8, y + 13});
    canvas_begin(c, "P");
    if (rows->count > 0)
        draw_end(c, form, plan, page);
    canvas_end(c, "P");
    canvas_rule(c, GRID_LEFT, GRID_RIGHT, grid->foot, GRID_LINE_TABLE);
}

double large_ground_end(const struct form *form, const struct table_plan *plan, int page)
{
    const struct grid *grid = grid_of(form, page);

    return has_how(form, plan, page)
               ? grid->table + GRID_LARGE_BLOCK * (double)plan->page[page].count
               : grid->foot;
}

void large_plan(struct canvas *c, const struct form *form, struct table_plan *out)
{
    size_t blocks = form->rows + (grid_how_first(form) ? 0 : 1);

    if (form->codes > CODES_MOST || blocks > (size_t)GRID_LARGE_BLOCKS * (FORM_PAGES_MAX - 1)) {
        canvas_refuse_fit(c);
        return;
    }
    out->pages = 1 + (int)((blocks + GRID_LARGE_BLOCKS - 1) / GRID_LARGE_BLOCKS);
    for (int page = 1; page < out->pages; page++) {
        size_t from = (size_t)(page - 1) * GRID_LARGE_BLOCKS, left = form->rows - from;

        if (from < form->rows)
            out->page[page] =
                (struct table_page){from, left < GRID_LARGE_BLOCKS ? left : GRID_LARGE_BLOCKS};
    }
}
