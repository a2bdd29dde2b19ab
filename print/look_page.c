#include "print/look_page.h"

#include "print/canvas.h"

#include <string.h>

enum { PLAN_DPI = 300, EIGHT = 8 };

/* A layout is the same at each resolution and needs no sheet to be found. */
bool look_expect(const struct form *form, struct look_meant *out)
{
    struct canvas canvas = {0};
    bool ok = false;

    *out = (struct look_meant){.form = form};
    if (form == NULL)
        return true;
    if (canvas_open(&canvas, 1, 1, PLAN_DPI)) {
        table_plan(&canvas, form, &out->plan);
        ok = canvas.code == ERR_OK;
    }
    canvas_close(&canvas);
    return ok;
}

/* Eight at a time, as a page at 600 dpi has 35 million: their highest bits are added up in the
 * highest byte of a product. */
unsigned look_ink(const uint8_t *dots, size_t len)
{
    uint64_t eight = 0;
    unsigned paper = 0;
    size_t x = 0;

    for (; x + EIGHT <= len; x += EIGHT) {
        memcpy(&eight, dots + x, EIGHT);
        paper += (unsigned)((eight >> 7 & 0x0101010101010101u) * 0x0101010101010101u >> 56);
    }
    for (; x < len; x++)
        paper += dots[x] >> 7;
    return (unsigned)len - paper;
}

bool look_at_page(const uint8_t *dots, const struct look_meant *meant, int k,
                  struct look_page *page)
{
    size_t size = (size_t)page->width * page->height, ink = 0;

    for (unsigned y = 0; y < page->height; y++)
        ink += look_ink(dots + (size_t)y * page->width, page->width);
    page->ink = (double)ink / (double)size;
    return look_codes(dots, page) && look_words(dots, meant, k, page);
}
