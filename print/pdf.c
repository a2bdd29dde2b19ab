#include "print/pdf.h"

#include "print/canvas.h"
#include "print/glyphs.h"
#include "print/page.h"

#include <cairo-pdf.h>

enum { LAID_OUT_DPI = 600 };

static void draw_pages(struct canvas *c, const struct form *form, int *pages)
{
    struct table_plan plan;

    cairo_pdf_surface_set_metadata(c->surface, CAIRO_PDF_METADATA_TITLE, form->title.ja);
    cairo_pdf_surface_set_metadata(c->surface, CAIRO_PDF_METADATA_SUBJECT, form->title.en);
    table_plan(c, form, &plan);
    canvas_begin(c, "Document");
    for (int k = 0; c->code == ERR_OK && k < plan.pages; k++) {
        canvas_clear(c);
        page_draw(c, form, &plan, k);
    }
    canvas_end(c, "Document");
    *pages = plan.pages;
}

enum err pdf_draw(const struct form *form, struct bytes *pdf, int *pages)
{
    struct canvas canvas = {0};
    enum err code = glyphs_ready();

    if (code != ERR_OK)
        goto out;
    if (canvas_open_pdf(&canvas, LAID_OUT_DPI, pdf)) {
        draw_pages(&canvas, form, pages);
        cairo_destroy(canvas.cr);
        canvas.cr = NULL;
        cairo_surface_finish(canvas.surface);
    }
    if (canvas.surface == NULL || cairo_surface_status(canvas.surface) != CAIRO_STATUS_SUCCESS)
        canvas_refuse_work(&canvas);
    code = canvas.code;
out:
    canvas_close(&canvas);
    if (code != ERR_OK)
        bytes_free(pdf);
    return code;
}
