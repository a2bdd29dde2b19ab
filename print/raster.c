#include "print/raster.h"

#include "print/canvas.h"
#include "print/glyphs.h"
#include "print/packbits.h"
#include "print/page.h"

#include <cups/cups.h>
#include <cups/pwg.h>
#include <cups/raster.h>

static ssize_t append(void *to, unsigned char *data, size_t len)
{
    return bytes_append(to, view_of(data, len)) ? (ssize_t)len : -1;
}

static bool make_header(unsigned dpi, cups_page_header2_t *out)
{
    pwg_media_t *a4 = pwgMediaForPWG("iso_a4_210x297mm");

    return dpi >= RASTER_DPI_LEAST && dpi <= RASTER_DPI_MOST && a4 != NULL &&
           cupsRasterInitPWGHeader(out, a4, "sgray_8", (int)dpi, (int)dpi, "one-sided", NULL) != 0;
}

static bool write_all(struct canvas *c, const struct form *form, cups_page_header2_t *header,
                      struct bytes *stream, int *pages)
{
    cups_raster_t *raster = NULL;
    struct table_plan plan;
    bool ok = false;

    table_plan(c, form, &plan);
    raster = cupsRasterOpenIO(append, stream, CUPS_RASTER_WRITE_PWG);
    ok = raster != NULL;
    header->cupsInteger[CUPS_RASTER_PWG_TotalPageCount] = (unsigned)plan.pages;
    for (int k = 0; ok && c->code == ERR_OK && k < plan.pages; k++) {
        if (k > 0)
            canvas_clear(c);
        page_draw(c, form, &plan, k);
        ok = c->code == ERR_OK && cupsRasterWriteHeader2(raster, header) != 0 &&
             packbits_append(c, stream);
    }
    if (raster != NULL)
        cupsRasterClose(raster);
    *pages = plan.pages;
    return ok && c->code == ERR_OK;
}

enum err raster_draw(const struct form *form, unsigned dpi, struct bytes *stream, int *pages)
{
    struct canvas canvas = {0};
    cups_page_header2_t header;
    enum err code = glyphs_ready();

    if (code != ERR_OK)
        goto out;
    if (!make_header(dpi, &header) ||
        !canvas_open(&canvas, header.cupsWidth, header.cupsHeight, dpi) ||
        !write_all(&canvas, form, &header, stream, pages))
        canvas_refuse_work(&canvas);
    code = canvas.code;
out:
    canvas_close(&canvas);
    if (code != ERR_OK)
        bytes_free(stream);
    return code;
}

/* A sheet of one dot: what lies outside is left out, what is refused is refused. */
enum err raster_check(const struct form *form)
{
    struct canvas canvas = {0};
    struct table_plan plan;
    enum err code = glyphs_ready();

    if (code != ERR_OK)
        return code;
    if (canvas_open(&canvas, 1, 1, RASTER_DPI_LEAST)) {
        table_plan(&canvas, form, &plan);
        for (int k = 0; canvas.code == ERR_OK && k < plan.pages; k++)
            page_draw(&canvas, form, &plan, k);
    }
    if (canvas.surface == NULL)
        canvas_refuse_work(&canvas);
    code = canvas.code;
    canvas_close(&canvas);
    return code;
}
