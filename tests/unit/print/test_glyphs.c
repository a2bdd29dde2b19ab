#include "print/glyphs.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void test_pinned_faces_are_there(void **state)
{
    (void)state;
    assert_int_equal(glyphs_ready(), ERR_OK);
    assert_string_equal(face_family(FACE_SERIF), "Noto Serif CJK JP");
    assert_false(face_is_bold(FACE_SERIF));
    assert_true(face_is_bold(FACE_MONO_BOLD));
}

static void test_names_are_printable(void **state)
{
    static const char *const names[] = {"髙瀨　千明",
                                        "𠮷田　太郎",
                                        "﨑山　邊",
                                        "DELA CRUZ　ANNA MARÍA",
                                        "ムハンマド　アブドゥル",
                                        ""};

    (void)state;
    for (int face = 0; face < FACE_COUNT; face++)
        for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
            assert_int_equal(glyphs_check((enum face)face, names[i]), ERR_OK);
}

/* A name keeps the form of its signs that the register has, where the faces have it. */
static void test_variants_are_kept_or_refused(void **state)
{
    (void)state;
    for (int face = 0; face < FACE_COUNT; face++) {
        assert_int_equal(glyphs_check((enum face)face, "渡邉\U000E0101"), ERR_OK);
        assert_int_equal(glyphs_check((enum face)face, "葛\U000E0100城"), ERR_OK);
        assert_int_equal(glyphs_check((enum face)face, "山\U000E01EF"), AK_P71);
        assert_int_equal(glyphs_check((enum face)face, "\U000E0100山"), AK_P71);
    }
}

/* R29: private-use, unassigned, other scripts, signs that are not seen, and what is not UTF-8. */
static void test_everything_else_is_refused(void **state)
{
    static const char *const names[] = {
        "山\uE000田", "\U000F0000", "山\u0378田",   "\u0E01\u0E02", "山\u200B田", "山\u202E田",
        "山\n田",     "山\t田",     "山\xFF\xFE田", "\xE5\xB1",     "山\uFE0F田",
    };

    (void)state;
    for (int face = 0; face < FACE_COUNT; face++)
        for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
            assert_int_equal(glyphs_check((enum face)face, names[i]), AK_P71);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pinned_faces_are_there),
        cmocka_unit_test(test_names_are_printable),
        cmocka_unit_test(test_variants_are_kept_or_refused),
        cmocka_unit_test(test_everything_else_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
