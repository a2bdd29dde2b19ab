#include "print/picture.h"

#include "print/canvas.h"
#include "print/glyphs.h"
#include "print/page.h"

static const double width_inch = 210 / 25.4, height_inch = 297 / 25.4;

static cairo_status_t append(void *to, const unsigned char *data, unsigned len)
{
    return bytes_append(to, view_of(data, len)) ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

/* Ink on white paper. */
static bool write_png(const struct canvas *c, struct bytes *png)
{
    cairo_surface_t *paper =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)c->width, (int)c->height);
    cairo_t *cr = cairo_create(paper);
    bool ok = false;

    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_paint(cr);
    cairo_set_source_rgb(cr, 0, 0, 0);
    cairo_mask_surface(cr, c->surface, 0, 0);
    ok = cairo_status(cr) == CAIRO_STATUS_SUCCESS &&
         cairo_surface_write_to_png_stream(paper, append, png) == CAIRO_STATUS_SUCCESS;
    cairo_destroy(cr);
    cairo_surface_destroy(paper);
    return ok;
}

static bool draw(struct canvas *c, const struct form *form, int page, struct bytes *png, int *pages)
{
    struct table_plan plan;

    table_plan(c, form, &plan);
    *pages = plan.pages;
    if (page < 0 || page >= plan.pages)
        return false;
    page_draw(c, form, &plan, page);
    return write_png(c, png);
}

enum err picture_draw(const struct form *form, unsigned dpi, int page, struct bytes *png,
                      int *pages)
{
    struct canvas canvas = {0};
    enum err code = glyphs_ready();

    if (code != ERR_OK)
        goto out;
    if (dpi < PICTURE_DPI_LEAST || dpi > PICTURE_DPI_MOST ||
        !canvas_open(&canvas, (unsigned)(width_inch * dpi), (unsigned)(height_inch * dpi), dpi) ||
        !draw(&canvas, form, page, png, pages))
        canvas_refuse_work(&canvas);
    code = canvas.code;
out:
    canvas_close(&canvas);
    if (code != ERR_OK)
        bytes_free(png);
    return code;
}
