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
    LINES_PER_INCH = 150
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
           h->HWResolution[0] == h->HWResolution[1] && h->HWResolution[0] > 0 &&
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

static bool read_codes(struct look_page *page, const uint8_t *dots)
{
    zbar_image_scanner_t *scanner = zbar_image_scanner_create();
    zbar_image_t *image = zbar_image_create();
    const zbar_symbol_t *symbol = NULL;
    bool ok = false;

    if (scanner == NULL || image == NULL)
        goto out;
    configure(scanner, page->dpi);
    zbar_image_set_format(image, zbar_fourcc('Y', '8', '0', '0'));
    zbar_image_set_size(image, page->width, page->height);
    zbar_image_set_data(image, dots, (size_t)page->width * page->height, NULL);
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
