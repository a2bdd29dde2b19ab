#include "tests/golden/dots.h"

#include <stdlib.h>

enum { WORN_DPI = 200, NOISE = 24, NOISE_SEED = 20261120 };

static const double skew = 1.5 * 3.14159265358979323846 / 180;
static const double blur = 1.2, faint = 0.44; /* dots; four of these make nine tenths */

bool dots_new(struct dots *d, int width, int height)
{
    *d = (struct dots){width, height, calloc((size_t)width, (size_t)height)};
    return d->dark != NULL;
}

static bool at(const struct dots *d, int x, int y)
{
    return x >= 0 && y >= 0 && x < d->width && y < d->height && d->dark[y * d->width + x] != 0;
}

static bool near(const struct dots *d, int x, int y, bool dark)
{
    for (int dy = -1; dy <= 1; dy++)
        for (int dx = -1; dx <= 1; dx++)
            if (at(d, x + dx, y + dy) == dark)
                return true;
    return false;
}

long dots_differ(const struct dots *a, const struct dots *b)
{
    long count = 0;

    if (a->width != b->width || a->height != b->height)
        return -1;
    for (int y = 0; y < a->height; y++)
        for (int x = 0; x < a->width; x++)
            if (at(a, x, y) != at(b, x, y))
                count += !near(b, x, y, at(a, x, y)) || !near(a, x, y, at(b, x, y));
    return count;
}

/* A1 is the only one-bit format, and cairo writes its ink as white. */
bool dots_save(const struct dots *d, const char *path)
{
    cairo_surface_t *image = cairo_image_surface_create(CAIRO_FORMAT_A1, d->width, d->height);
    uint8_t *data = cairo_image_surface_get_data(image);
    int stride = cairo_image_surface_get_stride(image);
    bool ok = false;

    cairo_surface_flush(image);
    for (int y = 0; y < d->height; y++)
        for (int x = 0; x < d->width; x++)
            if (!at(d, x, y))
                data[y * stride + x / 8] |= (uint8_t)(1u << (x % 8));
    cairo_surface_mark_dirty(image);
    ok = cairo_surface_write_to_png(image, path) == CAIRO_STATUS_SUCCESS;
    cairo_surface_destroy(image);
    return ok;
}

bool dots_load(struct dots *d, cairo_surface_t *image)
{
    int width = cairo_image_surface_get_width(image),
        height = cairo_image_surface_get_height(image);
    cairo_surface_t *flat = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
    cairo_t *cr = cairo_create(flat);
    const uint32_t *data = NULL;
    bool ok = cairo_surface_status(image) == CAIRO_STATUS_SUCCESS && dots_new(d, width, height);

    cairo_set_source_surface(cr, image, 0, 0);
    cairo_paint(cr);
    cairo_surface_flush(flat);
    data = (const uint32_t *)(const void *)cairo_image_surface_get_data(flat);
    for (int i = 0; ok && i < width * height; i++)
        d->dark[i] =
            (data[i / width * (cairo_image_surface_get_stride(flat) / 4) + i % width] & 0xFF) < 128;
    cairo_destroy(cr);
    cairo_surface_destroy(flat);
    cairo_surface_destroy(image);
    return ok;
}

/* Ink as coverage, to be painted through. */
static cairo_surface_t *to_ink(const struct dots *d)
{
    cairo_surface_t *ink = cairo_image_surface_create(CAIRO_FORMAT_A8, d->width, d->height);
    uint8_t *data = cairo_image_surface_get_data(ink);
    int stride = cairo_image_surface_get_stride(ink);

    cairo_surface_flush(ink);
    for (int y = 0; y < d->height; y++)
        for (int x = 0; x < d->width; x++)
            data[y * stride + x] = at(d, x, y) ? UINT8_MAX : 0;
    cairo_surface_mark_dirty(ink);
    return ink;
}

static void add_noise(cairo_surface_t *scan)
{
    uint8_t *data = cairo_image_surface_get_data(scan);
    int size = cairo_image_surface_get_stride(scan) * cairo_image_surface_get_height(scan);
    uint64_t state = NOISE_SEED;

    cairo_surface_flush(scan);
    for (int i = 0; i + 3 < size; i += 4) {
        int grey = 0;

        state = state * 6364136223846793005u + 1442695040888963407u;
        grey = data[i] + (int)((state >> 40) % (2 * NOISE + 1)) - NOISE;
        data[i] = data[i + 1] = data[i + 2] = (uint8_t)(grey < 0           ? 0
                                                        : grey > UINT8_MAX ? UINT8_MAX
                                                                           : grey);
    }
    cairo_surface_mark_dirty(scan);
}

bool dots_save_worn(const struct dots *d, int dpi, const char *path)
{
    double scale = (double)WORN_DPI / dpi;
    cairo_surface_t *ink = to_ink(d);
    cairo_surface_t *scan = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)(d->width * scale),
                                                       (int)(d->height * scale));
    cairo_t *cr = cairo_create(scan);
    bool ok = false;

    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_paint(cr);
    cairo_translate(cr, d->width * scale / 2, d->height * scale / 2);
    cairo_rotate(cr, skew);
    cairo_scale(cr, scale, scale);
    cairo_translate(cr, -d->width / 2.0, -d->height / 2.0);
    /* Four faint prints side by side: the blur of a lens that is not quite sharp. */
    for (int i = 0; i < 4; i++) {
        cairo_set_source_rgba(cr, 0, 0, 0, faint);
        cairo_mask_surface(cr, ink, i % 2 * blur, i / 2 * blur);
    }
    cairo_surface_flush(scan);
    add_noise(scan);
    ok = cairo_surface_write_to_png(scan, path) == CAIRO_STATUS_SUCCESS;
    cairo_destroy(cr);
    cairo_surface_destroy(scan);
    cairo_surface_destroy(ink);
    return ok;
}
