#include "print/packbits.h"

#include <stdlib.h>
#include <string.h>

enum { ROWS_MOST = 256, RUN_MOST = 128, LITERAL_BASE = 257, EIGHT = 8 };

/* How many dots from `from` on are alike, up to RUN_MOST; most runs are long. */
static size_t equal_run(const uint8_t *row, size_t from, size_t width)
{
    size_t end = from + RUN_MOST < width ? from + RUN_MOST : width, to = from + 1;
    uint64_t alike = row[from] * UINT64_C(0x0101010101010101), eight = 0;

    for (; to + EIGHT <= end; to += EIGHT) {
        memcpy(&eight, row + to, EIGHT);
        if (eight != alike)
            break;
    }
    while (to < end && row[to] == row[from])
        to++;
    return to - from;
}

/* How many from `from` on differ each from the next. */
static size_t unequal_run(const uint8_t *row, size_t from, size_t width)
{
    size_t end = from + RUN_MOST < width ? from + RUN_MOST : width, to = from + 1;

    while (to < end && (to + 1 == width || row[to] != row[to + 1]))
        to++;
    return to - from;
}

/* `out` has room for two bytes a dot, more than it ever takes. */
static size_t pack(const uint8_t *row, size_t width, uint8_t *out)
{
    size_t used = 0, run = 0;

    for (size_t x = 0; x < width; x += run) {
        run = equal_run(row, x, width);
        if (run > 1 || x + 1 == width) {
            out[used++] = (uint8_t)(run - 1);
            out[used++] = row[x];
            continue;
        }
        run = unequal_run(row, x, width);
        out[used++] = (uint8_t)(run == 1 ? 0 : LITERAL_BASE - run);
        memcpy(out + used, row + x, run);
        used += run;
    }
    return used;
}

/* The row in front of `packed` goes out as often as it came. */
static bool put(struct bytes *stream, unsigned times, const uint8_t *packed, size_t len)
{
    return bytes_append_u8(stream, (uint8_t)(times - 1)) &&
           bytes_append(stream, view_of(packed, len));
}

static bool append(const struct canvas *c, uint8_t *row, uint8_t *next, uint8_t *packed,
                   struct bytes *stream)
{
    unsigned times = 1;
    bool ok = true;

    canvas_grey(c, 0, row);
    for (unsigned y = 1; ok && y <= c->height; y++) {
        if (y < c->height)
            canvas_grey(c, y, next);
        if (y < c->height && times < ROWS_MOST && memcmp(row, next, c->width) == 0) {
            times++;
            continue;
        }
        ok = put(stream, times, packed, pack(row, c->width, packed));
        memcpy(row, next, c->width);
        times = 1;
    }
    return ok;
}

bool packbits_append(const struct canvas *c, struct bytes *stream)
{
    size_t size = 4 * (size_t)c->width;
    uint8_t *rows = malloc(size);
    bool ok = rows != NULL && append(c, rows, rows + c->width, rows + 2 * c->width, stream);

    if (rows != NULL)
        wipe(rows, size);
    free(rows);
    return ok;
}
