#include "print/table.h"

#include "print/grid.h"
#include "print/large.h"
#include "print/text.h"

#include <stdio.h>
#include <string.h>

enum { LOT_SIGNS = 10, LOT_LINES = 2 };

static const double head_height = 10.8, row_height = 11, first_line = 4.8;
static const double gutter = 1.2, note_x = 44, end_height = 8;

/* The lines of one cell: Japanese first, English below. */
struct cell {
    struct text_block ja, en;
    size_t lines;
};

static double column_width(const struct form *form, size_t i)
{
    double end = i + 1 < form->columns ? form->column[i + 1].x - gutter : GRID_RIGHT;

    return end - form->column[i].x;
}

static bool fit_ja(struct canvas *c, enum form_style style, const char *text, double width,
                   struct text_block *out)
{
    enum face face = style == FORM_STRONG ? FACE_SANS_BOLD : FACE_SANS;
    struct type full = {face, style == FORM_STRONG ? 10.5 : 10, 0}, less = {face, 9, 0};

    return text_fit(c, full, text, width, 1, out) || text_fit(c, less, text, width, 1, out) ||
           text_fit(c, less, text, width, 2, out);
}

static bool fit_en(struct canvas *c, const char *text, double width, struct text_block *out)
{
    struct type plain = {FACE_SANS, 9, 0};

    return text_fit(c, plain, text, width, 1, out) || text_fit(c, plain, text, width, 2, out);
}

/* Lot numbers break after ten signs, so that a reader can count. */
static bool fit_lot(struct canvas *c, const char *text, double width, struct text_block *out)
{
    size_t len = strlen(text), first = len > LOT_SIGNS ? LOT_SIGNS : len;

    *out = (struct text_block){.type = {FACE_MONO, 10, 0}, .lines = len > LOT_SIGNS ? 2 : 1};
    if (len > (size_t)LOT_LINES * LOT_SIGNS)
        return false;
    memcpy(out->line[0], text, first);
    memcpy(out->line[1], text + first, len - first);
    return text_width(c, out->type, out->line[0]) <= width &&
           text_width(c, out->type, out->line[1]) <= width;
}

static bool fit(struct canvas *c, enum form_style style, struct words words, double width,
                struct cell *out)
{
    bool ok = style == FORM_LOT ? fit_lot(c, words.ja, width, &out->ja)
                                : fit_ja(c, style, words.ja, width, &out->ja);

    out->en.lines = 0;
    if (!ok || (words.en != NULL && !fit_en(c, words.en, width, &out->en)))
        return false;
    out->lines = out->ja.lines + out->en.lines;
    return true;
}

static bool fit_at(struct canvas *c, const struct form *form, const struct form_row *row, size_t i,
                   struct cell *out)
{
    if (row->note.ja == NULL)
        return fit(c, form->column[i].style, row->cell[i], column_width(form, i), out);
    if (i == 0)
        return fit(c, FORM_STRONG, row->cell[0], note_x - GRID_LEFT - gutter, out);
    return fit(c, FORM_PLAIN, row->note, GRID_RIGHT - note_x, out);
}

static size_t cells(const struct form *form, const struct form_row *row)
{
    return row->note.ja != NULL ? 2 : form->columns;
}

static double measure(struct canvas *c, const struct form *form, const struct form_row *row)
{
    struct cell cell = {0};
    size_t lines = 2;

    for (size_t i = 0; i < cells(form, row); i++) {
        if (!fit_at(c, form, row, i, &cell))
            canvas_refuse_fit(c);
        else if (cell.lines > lines)
            lines = cell.lines;
    }
    wipe(&cell, sizeof cell);
    return row_height + GRID_LEADING * (double)(lines - 2);
}

static double room(const struct form *form, int page)
{
    const struct grid *grid = grid_of(form, page);

    if (page == 0 && grid_codes_first(form))
        return 0;
    return grid->foot - grid->table - head_height;
}

static bool is_within_bounds(const struct form *form)
{
    return form->codes <= FORM_CODES_MAX && form->rows <= FORM_ROWS_MAX &&
           form->columns <= FORM_COLUMNS_MAX && form->fields <= FORM_FIELDS_MAX &&
           form->issuers <= FORM_ISSUERS_MAX;
}

void table_plan(struct canvas *c, const struct form *form, struct table_plan *out)
{
    double left = 0, height = 0;

    *out = (struct table_plan){0};
    if (!is_within_bounds(form)) {
        canvas_refuse_fit(c);
        return;
    }
    if (form->large.on) {
        large_plan(c, form, out);
        return;
    }
    left = room(form, 0);
    out->pages = 1;
    for (size_t i = 0; i < form->rows; i++) {
        height = measure(c, form, &form->row[i]);
        if (height > left + 0.01) {
            left = room(form, 1);
            out->pages++;
        }
        if (height > left + 0.01 || out->pages > FORM_PAGES_MAX) {
            canvas_refuse_fit(c);
            out->pages = 1;
            return;
        }
        if (out->page[out->pages - 1].count++ == 0)
            out->page[out->pages - 1].from = i;
        left -= height;
    }
    if (!grid_how_first(form) && out->pages == 1)
        out->pages = 2;
}

