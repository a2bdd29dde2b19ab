#include "print/look.h"

#include "print/look_page.h"

#include <cups/raster.h>
#include <stdlib.h>
#include <string.h>

enum { TAIL = 16 * 1024 };

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
           h->cupsColorSpace == CUPS_CSPACE_SW && h->cupsWidth > 0 &&
           h->cupsWidth <= LOOK_SIDE_MAX && h->cupsHeight > 0 && h->cupsHeight <= LOOK_SIDE_MAX &&
           h->cupsBytesPerLine == h->cupsWidth && h->HWResolution[0] == h->HWResolution[1] &&
           h->HWResolution[0] >= LOOK_DPI_LEAST && h->HWResolution[0] <= LOOK_DPI_MOST;
}

static bool read_dots(cups_raster_t *raster, const struct look_page *page, uint8_t *dots)
{
    for (unsigned y = 0; y < page->height; y++)
        if (cupsRasterReadPixels(raster, dots + (size_t)y * page->width, page->width) !=
            page->width)
            return false;
    return true;
}

static bool read_page(cups_raster_t *raster, const cups_page_header2_t *header,
                      const struct look_meant *meant, int k, struct look_page *page)
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
    ok = dots != NULL && read_dots(raster, page, dots) && look_at_page(dots, meant, k, page);
    if (dots != NULL)
        wipe(dots, size);
    free(dots);
    return ok;
}

/* The count in the header tells a stream that ends between two pages from a whole one. */
static bool read_all(struct tape *tape, const struct look_meant *meant, struct look *out)
{
    cups_raster_t *raster = cupsRasterOpenIO(take, tape, CUPS_RASTER_READ);
    cups_page_header2_t header;
    unsigned promised = 0;
    bool ok = raster != NULL;

    while (ok && tape->rest.len > 0) {
        ok = out->pages < LOOK_PAGES_MAX && cupsRasterReadHeader2(raster, &header) != 0 &&
             read_page(raster, &header, meant, (int)out->pages, &out->page[out->pages]);
        if (ok)
            promised = header.cupsInteger[CUPS_RASTER_PWG_TotalPageCount];
        out->pages += ok;
    }
    if (raster != NULL)
        cupsRasterClose(raster);
    return ok && out->pages > 0 && promised == out->pages;
}

enum err look_at_raster(struct view stream, const struct form *expected, struct look *out)
{
    struct tape tape = {.rest = stream};
    struct look_meant meant;

    out->pages = 0;
    return look_expect(expected, &meant) && read_all(&tape, &meant, out) ? ERR_OK
                                                                         : ERR_RAISE(AK_P90);
}
