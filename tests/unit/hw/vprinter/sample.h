/* A small PWG raster document for the tests of this folder. */
#ifndef TESTS_UNIT_HW_VPRINTER_SAMPLE_H
#define TESTS_UNIT_HW_VPRINTER_SAMPLE_H

#include "crypto/base/bytes.h"

#include <cups/cups.h>
#include <cups/pwg.h>
#include <cups/raster.h>
#include <stdlib.h>

enum { SAMPLE_DPI = 300, SAMPLE_WIDTH = 2480, SAMPLE_HEIGHT = 3507, SAMPLE_EDGE = 12 };

static inline ssize_t sample_append(void *to, unsigned char *data, size_t len)
{
    return bytes_append(to, view_of(data, len)) ? (ssize_t)len : -1;
}

/* Dots in no order within the millimetre at the edges that no printer reaches. */
static inline uint8_t sample_dot(unsigned x, unsigned y, int page)
{
    if (x < SAMPLE_EDGE || y < SAMPLE_EDGE || x >= SAMPLE_WIDTH - SAMPLE_EDGE ||
        y >= SAMPLE_HEIGHT - SAMPLE_EDGE)
        return UINT8_MAX;
    return (x * 7 + y * 13 + x * y / 5 + (unsigned)page) % 11 < 3 ? 0 : 255;
}

static inline bool sample_make(const char *type, int pages, struct bytes *out)
{
    cups_raster_t *raster = cupsRasterOpenIO(sample_append, out, CUPS_RASTER_WRITE_PWG);
    cups_page_header2_t header;
    uint8_t *row = NULL;
    bool ok = cupsRasterInitPWGHeader(&header, pwgMediaForPWG("iso_a4_210x297mm"), type, SAMPLE_DPI,
                                      SAMPLE_DPI, "one-sided", NULL) != 0;

    row = calloc(1, header.cupsBytesPerLine);
    for (int k = 0; ok && k < pages; k++) {
        ok = cupsRasterWriteHeader2(raster, &header) != 0;
        for (unsigned y = 0; ok && y < header.cupsHeight; y++) {
            for (unsigned x = 0; x < header.cupsBytesPerLine; x++)
                row[x] = sample_dot(x, y, k);
            ok = cupsRasterWritePixels(raster, row, header.cupsBytesPerLine) ==
                 header.cupsBytesPerLine;
        }
    }
    free(row);
    cupsRasterClose(raster);
    return ok;
}

#endif
