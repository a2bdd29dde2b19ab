#include "print/look_pdf.h"

#include "print/cage.h"
#include "print/pdf.h"

#include <cups/cups.h>
#include <cups/pwg.h>
#include <cups/raster.h>
#include <stdlib.h>

#define PROGRAM "/usr/bin/pdftoppm"
#define DPI     "300"

enum {
    DPI_NUMBER = 300,
    NUMBER_MAX = 100000,
    RASTER_MAX = 256 * 1024 * 1024,
    PDF_MAX = 64 * 1024 * 1024
};

/* A drawn page in grey. Half a dot more than the paper rounds up to a whole one. */
struct drawn {
    size_t width, height;
    uint8_t *dots;
};

enum next { NEXT_NONE, NEXT_BROKEN, NEXT_WHOLE };

static bool read_number(FILE *in, size_t *out)
{
    size_t value = 0;
    int digits = 0, sign = fgetc(in);

    for (; sign >= '0' && sign <= '9' && value < NUMBER_MAX; sign = fgetc(in), digits++)
        value = 10 * value + (size_t)(sign - '0');
    *out = value;
    return digits > 0 && (sign == ' ' || sign == '\n');
}

/* The next PGM: a page that is not of this paper is none of ours. */
static enum next read_drawn(FILE *in, const cups_page_header2_t *paper, struct drawn *out)
{
    size_t white = 0, size = 0;
    int first = fgetc(in);

    *out = (struct drawn){0};
    if (first == EOF)
        return NEXT_NONE;
    if (first != 'P' || fgetc(in) != '5' || fgetc(in) != '\n' || !read_number(in, &out->width) ||
        !read_number(in, &out->height) || !read_number(in, &white) || white != 255 ||
        out->width - paper->cupsWidth > 1 || out->height - paper->cupsHeight > 1)
        return NEXT_BROKEN;
    size = out->width * out->height;
    out->dots = malloc(size);
    return out->dots != NULL && fread(out->dots, 1, size, in) == size ? NEXT_WHOLE : NEXT_BROKEN;
}

static void forget(struct drawn *drawn)
{
    if (drawn->dots != NULL)
        wipe(drawn->dots, drawn->width * drawn->height);
    free(drawn->dots);
    *drawn = (struct drawn){0};
}

static bool write_drawn(cups_raster_t *raster, cups_page_header2_t *paper, struct drawn *drawn)
{
    bool ok = cupsRasterWriteHeader2(raster, paper) != 0;

    for (unsigned y = 0; ok && y < paper->cupsHeight; y++)
        ok = cupsRasterWritePixels(raster, drawn->dots + y * drawn->width, paper->cupsWidth) ==
             paper->cupsWidth;
    return ok;
}

static ssize_t append(void *to, unsigned char *data, size_t len)
{
    return bytes_append(to, view_of(data, len)) ? (ssize_t)len : -1;
}

/* Each page says how many there are so far: the last one then tells the truth. */
static bool take_pages(FILE *in, struct bytes *stream)
{
    pwg_media_t *a4 = pwgMediaForPWG("iso_a4_210x297mm");
    cups_raster_t *raster = cupsRasterOpenIO(append, stream, CUPS_RASTER_WRITE_PWG);
    cups_page_header2_t paper;
    enum next next = NEXT_WHOLE;
    struct drawn drawn = {0};
    unsigned pages = 0;

    if (raster == NULL || a4 == NULL ||
        cupsRasterInitPWGHeader(&paper, a4, "sgray_8", DPI_NUMBER, DPI_NUMBER, "one-sided", NULL) ==
            0)
        next = NEXT_BROKEN;
    while (next == NEXT_WHOLE) {
        next = read_drawn(in, &paper, &drawn);
        paper.cupsInteger[CUPS_RASTER_PWG_TotalPageCount] = pages + 1;
        if (next == NEXT_WHOLE && (pages == LOOK_PAGES_MAX || !write_drawn(raster, &paper, &drawn)))
            next = NEXT_BROKEN;
        pages += next == NEXT_WHOLE;
        forget(&drawn);
    }
    if (raster != NULL)
        cupsRasterClose(raster);
    return next == NEXT_NONE && pages > 0;
}

/* Draws the PDF as the raster that a printer would make of it. */
static bool draw(struct view pdf, struct bytes *stream)
{
    char *arguments[] = {(char[]){PROGRAM},
                         (char[]){"-q"},
                         (char[]){"-r"},
                         (char[]){DPI},
                         (char[]){"-gray"},
                         (char[]){"-"},
                         NULL};
    struct cage cage;
    bool good = cage_start(&cage, arguments, pdf) && setvbuf(cage.out, NULL, _IONBF, 0) == 0 &&
                take_pages(cage.out, stream);

    return cage_end(&cage, good);
}

/* A reader of PDFs sets its dots in its own way, so what is expected goes the same way: drawn by
 * the same hand, it is the same to the last dot, or it is something else. */
static bool is_expected(struct view drawn, const struct form *expected)
{
    struct bytes pdf = bytes_new(PDF_MAX), again = bytes_new(RASTER_MAX);
    int pages = 0;
    bool same = pdf_draw(expected, &pdf, &pages) == ERR_OK && draw(bytes_view(&pdf), &again) &&
                view_equal(drawn, bytes_view(&again));

    bytes_free(&pdf);
    bytes_free(&again);
    return same;
}

static void say_all(struct look *out)
{
    for (size_t k = 0; k < out->pages; k++)
        for (enum form_part part = 0; part < FORM_PARTS; part++)
            out->page[k].says[part] = true;
}

enum err look_at_pdf(struct view pdf, const struct form *expected, struct look *out)
{
    struct bytes stream = bytes_new(RASTER_MAX);
    enum err code = ERR_OK;

    out->pages = 0;
    if (draw(pdf, &stream))
        code = look_at_raster(bytes_view(&stream), NULL, out);
    else
        code = ERR_RAISE(AK_P85);
    if (code == ERR_OK && expected != NULL && is_expected(bytes_view(&stream), expected))
        say_all(out);
    bytes_free(&stream);
    return code;
}
