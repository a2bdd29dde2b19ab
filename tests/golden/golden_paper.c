/* Draws every case and compares each dot with the golden picture of it (dots.h).
 *
 * golden_paper DIR: compares; writes a picture that differs as NAME-pK.seen.png.
 * golden_paper --write DIR: writes the golden pictures anew, to be looked at.
 * golden_paper --scan DIR: writes each first page as printed, NAME-p1.png, and as scanned from a
 * worn copy, NAME-p1.worn.png, each document as NAME.pdf, and its codes, one a line, as NAME.codes.
 */
#include "app/paper/paper.h"
#include "tests/golden/cases.h"
#include "tests/golden/dots.h"

#include <cups/raster.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    DPI = 300,
    PREVIEW_DPI = 100,
    PREVIEWED = 2,
    PREVIEWED_LARGE = 7,
    PAGES_KEPT = 2,
    PATH_SIZE = 512
};

enum mode { COMPARE, WRITE, SCAN };

static FILE *create(const char *folder, const char *name, const char *end)
{
    char path[PATH_SIZE];

    (void)snprintf(path, sizeof path, "%s/%s%s", folder, name, end);
    return fopen(path, "wb");
}

static bool save_codes(const struct certificate *certificate, const char *folder, const char *name)
{
    FILE *file = create(folder, name, ".codes");

    for (size_t i = 0; file != NULL && i < certificate->codes; i++)
        (void)fprintf(file, "%s\n", certificate->code[i].text);
    return file != NULL && fclose(file) == 0;
}

static bool save_pdf(const struct certificate *certificate, enum paper_size size,
                     const char *folder, const char *name)
{
    struct bytes pdf = bytes_new(PAPER_STREAM_MAX);
    FILE *file = create(folder, name, ".pdf");
    int pages = 0;
    bool ok = file != NULL && paper_pdf(certificate, size, cases_digest, &pdf, &pages) == ERR_OK &&
              fwrite(pdf.at, 1, pdf.len, file) == pdf.len;

    bytes_free(&pdf);
    return file != NULL && fclose(file) == 0 && ok;
}

static bool save_scan(const struct dots *dots, const char *folder, const char *page)
{
    char path[PATH_SIZE], worn[PATH_SIZE];

    (void)snprintf(path, sizeof path, "%s/%s.png", folder, page);
    (void)snprintf(worn, sizeof worn, "%s/%s.worn.png", folder, page);
    return dots_save(dots, path) && dots_save_worn(dots, DPI, worn);
}

static bool settle(struct dots *seen, enum mode mode, const char *folder, const char *name)
{
    char path[PATH_SIZE];
    struct dots golden = {0};
    long count = 0;

    (void)snprintf(path, sizeof path, "%s/%s.png", folder, name);
    if (mode == WRITE)
        return dots_save(seen, path);
    if (mode == SCAN)
        return save_scan(seen, folder, name);
    if (!dots_load(&golden, cairo_image_surface_create_from_png(path))) {
        printf("%s: cannot be read\n", path);
        return false;
    }
    count = dots_differ(seen, &golden);
    free(golden.dark);
    if (count == 0)
        return true;
    (void)snprintf(path, sizeof path, "%s.seen.png", name);
    printf("%s: %ld dots differ, see %s\n", name, count, path);
    (void)!dots_save(seen, path);
    return false;
}

static ssize_t take(void *from, unsigned char *to, size_t len)
{
    struct view *rest = from;

    len = len < rest->len ? len : rest->len;
    memcpy(to, rest->at, len);
    *rest = view_from(*rest, len);
    return (ssize_t)len;
}

static bool read_page(cups_raster_t *raster, struct dots *out)
{
    cups_page_header2_t header;
    bool ok = cupsRasterReadHeader2(raster, &header) != 0 &&
              dots_new(out, (int)header.cupsWidth, (int)header.cupsHeight);

    for (int y = 0; ok && y < out->height; y++) {
        uint8_t *row = out->dark + (size_t)y * (size_t)out->width;

        ok = cupsRasterReadPixels(raster, row, (unsigned)out->width) == (unsigned)out->width;
        for (int x = 0; x < out->width; x++)
            row[x] = row[x] < 128;
    }
    return ok;
}

