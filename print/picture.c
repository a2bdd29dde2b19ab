#include "print/picture.h"

#include "crypto/base/secret.h"
#include "print/canvas.h"
#include "print/glyphs.h"
#include "print/page.h"

#include <png.h>

static const double width_inch = 210 / 25.4, height_inch = 297 / 25.4;

/* Ink becomes white paper's shade; a deflate that tries hard would cost more than all the drawing,
 * and the picture goes no further than the screen. */
static bool write_png(struct canvas *c, struct bytes *png)
{
    png_image image = {.version = PNG_IMAGE_VERSION,
                       .width = c->width,
                       .height = c->height,
                       .format = PNG_FORMAT_GRAY,
                       .flags = PNG_IMAGE_FLAG_FAST};
    png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image);
    void *packed = wiping_malloc(size);
    bool ok = false;

    cairo_surface_flush(c->surface);
    for (size_t i = 0; i < c->stride * c->height; i++)
        c->ink[i] = (uint8_t)(UINT8_MAX - c->ink[i]);
    ok = packed != NULL &&
         png_image_write_to_memory(&image, packed, &size, 0, c->ink, (png_int_32)c->stride, NULL) !=
             0 &&
         bytes_append(png, view_of(packed, size));
    png_image_free(&image);
    wiping_free(packed);
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
