#include "hw/vcard/bitmap.h"

#include <png.h>
#include <stdlib.h>
#include <string.h>

enum {
    DIGIT_WIDTH = 6,
    DIGIT_HEIGHT = 12,
    FONT_WIDTH = 5,
    FONT_HEIGHT = 7,
    FONT_TOP = 2,
    CELL = 16,
    SQUARE = 3,
    MARGIN = 2,
    PER_LINE = 20,
    PNG_MAX = 1 << 16,
};

/* A byte a pixel: 0 white, 1 black. */
struct bitmap {
    unsigned width, height;
    uint8_t *pixels;
};

static bool make_blank(struct bitmap *b, unsigned width, unsigned height)
{
    *b = (struct bitmap){width, height, calloc(width, height)};
    return b->pixels != NULL && width > 0 && height > 0;
}

static void scrap(struct bitmap *b)
{
    if (b->pixels != NULL)
        wipe(b->pixels, (size_t)b->width * b->height);
    free(b->pixels);
    b->pixels = NULL;
}

static void draw(struct bitmap *b, unsigned x, unsigned y)
{
    b->pixels[(size_t)y * b->width + x] = 1;
}

/* A palette of two is what makes libpng write one bit a pixel. */
static bool write_png(const struct bitmap *b, struct bytes *out)
{
    static const uint8_t palette[] = {0xFF, 0xFF, 0xFF, 0x00, 0x00, 0x00};
    png_image image = {.version = PNG_IMAGE_VERSION,
                       .width = b->width,
                       .height = b->height,
                       .format = PNG_FORMAT_RGB_COLORMAP,
                       .colormap_entries = 2};
    png_alloc_size_t len = PNG_MAX;
    uint8_t *png = malloc(PNG_MAX);
    bool good =
        png != NULL && png_image_write_to_memory(&image, png, &len, 0, b->pixels, 0, palette) != 0;

    good = good && bytes_append(out, view_of(png, len));
    png_image_free(&image);
    if (png != NULL)
        wipe(png, PNG_MAX);
    free(png);
    return good;
}

static void draw_digit(struct bitmap *b, unsigned left, unsigned digit)
{
    static const uint8_t font[10][FONT_HEIGHT] = {
        {0x0E, 0x11, 0x13, 0x15, 0x19, 0x11, 0x0E}, {0x04, 0x0C, 0x04, 0x04, 0x04, 0x04, 0x0E},
        {0x0E, 0x11, 0x01, 0x02, 0x04, 0x08, 0x1F}, {0x1F, 0x02, 0x04, 0x02, 0x01, 0x11, 0x0E},
        {0x02, 0x06, 0x0A, 0x12, 0x1F, 0x02, 0x02}, {0x1F, 0x10, 0x1E, 0x01, 0x01, 0x11, 0x0E},
        {0x06, 0x08, 0x10, 0x1E, 0x11, 0x11, 0x0E}, {0x1F, 0x01, 0x02, 0x04, 0x08, 0x08, 0x08},
        {0x0E, 0x11, 0x11, 0x0E, 0x11, 0x11, 0x0E}, {0x0E, 0x11, 0x11, 0x0F, 0x01, 0x02, 0x0C}};

    for (unsigned y = 0; y < FONT_HEIGHT; y++)
        for (unsigned x = 0; x < FONT_WIDTH; x++)
            if ((font[digit][y] >> (FONT_WIDTH - 1 - x) & 1) != 0)
                draw(b, left + x, FONT_TOP + y);
}

bool bitmap_digits(const char *digits, struct bytes *out)
{
    struct bitmap b = {0};
    bool good = make_blank(&b, DIGIT_WIDTH * (unsigned)strlen(digits), DIGIT_HEIGHT);

    for (unsigned i = 0; good && digits[i] != 0; i++) {
        good = digits[i] >= '0' && digits[i] <= '9';
        if (good)
            draw_digit(&b, DIGIT_WIDTH * i, (unsigned)(digits[i] - '0'));
    }
    good = good && write_png(&b, out);
    scrap(&b);
    return good;
}

/* The sixteen lowest bits of the character that begins here; moves to the next one. */
static unsigned take_character(const uint8_t **at)
{
    unsigned code = *(*at)++;

    for (; (**at & 0xC0) == 0x80; ++*at)
        code = code << 6 | (**at & 0x3FU);
    return code & 0xFFFF;
}

static void draw_cell(struct bitmap *b, unsigned left, unsigned top, unsigned code)
{
    for (unsigned bit = 0; bit < 16; bit++)
        for (unsigned i = 0; (code >> bit & 1) != 0 && i < SQUARE * SQUARE; i++)
            draw(b, left + MARGIN + bit % 4 * SQUARE + i % SQUARE,
                 top + MARGIN + bit / 4 * SQUARE + i / SQUARE);
}

bool bitmap_text(const char *utf8, unsigned lines, struct bytes *out)
{
    const uint8_t *at = (const uint8_t *)utf8;
    struct bitmap b = {0};
    bool good = make_blank(&b, PER_LINE * CELL, lines * CELL);

    for (unsigned i = 0; good && *at != 0 && i < PER_LINE * lines; i++)
        draw_cell(&b, i % PER_LINE * CELL, i / PER_LINE * CELL, take_character(&at));
    good = good && write_png(&b, out);
    scrap(&b);
    return good;
}
