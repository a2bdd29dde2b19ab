#include "print/font_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define ABC "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

static const char sans[] = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";

/* VRS-63: another file than the pinned one is found out, however little it differs. */
static void test_a_file_is_known_by_its_digest(void **state)
{
    char path[] = "/tmp/akashi-font-XXXXXX";
    int file = mkstemp(path);

    (void)state;
    assert_true(file >= 0);
    assert_int_equal(write(file, "abc", 3), 3);
    assert_true(font_file_is(path, ABC));
    assert_false(font_file_is(path, "00"));
    assert_int_equal(write(file, "d", 1), 1);
    assert_false(font_file_is(path, ABC));
    assert_int_equal(close(file), 0);
    assert_int_equal(unlink(path), 0);
    assert_false(font_file_is(path, ABC));
}

static void test_variants_are_the_fonts_own(void **state)
{
    (void)state;
    assert_true(font_file_has_variant(sans, 0, 0x845B, 0xE0100));
    assert_false(font_file_has_variant(sans, 0, 0x845B, 0xE01EF));
    assert_false(font_file_has_variant(sans, 0, 0, 0xE0100));
    assert_false(font_file_has_variant("/nowhere.ttc", 0, 0x845B, 0xE0100));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_file_is_known_by_its_digest),
        cmocka_unit_test(test_variants_are_the_fonts_own),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
