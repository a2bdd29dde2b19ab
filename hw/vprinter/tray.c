#include "hw/vprinter/tray.h"

#include "drivers/host/file.h"

#include <cairo-pdf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATH_SIZE = 4096, PDF_MAX = 256 * 1024 * 1024 };

static const double points_per_inch = 72;

/* Points by which the page is smaller than its dots, and the picture than the page. Renderers round
 * both up to whole dots: so they find as many as there are, and show each as itself. */
static const double shy = 0.001;

struct tray {
    char path[PATH_SIZE];
    cairo_surface_t *surface;
    struct bytes pdf;
    int sheets;
};

static cairo_status_t append(void *to, const unsigned char *data, unsigned len)
{
    return bytes_append(to, view_of(data, len)) ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

struct tray *tray_open(const char *path)
{
    struct tray *tray = calloc(1, sizeof *tray);
    int len = 0;

    if (tray == NULL)
        return NULL;
    tray->pdf = bytes_new(PDF_MAX);
    len = snprintf(tray->path, sizeof tray->path, "%s", path);
    if (len <= 0 || len >= (int)sizeof tray->path) {
        free(tray);
        return NULL;
    }
    tray->surface =
        cairo_pdf_surface_create_for_stream(append, &tray->pdf, points_per_inch, points_per_inch);
    return tray;
}

static cairo_surface_t *image_of(const struct sheet *sheet)
{
    cairo_surface_t *image =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)sheet->width, (int)sheet->height);
    size_t stride = (size_t)cairo_image_surface_get_stride(image);
    uint8_t *data = cairo_image_surface_get_data(image);

    for (unsigned y = 0; data != NULL && y < sheet->height; y++) {
        uint32_t *row = (uint32_t *)(void *)(data + y * stride);
        const uint8_t *grey = sheet->grey + (size_t)y * sheet->width;

        for (unsigned x = 0; x < sheet->width; x++)
            row[x] = grey[x] * 0x010101u;
    }
    cairo_surface_mark_dirty(image);
    return image;
}

/* Nearest: a viewer must not smooth the dots that a real printer would set sharp. */
static void place(cairo_t *cr, const struct sheet *sheet, cairo_surface_t *image, double width,
                  double height)
{
    cairo_translate(cr, shy / 4, shy / 4);
    cairo_scale(cr, (width - shy / 2) / sheet->width, (height - shy / 2) / sheet->height);
    cairo_set_source_surface(cr, image, 0, 0);
    cairo_pattern_set_filter(cairo_get_source(cr), CAIRO_FILTER_NEAREST);
    cairo_paint(cr);
    cairo_show_page(cr);
}

bool tray_add(struct tray *tray, const struct sheet *sheet)
{
    double width = sheet->width * points_per_inch / sheet->dpi - shy;
    double height = sheet->height * points_per_inch / sheet->dpi - shy;
    cairo_surface_t *image = image_of(sheet);
    cairo_t *cr = NULL;
    bool ok = false;

    cairo_pdf_surface_set_size(tray->surface, width, height);
    cr = cairo_create(tray->surface);
    place(cr, sheet, image, width, height);
    ok = cairo_status(cr) == CAIRO_STATUS_SUCCESS;
    cairo_destroy(cr);
    cairo_surface_destroy(image);
    tray->sheets += ok;
    return ok;
}

bool tray_close(struct tray **tray)
{
    struct tray *t = *tray;
    bool ok = false;

    if (t == NULL)
        return false;
    cairo_surface_finish(t->surface);
    ok = cairo_surface_status(t->surface) == CAIRO_STATUS_SUCCESS &&
         (t->sheets == 0 || file_write(t->path, bytes_view(&t->pdf), 0644));
    cairo_surface_destroy(t->surface);
    bytes_free(&t->pdf);
    free(t);
    *tray = NULL;
    return ok;
}
