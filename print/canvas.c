#include "print/canvas.h"

#include "crypto/base/bytes.h"
#include "print/glyphs.h"

#include <cairo-pdf.h>
#include <math.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>
#include <stdlib.h>
#include <string.h>

enum { INK_FROM = 128 };

static const double mm_per_inch = 25.4, points_per_inch = 72;
static const double sheet_width = 210, sheet_height = 297;

/* Opening a font and shaping with it the first time take longer than a page. */
static PangoFontMap *fonts_of_thread(void)
{
    static GPrivate kept = G_PRIVATE_INIT(g_object_unref);
    PangoFontMap *fonts = g_private_get(&kept);

    if (fonts == NULL) {
        fonts = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
        pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(fonts), glyphs_config());
        g_private_set(&kept, fonts);
    }
    return fonts;
}

/* Unhinted and unrounded: a text is as wide at 300 dpi as at 600, so lines break alike. */
static PangoLayout *layout_new(cairo_t *cr)
{
    PangoContext *context = pango_font_map_create_context(fonts_of_thread());
    cairo_font_options_t *options = cairo_font_options_create();
    PangoLayout *layout = NULL;

    pango_cairo_update_context(cr, context);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context, options);
    pango_context_set_language(context, pango_language_from_string("ja"));
    pango_context_set_round_glyph_positions(context, FALSE);
    layout = pango_layout_new(context);
    cairo_font_options_destroy(options);
    g_object_unref(context);
    return layout;
}

/* Everything is drawn in millimetres; `unit` is how many of the surface's make an inch. */
static bool start(struct canvas *c, double unit)
{
    c->cr = cairo_create(c->surface);
    if (cairo_status(c->cr) != CAIRO_STATUS_SUCCESS)
        return false;
    cairo_scale(c->cr, unit / mm_per_inch, unit / mm_per_inch);
    c->layout = layout_new(c->cr);
    return true;
}

bool canvas_open(struct canvas *c, unsigned width, unsigned height, unsigned dpi)
{
    int stride = cairo_format_stride_for_width(CAIRO_FORMAT_A8, (int)width);

    *c = (struct canvas){.width = width, .height = height, .dpi = dpi};
    if (stride <= 0)
        return false;
    c->stride = (size_t)stride;
    c->ink = calloc(height, c->stride);
    if (c->ink == NULL)
        return false;
    c->surface = cairo_image_surface_create_for_data(c->ink, CAIRO_FORMAT_A8, (int)width,
                                                     (int)height, stride);
    return start(c, dpi);
}

static cairo_status_t append(void *to, const unsigned char *data, unsigned len)
{
    return bytes_append(to, view_of(data, len)) ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

bool canvas_open_pdf(struct canvas *c, unsigned dpi, struct bytes *to)
{
    double scale = points_per_inch / mm_per_inch;

    *c = (struct canvas){.dpi = dpi};
    c->width = canvas_dots(c, sheet_width);
    c->height = canvas_dots(c, sheet_height);
    c->surface =
        cairo_pdf_surface_create_for_stream(append, to, sheet_width * scale, sheet_height * scale);
    return start(c, points_per_inch);
}

void canvas_close(struct canvas *c)
{
    if (c->layout != NULL)
        g_object_unref(c->layout);
    if (c->cr != NULL)
        cairo_destroy(c->cr);
    if (c->surface != NULL)
        cairo_surface_destroy(c->surface);
    if (c->ink != NULL)
        wipe(c->ink, c->stride * c->height);
    free(c->ink);
    *c = (struct canvas){0};
}

void canvas_clear(struct canvas *c)
{
    if (c->ink == NULL) {
        if (c->turned)
            cairo_show_page(c->cr);
        c->turned = true;
        return;
    }
    cairo_surface_flush(c->surface);
    memset(c->ink, 0, c->stride * c->height);
    cairo_surface_mark_dirty(c->surface);
}

void canvas_refuse(struct canvas *c, enum err code)
{
    if (c->code == ERR_OK)
        c->code = code;
}

void canvas_refuse_work(struct canvas *c)
{
    canvas_refuse(c, ERR_RAISE(AK_X93));
}

void canvas_refuse_fit(struct canvas *c)
{
    canvas_refuse(c, ERR_RAISE(AK_P72));
}

unsigned canvas_dots(const struct canvas *c, double mm)
{
    /* Just below a half: at 300 dpi a line of three half dots is one dot, not two. */
    long dots = lround(mm * c->dpi / mm_per_inch - 0.01);

    return dots < 1 ? 1 : (unsigned)dots;
}

void canvas_add(struct canvas *c, unsigned x, unsigned y, unsigned width, unsigned height)
{
    double dot = mm_per_inch / c->dpi;

    if (x >= c->width || y >= c->height)
        return;
    if (c->ink == NULL) {
        cairo_rectangle(c->cr, x * dot, y * dot, width * dot, height * dot);
        return;
    }
    width = width > c->width - x ? c->width - x : width;
    height = height > c->height - y ? c->height - y : height;
    cairo_surface_flush(c->surface);
    for (unsigned row = y; row < y + height; row++)
        memset(c->ink + row * c->stride + x, UINT8_MAX, width);
    cairo_surface_mark_dirty(c->surface);
}

/* One path: two rectangles filled apart show a hairline where they meet on a screen. */
void canvas_ink(struct canvas *c)
{
    if (c->ink == NULL)
        cairo_fill(c->cr);
}

void canvas_fill(struct canvas *c, unsigned x, unsigned y, unsigned width, unsigned height)
{
    canvas_add(c, x, y, width, height);
    canvas_ink(c);
}

void canvas_rule(struct canvas *c, double x0, double x1, double y, double thick)
{
    unsigned height = canvas_dots(c, thick);
    unsigned from = canvas_dots(c, x0), to = canvas_dots(c, x1);

    canvas_fill(c, from, canvas_dots(c, y) - height / 2, to - from, height);
}

void canvas_begin(struct canvas *c, const char *kind)
{
    if (c->ink == NULL)
        cairo_tag_begin(c->cr, kind, NULL);
}

void canvas_end(struct canvas *c, const char *kind)
{
    if (c->ink == NULL)
        cairo_tag_end(c->cr, kind);
}

/* "A calm sheet in ink only": what a printer would have to screen into grey does not reach it.
 * Eight dots at a time: their highest bits say which are ink. */
void canvas_grey(const struct canvas *c, unsigned y, uint8_t *out)
{
    const uint8_t *row = c->ink + y * c->stride;
    uint64_t eight = 0;
    unsigned x = 0;

    for (; x + sizeof eight <= c->width; x += sizeof eight) {
        memcpy(&eight, row + x, sizeof eight);
        eight = ~((eight >> 7 & 0x0101010101010101u) * UINT8_MAX);
        memcpy(out + x, &eight, sizeof eight);
    }
    for (; x < c->width; x++)
        out[x] = row[x] >= INK_FROM ? 0 : UINT8_MAX;
}
