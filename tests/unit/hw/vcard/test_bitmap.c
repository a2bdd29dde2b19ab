/* Pictures for the face of a card. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "hw/vcard/bitmap.h"

#include <png.h>
#include <string.h>

enum { PICTURE_MAX = 1 << 16, ROOM = 512 * 512 };

/* Reads a picture as a byte a pixel: 0 black, 255 white. */
static void look(const struct bytes *png, unsigned *width, unsigned *height, uint8_t out[ROOM])
{
    png_image image = {.version = PNG_IMAGE_VERSION};

    assert_true(png_image_begin_read_from_memory(&image, png->at, png->len));
    image.format = PNG_FORMAT_GRAY;
    assert_true(PNG_IMAGE_SIZE(image) <= ROOM);
    assert_true(png_image_finish_read(&image, NULL, out, 0, NULL));
    *width = image.width;
    *height = image.height;
}

static void digits_are_drawn_as_digits(void **state)
{
    static const char *const one[] = {"......", "......", "..#...", ".##...", "..#...", "..#...",
                                      "..#...", "..#...", ".###..", "......", "......", "......"};
    static uint8_t pixels[ROOM];
    struct bytes png = bytes_new(PICTURE_MAX);
    unsigned width = 0, height = 0;

    (void)state;
    assert_true(bitmap_digits("1", &png));
    look(&png, &width, &height, pixels);
    assert_int_equal(width, 6);
    assert_int_equal(height, 12);
    for (unsigned i = 0; i < 72; i++)
        assert_int_equal(pixels[i], one[i / 6][i % 6] == '#' ? 0 : 255);
    bytes_free(&png);
}

static void what_is_no_digit_is_not_drawn(void **state)
{
    struct bytes png = bytes_new(PICTURE_MAX), small = bytes_new(10);

    (void)state;
    assert_false(bitmap_digits("12a4", &png));
    assert_false(bitmap_digits("", &png));
    assert_int_equal(png.len, 0);
    assert_false(bitmap_digits("1234", &small));
    bytes_free(&png);
    bytes_free(&small);
}

static void each_character_has_a_picture_of_its_own(void **state)
{
    static const char *const texts[] = {"架空", "架室", "空架", "架", ""};
    struct bytes png[5];

    (void)state;
    for (size_t i = 0; i < 5; i++) {
        png[i] = bytes_new(PICTURE_MAX);
        assert_true(bitmap_text(texts[i], 1, &png[i]));
        for (size_t j = 0; j < i; j++)
            assert_false(view_equal(bytes_view(&png[i]), bytes_view(&png[j])));
    }
    for (size_t i = 0; i < 5; i++)
        bytes_free(&png[i]);
}

static void what_has_no_room_is_left_out(void **state)
{
    struct bytes full = bytes_new(PICTURE_MAX), more = bytes_new(PICTURE_MAX);

    (void)state;
    assert_true(bitmap_text("12345678901234567890", 1, &full));
    assert_true(bitmap_text("12345678901234567890\xE6\x9E", 1, &more));
    assert_true(view_equal(bytes_view(&full), bytes_view(&more)));
    bytes_clear(&more);
    assert_true(bitmap_text("\xE6", 1, &more));
    bytes_free(&full);
    bytes_free(&more);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(digits_are_drawn_as_digits),
        cmocka_unit_test(what_is_no_digit_is_not_drawn),
        cmocka_unit_test(each_character_has_a_picture_of_its_own),
        cmocka_unit_test(what_has_no_room_is_left_out),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
