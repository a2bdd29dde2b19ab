#include "print/look.h"

#include <cups/raster.h>
#include <stdlib.h>
#include <string.h>
#include <zbar.h>

enum {
    SIDE_MAX = 16000,
    DPI_MOST = 1200,
    DARK_BELOW = 128,
    TAIL = 16 * 1024,
    LINES_PER_INCH = 150,
    SQUARES_PER_INCH = 6,
    BUSY_PERCENT = 36
};

/* A stream that is read from memory, and how far. */
struct tape {
    struct view rest;
};

/* CUPS reads ahead. The tail goes out byte by byte, so that what is left over is known at the end:
 * nothing may follow the last page unseen. */
static ssize_t take(void *from, unsigned char *to, size_t len)
{
    struct tape *tape = from;
    size_t most = tape->rest.len > TAIL ? tape->rest.len - TAIL : 1;

    if (len > most)
        len = most;
    if (len > tape->rest.len)
        len = tape->rest.len;
    if (len > 0)
        memcpy(to, tape->rest.at, len);
    tape->rest = view_from(tape->rest, len);
    return (ssize_t)len;
}

static bool is_grey_page(const cups_page_header2_t *h)
{
    return h->cupsBitsPerPixel == 8 && h->cupsNumColors == 1 &&
           h->cupsColorSpace == CUPS_CSPACE_SW && h->cupsWidth > 0 && h->cupsWidth <= SIDE_MAX &&
           h->cupsHeight > 0 && h->cupsHeight <= SIDE_MAX && h->cupsBytesPerLine == h->cupsWidth &&
           h->HWResolution[0] == h->HWResolution[1] && h->HWResolution[0] >= SQUARES_PER_INCH &&
           h->HWResolution[0] <= DPI_MOST;
}

static bool read_dots(cups_raster_t *raster, struct look_page *page, uint8_t *dots)
{
    size_t dark = 0;

    for (unsigned y = 0; y < page->height; y++) {
        uint8_t *row = dots + (size_t)y * page->width;

        if (cupsRasterReadPixels(raster, row, page->width) != page->width)
            return false;
        for (unsigned x = 0; x < page->width; x++)
            dark += row[x] < DARK_BELOW;
    }
    page->ink = (double)dark / ((double)page->width * page->height);
    return true;
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

/* A strip across the page, `from` its first row of dots to before its last. */
struct strip {
    unsigned from, until;
};

/* Whether the square of `side` dots is as dark as a code is: about half. */
static bool is_busy(const struct look_page *page, const uint8_t *dots, unsigned x, unsigned y,
                    unsigned side)
{
    unsigned dark = 0;

    for (unsigned row = y; row < y + side; row++)
        for (unsigned column = x; column < x + side; column++)
            dark += dots[(size_t)row * page->width + column] < DARK_BELOW;
    return dark > side * side * BUSY_PERCENT / 100;
}

/* Two squares side by side: every code is as wide wherever the grid of squares falls. */
static bool is_busy_row(const struct look_page *page, const uint8_t *dots, unsigned y,
                        unsigned side)
{
    bool before = false;

    for (unsigned x = 0; x + side <= page->width; x += side) {
        bool busy = is_busy(page, dots, x, y, side);

        if (busy && before)
            return true;
        before = busy;
    }
    return false;
}

/* The next strip from row `from` on that may have codes, with what surrounds them; empty when there
 * is none. Strips never share a row, so no code is seen twice. */
static struct strip next_strip(const struct look_page *page, const uint8_t *dots, unsigned from)
{
    unsigned side = page->dpi / SQUARES_PER_INCH, pad = 2 * side;
    struct strip strip = {0};

    for (unsigned y = from; y + side <= page->height; y += side) {
        if (strip.until > 0 && y >= strip.until + pad)
            break;
        if (!is_busy_row(page, dots, y, side))
            continue;
        if (strip.until == 0)
            strip.from = y > from + pad ? y - pad : from;
        strip.until = y + side + pad < page->height ? y + side + pad : page->height;
    }
    return strip;
}

static bool read_strip(struct look_page *page, const uint8_t *dots, struct strip strip)
{
    zbar_image_scanner_t *scanner = zbar_image_scanner_create();
    zbar_image_t *image = zbar_image_create();
    const zbar_symbol_t *symbol = NULL;
    unsigned height = strip.until - strip.from;
    bool ok = false;

    if (scanner == NULL || image == NULL)
        goto out;
    configure(scanner, page->dpi);
    zbar_image_set_format(image, zbar_fourcc('Y', '8', '0', '0'));
    zbar_image_set_size(image, page->width, height);
    zbar_image_set_data(image, dots + (size_t)strip.from * page->width,
                        (size_t)page->width * height, NULL);
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

/* Most of a page is so light that no code can be there, and a reader takes its time for it. */
static bool read_codes(struct look_page *page, const uint8_t *dots)
{
    struct strip strip = next_strip(page, dots, 0);
    bool ok = true;

    for (; ok && strip.until > 0; strip = next_strip(page, dots, strip.until))
        ok = read_strip(page, dots, strip);
    return ok;
}

static bool read_page(cups_raster_t *raster, const cups_page_header2_t *header,
                      struct look_page *page)
{
    size_t size = 0;
    uint8_t *dots = NULL;
    bool ok = false;

    if (!is_grey_page(header))
        return false;
    *page = (struct look_page){
        .width = header->cupsWidth, .height = header->cupsHeight, .dpi = header->HWResolution[0]};
    size = (size_t)page->width * page->height;
    dots = malloc(size);
    ok = dots != NULL && read_dots(raster, page, dots) && read_codes(page, dots);
    if (dots != NULL)
        wipe(dots, size);
    free(dots);
    return ok;
}

/* The count in the header tells a stream that ends between two pages from a whole one. */
static bool read_all(struct tape *tape, struct look *out)
{
    cups_raster_t *raster = cupsRasterOpenIO(take, tape, CUPS_RASTER_READ);
    cups_page_header2_t header;
    unsigned promised = 0;
    bool ok = raster != NULL;

    while (ok && tape->rest.len > 0) {
        ok = out->pages < LOOK_PAGES_MAX && cupsRasterReadHeader2(raster, &header) != 0 &&
             read_page(raster, &header, &out->page[out->pages]);
        if (ok)
            promised = header.cupsInteger[CUPS_RASTER_PWG_TotalPageCount];
        out->pages += ok;
    }
    if (raster != NULL)
        cupsRasterClose(raster);
    return ok && out->pages > 0 && promised == out->pages;
}

enum err look_at_raster(struct view stream, struct look *out)
{
    struct tape tape = {.rest = stream};

    out->pages = 0;
    return read_all(&tape, out) ? ERR_OK : ERR_RAISE(AK_P90);
}
