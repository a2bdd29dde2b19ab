#include "print/urf.h"

#include <cups/raster.h>
#include <stdlib.h>
#include <string.h>

/* How many pages a URF stream says it has: four bytes behind its name. */
enum { COUNT_AT = 8, COUNT_LEN = 4 };

static ssize_t take(void *from, unsigned char *to, size_t len)
{
    struct view *rest = from;

    if (len > rest->len)
        len = rest->len;
    if (len > 0)
        memcpy(to, rest->at, len);
    *rest = view_from(*rest, len);
    return (ssize_t)len;
}

static ssize_t append(void *to, unsigned char *data, size_t len)
{
    return bytes_append(to, view_of(data, len)) ? (ssize_t)len : -1;
}

static bool copy_page(cups_raster_t *from, cups_raster_t *to, cups_page_header2_t *header)
{
    unsigned len = header->cupsBytesPerLine;
    uint8_t *row = malloc(len);
    bool ok = row != NULL && cupsRasterWriteHeader2(to, header) != 0;

    for (unsigned y = 0; ok && y < header->cupsHeight; y++)
        ok = cupsRasterReadPixels(from, row, len) == len &&
             cupsRasterWritePixels(to, row, len) == len;
    if (row != NULL)
        wipe(row, len);
    free(row);
    return ok;
}

/* `promised` is what the stream says of itself; 0: its pages say it. */
static bool wrap_anew(struct view stream, unsigned promised, cups_mode_t mode, struct bytes *out)
{
    cups_raster_t *from = cupsRasterOpenIO(take, &stream, CUPS_RASTER_READ);
    cups_raster_t *to = cupsRasterOpenIO(append, out, mode);
    cups_page_header2_t header;
    bool ok = from != NULL && to != NULL;
    unsigned pages = 0, count = promised;

    while (ok && cupsRasterReadHeader2(from, &header) != 0) {
        if (promised == 0)
            count = header.cupsInteger[CUPS_RASTER_PWG_TotalPageCount];
        header.cupsInteger[CUPS_RASTER_PWG_TotalPageCount] = count;
        ok = copy_page(from, to, &header);
        pages++;
    }
    if (to != NULL)
        cupsRasterClose(to);
    if (from != NULL)
        cupsRasterClose(from);
    ok = ok && stream.len == 0 && pages > 0 && pages == count;
    if (!ok)
        bytes_free(out);
    return ok;
}

bool urf_of_raster(struct view raster, struct bytes *urf)
{
    return wrap_anew(raster, 0, CUPS_RASTER_WRITE_APPLE, urf);
}

bool urf_to_raster(struct view urf, struct bytes *raster)
{
    struct view said = view_cut(urf, COUNT_AT, COUNT_LEN);
    unsigned count = 0;

    for (size_t i = 0; i < said.len; i++)
        count = count << 8 | said.at[i];
    return count > 0 && wrap_anew(urf, count, CUPS_RASTER_WRITE_PWG, raster);
}