static void draw_head(struct canvas *c, const struct form *form, double y)
{
    struct type strong = {FACE_SANS_BOLD, 9, 0}, plain = {FACE_SANS, 9, 0};

    canvas_rule(c, GRID_LEFT, GRID_RIGHT, y, GRID_LINE_TABLE);
    canvas_begin(c, "TR");
    for (size_t i = 0; i < form->columns; i++) {
        const struct form_column *column = &form->column[i];

        canvas_begin(c, "TH");
        text_put(c, strong, column->x, y + 4.5, PLACE_LEFT, column->caption.ja);
        text_put(c, plain, column->x, y + 8.7, PLACE_LEFT, column->caption.en);
        canvas_end(c, "TH");
    }
    canvas_end(c, "TR");
    canvas_rule(c, GRID_LEFT, GRID_RIGHT, y + head_height, GRID_LINE_MARK);
}

static double draw_row(struct canvas *c, const struct form *form, const struct form_row *row,
                       double y)
{
    struct cell cell = {0};
    size_t most = 2;

    canvas_begin(c, "TR");
    for (size_t i = 0; i < cells(form, row); i++) {
        double x = form->column[i].x;

        if (row->note.ja != NULL && i == 1)
            x = note_x;
        if (!fit_at(c, form, row, i, &cell))
            break;
        most = cell.lines > most ? cell.lines : most;
        canvas_begin(c, "TD");
        text_put_block(c, &cell.ja, x, y + first_line, GRID_LEADING);
        text_put_block(c, &cell.en, x, y + first_line + GRID_LEADING * (double)cell.ja.lines,
                       GRID_LEADING);
        canvas_end(c, "TD");
    }
    canvas_end(c, "TR");
    wipe(&cell, sizeof cell);
    y += row_height + GRID_LEADING * (double)(most - 2);
    return y;
}

/* A line through the first free row: nothing can be written in later. */
static void draw_end(struct canvas *c, struct words words, double y)
{
    struct type ja = {FACE_SANS, 9, 0.3}, en = {FACE_SANS, 9, 0};
    double gap = 2.4, side = 4.2;
    double first = text_width(c, ja, words.ja);
    double whole = first + gap + text_width(c, en, words.en);
    double x = GRID_MIDDLE - whole / 2;

    text_put(c, ja, x, y + 1.2, PLACE_LEFT, words.ja);
    text_put(c, en, x + first + gap, y + 1.2, PLACE_LEFT, words.en);
    canvas_rule(c, GRID_LEFT, x - side, y, GRID_LINE_ROW);
    canvas_rule(c, x + whole + side, GRID_RIGHT, y, GRID_LINE_ROW);
}

/* In the free row where there is one, else below the table. */
static void draw_more(struct canvas *c, const struct form *form, int next, double y, double foot)
{
    struct type plain = {FACE_SANS, 9, 0};
    char ja[64], en[64], text[sizeof ja + sizeof en + 2];
    int len = snprintf(ja, sizeof ja, "%d%s", next, form->more.ja);
    int len_en = snprintf(en, sizeof en, "%s %d", form->more.en, next);

    if (len < 0 || len >= (int)sizeof ja || len_en < 0 || len_en >= (int)sizeof en)
        canvas_refuse_fit(c);
    (void)snprintf(text, sizeof text, "%s  %s", ja, en);
    if (y + end_height <= foot)
        draw_end(c, (struct words){ja, en}, (y + foot) / 2);
    else
        text_put(c, plain, GRID_RIGHT, foot + 4.3, PLACE_RIGHT, text);
}

void table_draw(struct canvas *c, const struct form *form, const struct table_plan *plan, int page)
{
    const struct grid *grid = grid_of(form, page);
    const struct table_page *rows = &plan->page[page];
    double y = grid->table + head_height;

    if (room(form, page) <= 0 || (page > 0 && rows->count == 0))
        return;
    canvas_begin(c, "Table");
    draw_head(c, form, grid->table);
    for (size_t i = rows->from; i < rows->from + rows->count; i++) {
        y = draw_row(c, form, &form->row[i], y);
        if (y < grid->foot - end_height / 2)
            canvas_rule(c, GRID_LEFT, GRID_RIGHT, y, GRID_LINE_ROW);
    }
    canvas_rule(c, GRID_LEFT, GRID_RIGHT, grid->foot, GRID_LINE_TABLE);
    canvas_end(c, "Table");
    canvas_begin(c, "P");
    if (rows->from + rows->count < form->rows)
        draw_more(c, form, page + 2, y, grid->foot);
    else if (y + row_height <= grid->foot + 0.1)
        draw_end(c, form->end_of_rows, y + row_height / 2);
    canvas_end(c, "P");
}