static bool go_through(struct view stream, int pages, enum mode mode, const char *folder,
                       const char *name)
{
    cups_raster_t *raster = cupsRasterOpenIO(take, &stream, CUPS_RASTER_READ);
    bool good = raster != NULL;

    for (int k = 0; raster != NULL && k < (mode == SCAN ? 1 : PAGES_KEPT) && k < pages; k++) {
        struct dots dots = {0};
        char page[64];

        (void)snprintf(page, sizeof page, "%s-p%d", name, k + 1);
        good = read_page(raster, &dots) && settle(&dots, mode, folder, page) && good;
        free(dots.dark);
    }
    cupsRasterClose(raster);
    return good;
}

static cairo_status_t read_png(void *from, unsigned char *to, unsigned len)
{
    return take(from, to, len) == (ssize_t)len ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_READ_ERROR;
}

static bool preview(const struct certificate *certificate, enum paper_size size, enum mode mode,
                    const char *folder)
{
    struct bytes png = bytes_new(PAPER_STREAM_MAX);
    struct dots dots = {0};
    struct view rest;
    int pages = 0;
    bool good = paper_preview(certificate, size, PREVIEW_DPI, 0, &png, &pages) == ERR_OK;

    rest = bytes_view(&png);
    good = good && dots_load(&dots, cairo_image_surface_create_from_png_stream(read_png, &rest)) &&
           settle(&dots, mode, folder, size == PAPER_LARGE ? "preview-large" : "preview");
    free(dots.dark);
    bytes_free(&png);
    return good;
}

/* What is drawn is what the last look asks for, on every page and in every part. */
static bool says_all(const struct certificate *certificate, enum paper_size size,
                     struct view stream, const char *name)
{
    struct look *look = calloc(1, sizeof *look);
    bool good = look != NULL && paper_look(certificate, size, cases_digest, stream, look) == ERR_OK;

    for (size_t k = 0; good && k < look->pages; k++)
        for (enum form_part part = 0; part < FORM_PARTS; part++)
            if (!look->page[k].says[part]) {
                printf("%s: page %zu, part %d is not what it should be\n", name, k + 1, (int)part);
                good = false;
            }
    free(look);
    return good;
}

static bool try_case(size_t i, enum mode mode, const char *folder)
{
    struct certificate *certificate = calloc(1, sizeof *certificate);
    struct bytes out = bytes_new(PAPER_STREAM_MAX);
    enum err code = ERR_OK;
    int pages = 0;
    bool good = false;

    if (certificate == NULL)
        return false;
    cases_fill(i, certificate);
    code = paper_draw(certificate, cases_size(i), cases_digest, DPI, &out, &pages);
    if (code != ERR_OK)
        printf("%s: refused, %s\n", cases_name(i), err_name(code));
    else
        good = says_all(certificate, cases_size(i), bytes_view(&out), cases_name(i)) &&
               go_through(bytes_view(&out), pages, mode, folder, cases_name(i));
    if (mode == SCAN)
        good = save_codes(certificate, folder, cases_name(i)) &&
               save_pdf(certificate, cases_size(i), folder, cases_name(i)) && good;
    if ((i == PREVIEWED || i == PREVIEWED_LARGE) && mode != SCAN)
        good = preview(certificate, cases_size(i), mode, folder) && good;
    bytes_free(&out);
    free(certificate);
    return good;
}

int main(int argc, char **argv)
{
    enum mode mode = COMPARE;
    bool good = argc >= 2;

    if (argc >= 2 && strcmp(argv[1], "--write") == 0)
        mode = WRITE;
    if (argc >= 2 && strcmp(argv[1], "--scan") == 0)
        mode = SCAN;
    for (size_t i = 0; argc >= 2 && cases_name(i) != NULL; i++)
        good = try_case(i, mode, argv[argc - 1]) && good;
    return good ? 0 : 1;
}
