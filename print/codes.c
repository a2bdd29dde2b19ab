#include "print/codes.h"

#include "crypto/base/bytes.h"
#include "print/grid.h"
#include "print/large.h"
#include "print/qr.h"
#include "print/specimen.h"
#include "print/text.h"

enum { SMALL_VERSION_MAX = 22, LARGE_VERSION_MAX = 36, ADDRESS_VERSION_MAX = 4 };

static const double module_least = 0.33, module_address = 0.508;
static const double mark_long = 3.2, mm_per_inch = 25.4;
static const double how_leading = 4.3, address_x = 134;

/* Modules stand on exact dots, side by side, so each row is a few runs. */
static void draw_symbol(struct canvas *c, const struct qr *qr, unsigned x, unsigned y,
                        unsigned module)
{
    for (int row = 0; row < qr->side; row++) {
        const bool *dark = qr->dark + row * qr->side;

        for (int from = 0, to = 0; from < qr->side; from = to) {
            for (to = from + 1; to < qr->side && dark[to] == dark[from];)
                to++;
            if (dark[from])
                canvas_add(c, x + (unsigned)from * module, y + (unsigned)row * module,
                           (unsigned)(to - from) * module, module);
        }
    }
    canvas_ink(c);
}

static void draw_mark(struct canvas *c, double x, double y, bool right, bool low)
{
    unsigned thick = canvas_dots(c, GRID_LINE_MARK), len = canvas_dots(c, mark_long);
    unsigned px = canvas_dots(c, x), py = canvas_dots(c, y);
    unsigned left = right ? px : px - thick, top = low ? py : py - thick;

    canvas_fill(c, right ? px + thick - len : left, top, len, thick);
    canvas_fill(c, left, low ? py + thick - len : top, thick, len);
}

static void draw_marks(struct canvas *c, double x, double y, double field)
{
    for (int corner = 0; corner < 4; corner++) {
        bool right = corner % 2 == 1, low = corner / 2 == 1;

        draw_mark(c, right ? x + field : x, low ? y + field : y, right, low);
    }
}

/* The most whole dots with which symbol and quiet zone lie in the field. */
static void draw_in_field(struct canvas *c, const struct form_code *code, double x, double y,
                          double side)
{
    int most = code->large ? LARGE_VERSION_MAX : SMALL_VERSION_MAX;
    unsigned field = (unsigned)(side * c->dpi / mm_per_inch), module = 0, clear = 0;
    struct qr qr;

    if (!qr_make(code->text, most, &qr)) {
        canvas_refuse_fit(c);
        return;
    }
    module = field / (unsigned)(qr.side + 2 * QR_QUIET);
    if (module * mm_per_inch / c->dpi < module_least)
        canvas_refuse_fit(c);
    clear = (field - (unsigned)qr.side * module) / 2;
    draw_symbol(c, &qr, canvas_dots(c, x) + clear, canvas_dots(c, y) + clear, module);
    draw_marks(c, x, y, side);
    wipe(&qr, sizeof qr);
}

static void draw_code(struct canvas *c, const struct form *form, size_t i)
{
    double pt = form->large.on ? 14 : 9, head = form->large.on ? 9.4 : 6.6;
    double foot = form->large.on ? 3.2 : 2.4;
    struct type strong = {FACE_SANS_BOLD, pt, 0}, plain = {FACE_SANS, pt, 0};
    const struct form_code *code = &form->code[i];
    struct grid_place at = grid_code(form, i);
    double side = grid_field(form, i);

    canvas_begin(c, "P");
    text_put_shrunk(c, strong, 9, at.x, at.y - head, side, PLACE_LEFT, code->caption.ja);
    text_put_shrunk(c, plain, 9, at.x, at.y - foot, side, PLACE_LEFT, code->caption.en);
    canvas_end(c, "P");
    if (code->text != NULL)
        draw_in_field(c, code, at.x, at.y, side);
    else if (form->specimen.word != NULL)
        specimen_draw_code(c, &form->specimen, at, side);
}

void codes_draw(struct canvas *c, const struct form *form)
{
    for (size_t i = 0; i < form->codes; i++)
        draw_code(c, form, i);
}

void codes_draw_address(struct canvas *c, const struct form *form, double x, double y, double pt)
{
    struct type plain = {FACE_SANS, pt, 0};
    const char *lines[] = {form->address_caption.ja, form->address_caption.en, form->address_shown};
    unsigned module = canvas_dots(c, module_address);
    struct qr qr;
    double beside = 0;

    if (form->address == NULL)
        return;
    if (!qr_make(form->address, ADDRESS_VERSION_MAX, &qr)) {
        canvas_refuse_fit(c);
        return;
    }
    draw_symbol(c, &qr, canvas_dots(c, x), canvas_dots(c, y), module);
    beside = x + (qr.side + QR_QUIET) * module_address + 2.4;
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        text_put(c, plain, beside, y + 3.5 * pt / 9 + GRID_LEADING * pt / 9 * (double)i, PLACE_LEFT,
                 lines[i]);
}

static double draw_paragraph(struct canvas *c, const char *text, double x, double y, double width)
{
    struct text_block block;

    if (!text_fit(c, (struct type){FACE_SANS, 9, 0}, text, width, TEXT_LINES_MAX, &block)) {
        canvas_refuse_fit(c);
        return y;
    }
    text_put_block(c, &block, x, y, how_leading);
    return y + how_leading * (double)block.lines;
}

void codes_draw_how(struct canvas *c, const struct form *form, int page)
{
    const struct grid *grid = grid_of(form, page);
    double x = grid_how_x(form, page), y = grid->how + 5.4;
    bool narrow = x > GRID_MIDDLE;

    if (form->large.on) {
        if (page == 0 && grid_how_first(form))
            large_draw_how(c, form, (struct grid_box){x, grid->how, GRID_RIGHT, grid->how_symbol},
                           (struct grid_place){x, grid->how_symbol});
        else if (page == 0)
            large_draw_elsewhere(c, form, x, grid->how);
        return;
    }
    if (grid_how_first(form) != (page == 0)) {
        if (page == 0)
            text_put_caption(c, GRID_LEFT, grid->rule - 3.4,
                             grid_codes_first(form) ? form->rows_elsewhere : form->how_elsewhere);
        return;
    }
    if (page > 1)
        return;
    canvas_begin(c, "P");
    text_put_caption(c, x, grid->how, form->how_caption);
    y = draw_paragraph(c, form->how.ja, x, y, narrow ? 42.5 : 84) + 1.2;
    draw_paragraph(c, form->how.en, x, y, narrow ? GRID_RIGHT - x : 100);
    codes_draw_address(c, form, page == 0 ? x : address_x, grid->how_symbol, 9);
    canvas_end(c, "P");
}
