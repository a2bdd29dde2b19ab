#include "print/look_page.h"

#include <stdlib.h>
#include <string.h>
#include <zbar.h>

enum {
    SQUARES_PER_INCH = LOOK_DPI_LEAST,
    BUSY_PERCENT = 36,
    LINES_PER_INCH = 150,
    DPI_ENOUGH = 300
};

/* Dots, from the first to before the last. */
struct area {
    unsigned left, top, right, bottom;
};

/* The page in squares of 4 mm, and which are as dark as a code is: about half. */
struct squares {
    unsigned side, columns, rows;
    bool *busy;
};

static bool is_busy(const struct look_page *page, const uint8_t *dots, const struct squares *s,
                    unsigned column, unsigned row)
{
    const uint8_t *at = dots + (size_t)row * s->side * page->width + column * s->side;
    unsigned ink = 0;

    for (unsigned y = 0; y < s->side; y++)
        ink += look_ink(at + (size_t)y * page->width, s->side);
    return ink > s->side * s->side * BUSY_PERCENT / 100;
}

static bool weigh(const struct look_page *page, const uint8_t *dots, struct squares *s)
{
    s->side = page->dpi / SQUARES_PER_INCH;
    s->columns = page->width / s->side;
    s->rows = page->height / s->side;
    s->busy = calloc((size_t)s->columns * s->rows + 1, sizeof *s->busy);
    for (unsigned i = 0; s->busy != NULL && i < s->columns * s->rows; i++)
        s->busy[i] = is_busy(page, dots, s, i % s->columns, i / s->columns);
    return s->busy != NULL;
}

/* Two squares side by side: every code is as wide wherever the grid of squares falls. */
static bool is_busy_row(const struct squares *s, unsigned row)
{
    const bool *busy = s->busy + row * s->columns;

    for (unsigned x = 1; x < s->columns; x++)
        if (busy[x - 1] && busy[x])
            return true;
    return false;
}

/* The next rows of squares from `from` on that may have codes, with what surrounds them; empty when
 * there are none. They never share a row with the next, so no code is seen twice. */
static struct area next_strip(const struct look_page *page, const struct squares *s, unsigned from)
{
    unsigned pad = 2 * s->side;
    struct area strip = {.right = page->width};

    for (unsigned row = (from + s->side - 1) / s->side; row < s->rows; row++) {
        unsigned y = row * s->side;

        if (strip.bottom > 0 && y >= strip.bottom + pad)
            break;
        if (!is_busy_row(s, row))
            continue;
        if (strip.bottom == 0)
            strip.top = y > from + pad ? y - pad : from;
        strip.bottom = y + s->side + pad < page->height ? y + s->side + pad : page->height;
    }
    return strip;
}

/* Draws a strip's sides in to its busy squares and what surrounds them. */
static void narrow(const struct look_page *page, const struct squares *s, struct area *strip)
{
    unsigned first = s->columns, last = 0;

    for (unsigned row = strip->top / s->side; row < s->rows && row * s->side < strip->bottom; row++)
        for (unsigned x = 0; x < s->columns; x++)
            if (s->busy[row * s->columns + x]) {
                first = x < first ? x : first;
                last = x > last ? x : last;
            }
    strip->left = first > 2 ? (first - 2) * s->side : 0;
    if ((last + 3) * s->side < page->width)
        strip->right = (last + 3) * s->side;
}

/* Takes every `step`th dot: at 600 dpi a module has eight of them still left with four. */
static void crop(const struct look_page *page, const uint8_t *dots, struct area area, unsigned step,
                 uint8_t *out)
{
    for (unsigned y = area.top; y + step <= area.bottom; y += step) {
        const uint8_t *row = dots + (size_t)y * page->width;

        for (unsigned x = area.left; x + step <= area.right; x += step)
            *out++ = row[x];
    }
}

static bool keep(const zbar_symbol_t *symbol, struct look_page *page)
{
    const char *text = zbar_symbol_get_data(symbol);
    unsigned len = zbar_symbol_get_data_length(symbol);
    struct look_code *code = &page->code[page->codes];

    if (page->codes == LOOK_CODES_MAX || len >= LOOK_TEXT_MAX)
        return false;
    memcpy(code->text, text, len);
    code->text[len] = '\0';
    code->len = len;
    page->codes++;
    return true;
}

/* The smallest module is 0.33 mm, two scan lines at 150 to the inch; more only cost time. */
static void configure(zbar_image_scanner_t *scanner, unsigned dpi)
{
    int step = dpi >= LINES_PER_INCH ? (int)dpi / LINES_PER_INCH : 1;

    zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0);
    zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1);
    zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_BINARY, 1);
    zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_X_DENSITY, step);
    zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_Y_DENSITY, step);
}

static bool scan(const uint8_t *grey, unsigned width, unsigned height, unsigned dpi,
                 struct look_page *page)
{
    zbar_image_scanner_t *scanner = zbar_image_scanner_create();
    zbar_image_t *image = zbar_image_create();
    const zbar_symbol_t *symbol = NULL;
    bool ok = false;

    if (scanner == NULL || image == NULL)
        goto out;
    configure(scanner, dpi);
    zbar_image_set_format(image, zbar_fourcc('Y', '8', '0', '0'));
    zbar_image_set_size(image, width, height);
    zbar_image_set_data(image, grey, (size_t)width * height, NULL);
    if (zbar_scan_image(scanner, image) < 0)
        goto out;
    symbol = zbar_image_first_symbol(image);
    for (ok = true; ok && symbol != NULL; symbol = zbar_symbol_next(symbol))
        ok = keep(symbol, page);
out:
    if (image != NULL)
        zbar_image_destroy(image);
    if (scanner != NULL)
        zbar_image_scanner_destroy(scanner);
    return ok;
}

static bool read_strip(const uint8_t *dots, struct area strip, struct look_page *page)
{
    unsigned step = page->dpi >= 2 * DPI_ENOUGH ? page->dpi / DPI_ENOUGH : 1;
    unsigned width = (strip.right - strip.left) / step, height = (strip.bottom - strip.top) / step;
    size_t size = (size_t)width * height;
    uint8_t *grey = malloc(size + 1);
    bool ok = grey != NULL;

    if (ok) {
        crop(page, dots, strip, step, grey);
        ok = scan(grey, width, height, page->dpi / step, page);
        wipe(grey, size);
    }
    free(grey);
    return ok;
}

/* Most of a page is so light that no code can be there, and a reader takes its time for it. */
bool look_codes(const uint8_t *dots, struct look_page *page)
{
    struct squares squares = {0};
    struct area strip = {0};
    bool ok = weigh(page, dots, &squares);

    if (ok)
        strip = next_strip(page, &squares, 0);
    while (ok && strip.bottom > 0) {
        unsigned below = strip.bottom;

        narrow(page, &squares, &strip);
        ok = read_strip(dots, strip, page);
        strip = next_strip(page, &squares, below);
    }
    free(squares.busy);
    return ok;
}
