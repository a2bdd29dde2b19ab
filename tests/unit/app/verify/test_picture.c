#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/verify/picture.h"
#include "drivers/host/file.h"

#include <string.h>

static struct bytes read_vector(const char *path)
{
    struct bytes out = bytes_new(1 << 20);

    assert_true(file_read(path, &out));
    return out;
}

static void both_kinds_become_the_same_dots(void **state)
{
    struct bytes png = read_vector(VECTORS "/pictures/example-00.png"),
                 jpeg = read_vector(VECTORS "/pictures/example-00.jpg");
    struct picture a, b;
    size_t dark = 0;

    (void)state;
    assert_true(picture_is_png(bytes_view(&png)) && !picture_is_jpeg(bytes_view(&png)));
    assert_true(picture_is_jpeg(bytes_view(&jpeg)) && !picture_is_png(bytes_view(&jpeg)));
    assert_true(picture_read(bytes_view(&png), &a));
    assert_true(picture_read(bytes_view(&jpeg), &b));
    assert_int_equal(a.width, b.width);
    assert_int_equal(a.height, b.height);
    assert_int_equal(a.grey.len, a.width * a.height);
    for (size_t i = 0; i < a.grey.len; i++) {
        assert_true(a.grey.at[i] == 0 || a.grey.at[i] == 255);
        assert_true((a.grey.at[i] < 128) == (b.grey.at[i] < 128));
        dark += a.grey.at[i] == 0;
    }
    assert_true(dark > a.grey.len / 10);
    picture_free(&a);
    picture_free(&a);
    picture_free(&b);
    bytes_free(&png);
    bytes_free(&jpeg);
}

static void damaged_files_are_refused(void **state)
{
    struct bytes png = read_vector(VECTORS "/pictures/example-00.png"),
                 jpeg = read_vector(VECTORS "/pictures/example-00.jpg");
    struct picture out;

    (void)state;
    for (size_t len = 0; len < png.len - 16; len += 101) {
        assert_false(picture_read(view_cut(bytes_view(&png), 0, len), &out));
        assert_null(out.grey.at);
    }
    for (size_t len = 0; len < 400; len += 13)
        assert_false(picture_read(view_cut(bytes_view(&jpeg), 0, len), &out));
    png.at[png.len / 2] ^= 0x55;
    assert_false(picture_read(bytes_view(&png), &out));
    assert_false(picture_read(view_text("no picture"), &out));
    bytes_free(&png);
    bytes_free(&jpeg);
}

/* A header that promises a giant is refused before memory is taken for it. */
static void sizes_have_a_bound(void **state)
{
    struct picture out;

    (void)state;
    assert_false(picture_new(&out, 0, 10));
    assert_false(picture_new(&out, 10, 0));
    assert_false(picture_new(&out, PICTURE_SIDE_MAX + 1, 1));
    assert_false(picture_new(&out, PICTURE_SIDE_MAX, PICTURE_SIDE_MAX));
    assert_false(picture_new(&out, SIZE_MAX / 2, 4));
    assert_true(picture_new(&out, 3, 2));
    assert_int_equal(out.grey.len, 6);
    assert_int_equal(out.grey.at[5], 255);
    picture_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_kinds_become_the_same_dots),
        cmocka_unit_test(damaged_files_are_refused),
        cmocka_unit_test(sizes_have_a_bound),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
