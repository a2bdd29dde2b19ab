#include "hw/vprinter/sheets.h"

#include <cups/raster.h>
#include <stdlib.h>
#include <string.h>

enum { DPI_MOST = 1200 };

struct sheets {
    struct view rest;
    cups_raster_t *raster;
    int count;
};

static ssize_t take(void *from, unsigned char *to, size_t len)
{
    struct sheets *sheets = from;

    if (len > sheets->rest.len)
        len = sheets->rest.len;
    if (len > 0)
        memcpy(to, sheets->rest.at, len);
    sheets->rest = view_from(sheets->rest, len);
    return (ssize_t)len;
}

struct sheets *sheets_open(struct view document)
{
    struct sheets *sheets = calloc(1, sizeof *sheets);

    if (sheets == NULL)
        return NULL;
    sheets->rest = document;
    sheets->raster = cupsRasterOpenIO(take, sheets, CUPS_RASTER_READ);
    if (sheets->raster == NULL)
        sheets_close(&sheets);
    return sheets;
}

void sheets_close(struct sheets **sheets)
{
    if (*sheets == NULL)
        return;
    if ((*sheets)->raster != NULL)
        cupsRasterClose((*sheets)->raster);
    free(*sheets);
    *sheets = NULL;
}

static bool is_grey(const cups_page_header2_t *h)
{
    return h->cupsBitsPerPixel == 8 && h->cupsNumColors == 1 &&
           h->cupsColorSpace == CUPS_CSPACE_SW && h->cupsWidth > 0 &&
           h->cupsWidth <= SHEETS_SIDE_MAX && h->cupsHeight > 0 &&
           h->cupsHeight <= SHEETS_SIDE_MAX && h->cupsBytesPerLine == h->cupsWidth &&
           h->HWResolution[0] == h->HWResolution[1] && h->HWResolution[0] > 0 &&
           h->HWResolution[0] <= DPI_MOST;
}

static bool read_rows(struct sheets *sheets, struct sheet *out)
{
    for (unsigned y = 0; y < out->height; y++)
        if (cupsRasterReadPixels(sheets->raster, out->grey + (size_t)y * out->width, out->width) !=
            out->width)
            return false;
    return true;
}

enum sheets_next sheets_next(struct sheets *sheets, struct sheet *out)
{
    cups_page_header2_t header;

    *out = (struct sheet){0};
    if (cupsRasterReadHeader2(sheets->raster, &header) == 0)
        return sheets->rest.len == 0 && sheets->count > 0 ? SHEETS_END : SHEETS_BAD;
    if (!is_grey(&header) || sheets->count == SHEETS_MAX)
        return SHEETS_BAD;
    *out = (struct sheet){.width = header.cupsWidth,
                          .height = header.cupsHeight,
                          .dpi = header.HWResolution[0],
                          .grey = malloc((size_t)header.cupsWidth * header.cupsHeight)};
    if (out->grey == NULL || !read_rows(sheets, out)) {
        sheet_free(out);
        return SHEETS_BAD;
    }
    sheets->count++;
    return SHEETS_ONE;
}

void sheet_free(struct sheet *sheet)
{
    free(sheet->grey);
    *sheet = (struct sheet){0};
}
