#include "print/look_page.h"

#include "print/canvas.h"
#include "print/grid.h"
#include "print/page.h"

#include <string.h>

enum { INK_FROM = 128, EIGHT = 8 };

/* The expected ink, and the dots that were seen. */
struct pair {
    const struct canvas *meant;
    const uint8_t *dots;
    unsigned width;
};

struct dot_box {
    unsigned left, top, right, bottom;
};

static bool is_meant(const struct pair *p, unsigned x, unsigned y)
{
    return p->meant->ink[y * p->meant->stride + x] >= INK_FROM;
}

static bool is_seen(const struct pair *p, unsigned x, unsigned y)
{
    return p->dots[(size_t)y * p->width + x] < INK_FROM;
}

/* Another rounding moves an edge by a dot. */
static bool is_near(const struct pair *p, bool (*has)(const struct pair *, unsigned, unsigned),
                    unsigned x, unsigned y)
{
    for (unsigned row = y - 1; row <= y + 1; row++)
        for (unsigned column = x - 1; column <= x + 1; column++)
            if (has(p, column, row))
                return true;
    return false;
}

static bool dot_agrees(const struct pair *p, unsigned x, unsigned y)
{
    if (is_meant(p, x, y))
        return is_seen(p, x, y) || is_near(p, is_seen, x, y);
    return !is_seen(p, x, y) || is_near(p, is_meant, x, y);
}

/* Eight dots of bare paper in both: most of a page. */
static bool are_bare(const struct pair *p, unsigned x, unsigned y)
{
    uint64_t meant = 0, seen = 0;

    memcpy(&meant, p->meant->ink + y * p->meant->stride + x, EIGHT);
    memcpy(&seen, p->dots + (size_t)y * p->width + x, EIGHT);
    return meant == 0 && seen == UINT64_MAX;
}

static bool agrees(const struct pair *p, struct dot_box box)
{
    for (unsigned y = box.top; y < box.bottom; y++)
        for (unsigned x = box.left; x < box.right; x++) {
            if (x + EIGHT <= box.right && are_bare(p, x, y))
                x += EIGHT - 1;
            else if (!dot_agrees(p, x, y))
                return false;
        }
    return true;
}

/* False where a place does not lie within the page that was seen. */
static bool to_dots(const struct canvas *c, struct grid_box mm, struct dot_box *out)
{
    *out = (struct dot_box){canvas_dots(c, mm.left), canvas_dots(c, mm.top),
                            canvas_dots(c, mm.right), canvas_dots(c, mm.bottom)};
    return out->left > 0 && out->top > 0 && out->right < c->width && out->bottom < c->height;
}

static void compare(const struct canvas *c, const uint8_t *dots, const struct look_meant *meant,
                    int k, struct look_page *page)
{
    struct pair pair = {c, dots, page->width};
    struct dot_box box;

    for (enum form_part part = 0; part < FORM_PARTS; part++)
        page->says[part] =
            to_dots(c, page_part(meant->form, &meant->plan, k, part), &box) && agrees(&pair, box);
}

bool look_words(const uint8_t *dots, const struct look_meant *meant, int k, struct look_page *page)
{
    struct canvas canvas = {0};
    bool ok = false;

    if (meant->form == NULL || k >= meant->plan.pages)
        return true;
    if (canvas_open(&canvas, page->width, page->height, page->dpi)) {
        page_draw_parts(&canvas, meant->form, &meant->plan, k);
        cairo_surface_flush(canvas.surface);
        ok = canvas.code == ERR_OK;
    }
    if (ok)
        compare(&canvas, dots, meant, k, page);
    canvas_close(&canvas);
    return ok;
}
