/* What is packed here, CUPS unpacks: rows and runs of every length around the limits of the format.
 */
#include "print/packbits.h"

#include <cups/cups.h>
#include <cups/pwg.h>
#include <cups/raster.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

enum { WIDTH = 2480, HEIGHT = 1200, DPI = 300, STREAM_MAX = 64 * 1024 * 1024 };

static ssize_t put(void *to, unsigned char *data, size_t len)
{
    return bytes_append(to, view_of(data, len)) ? (ssize_t)len : -1;
}

static ssize_t take(void *from, unsigned char *to, size_t len)
{
    struct view *rest = from;

    len = len < rest->len ? len : rest->len;
    memcpy(to, rest->at, len);
    *rest = view_from(*rest, len);
    return (ssize_t)len;
}

static void pack(const struct canvas *c, struct bytes *stream)
{
    cups_page_header2_t header;
    cups_raster_t *raster = NULL;

    assert_true(cupsRasterInitPWGHeader(&header, pwgMediaForPWG("iso_a4_210x297mm"), "sgray_8", DPI,
                                        DPI, "one-sided", NULL));
    header.cupsWidth = header.cupsBytesPerLine = c->width;
    header.cupsHeight = c->height;
    raster = cupsRasterOpenIO(put, stream, CUPS_RASTER_WRITE_PWG);
    assert_true(cupsRasterWriteHeader2(raster, &header));
    assert_true(packbits_append(c, stream));
    cupsRasterClose(raster);
}

/* Each row as it was, and nothing behind the last. */
static void assert_unpacks(const struct canvas *c, struct view stream)
{
    uint8_t meant[WIDTH], seen[WIDTH + 1];
    cups_page_header2_t header;
    cups_raster_t *raster = cupsRasterOpenIO(take, &stream, CUPS_RASTER_READ);

    assert_true(cupsRasterReadHeader2(raster, &header));
    for (unsigned y = 0; y < c->height; y++) {
        canvas_grey(c, y, meant);
        assert_int_equal(cupsRasterReadPixels(raster, seen, c->width), c->width);
        assert_memory_equal(seen, meant, c->width);
    }
    assert_int_equal(cupsRasterReadPixels(raster, seen, 1), 0);
    cupsRasterClose(raster);
    assert_int_equal(stream.len, 0);
}

static void round_trip(const struct canvas *c)
{
    struct bytes stream = bytes_new(STREAM_MAX);

    pack(c, &stream);
    assert_unpacks(c, bytes_view(&stream));
    bytes_free(&stream);
}

/* Row y has runs of y dots, equal or alternating, at a place of its own. */
static void test_runs_of_every_length(void **state)
{
    struct canvas c = {0};

    (void)state;
    assert_true(canvas_open(&c, WIDTH, HEIGHT, DPI));
    for (unsigned y = 0; y < HEIGHT; y++)
        for (unsigned x = 0; x < y; x++) {
            c.ink[y * c.stride + (x + y) % WIDTH] = UINT8_MAX;
            c.ink[y * c.stride + (WIDTH - 1 - (y / 2 + 2 * x) % WIDTH)] = UINT8_MAX;
        }
    round_trip(&c);
    canvas_close(&c);
}

/* Groups of equal rows: 1, 2, … and some longer than one repeat can say. */
static void test_rows_that_are_alike(void **state)
{
    static const unsigned groups[] = {1, 2, 255, 256, 257, 3, 426};
    struct canvas c = {0};
    unsigned y = 0;

    (void)state;
    assert_true(canvas_open(&c, WIDTH, HEIGHT, DPI));
    for (size_t i = 0; i < sizeof groups / sizeof groups[0]; i++)
        for (unsigned end = y + groups[i]; y < end; y++)
            c.ink[y * c.stride + 100 * i] = UINT8_MAX;
    assert_int_equal(y, HEIGHT);
    round_trip(&c);
    canvas_close(&c);
}

static void test_widths_down_to_a_dot(void **state)
{
    uint64_t seed = 20261121;

    (void)state;
    print_message("seed=%llu\n", (unsigned long long)seed);
    for (unsigned width = 1; width < 40; width++) {
        struct canvas c = {0};

        assert_true(canvas_open(&c, width, 20, DPI));
        for (unsigned i = 0; i < 20 * width; i++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            c.ink[i / width * c.stride + i % width] = (uint8_t)(seed >> 40);
        }
        round_trip(&c);
        canvas_close(&c);
    }
}

static void test_no_room_is_a_failure(void **state)
{
    struct canvas c = {0};
    struct bytes small = bytes_new(10);

    (void)state;
    assert_true(canvas_open(&c, WIDTH, HEIGHT, DPI));
    for (unsigned y = 0; y < HEIGHT; y += 2)
        c.ink[y * c.stride + y] = UINT8_MAX;
    assert_false(packbits_append(&c, &small));
    bytes_free(&small);
    canvas_close(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_runs_of_every_length),
        cmocka_unit_test(test_rows_that_are_alike),
        cmocka_unit_test(test_widths_down_to_a_dot),
        cmocka_unit_test(test_no_room_is_a_failure),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
