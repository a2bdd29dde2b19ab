#include "crypto/base/bytes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void appends_are_all_or_nothing(void **state)
{
    struct bytes b = bytes_new(5);

    (void)state;
    assert_true(bytes_append_text(&b, "abc"));
    assert_false(bytes_append_text(&b, "def"));
    assert_int_equal(b.len, 3);
    assert_memory_equal(b.at, "abc", 3);
    assert_true(bytes_append_u16(&b, 0x0102));
    assert_memory_equal(b.at, "abc\1\2", 5);
    assert_false(bytes_append_u8(&b, 0));
    bytes_free(&b);
}

static void growing_keeps_the_content(void **state)
{
    struct bytes b = bytes_new(10000);

    (void)state;
    for (unsigned i = 0; i < 2500; i++)
        assert_true(bytes_append_u32(&b, i));
    for (unsigned i = 0; i < 2500; i++)
        assert_int_equal(b.at[4 * i + 3], i & 0xff);
    bytes_free(&b);
    bytes_free(&b);
    assert_null(b.at);
}

static void a_freed_owner_can_be_used_again(void **state)
{
    struct bytes b = bytes_new_secret(100);

    (void)state;
    assert_true(bytes_append_text(&b, "secret"));
    bytes_free(&b);
    assert_true(bytes_append_text(&b, "again"));
    assert_int_equal(b.len, 5);
    bytes_free(&b);
}

static void clearing_wipes_what_was_there(void **state)
{
    struct bytes b = bytes_new(100);

    (void)state;
    assert_true(bytes_append_text(&b, "canary"));
    bytes_clear(&b);
    assert_int_equal(b.len, 0);
    assert_int_equal(b.at[0] | b.at[5], 0);
    bytes_free(&b);
}

static void text_ends_with_a_zero_that_does_not_count(void **state)
{
    struct bytes b = bytes_new(4);

    (void)state;
    assert_true(bytes_append_text(&b, "abc"));
    assert_string_equal(bytes_text(&b), "abc");
    assert_int_equal(b.len, 3);
    assert_true(bytes_append_text(&b, "d"));
    assert_null(bytes_text(&b));
    bytes_free(&b);
}

static void cuts_never_reach_outside(void **state)
{
    struct view v = view_text("abcdef");

    (void)state;
    assert_int_equal(view_cut(v, 2, 4).len, 4);
    assert_int_equal(view_cut(v, 2, 5).len, 0);
    assert_int_equal(view_cut(v, 7, 0).len, 0);
    assert_int_equal(view_cut(v, 1, SIZE_MAX).len, 0);
    assert_int_equal(view_from(v, 6).len, 0);
    assert_int_equal(view_from(v, 99).len, 0);
    assert_null(view_cut((struct view){0}, 0, 0).at);
}

static void equality_needs_length_and_content(void **state)
{
    (void)state;
    assert_true(view_equal(view_text("abc"), view_text("abc")));
    assert_false(view_equal(view_text("abc"), view_text("abd")));
    assert_false(view_equal(view_text("abc"), view_text("ab")));
    assert_true(view_equal((struct view){0}, view_text("")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(appends_are_all_or_nothing),
        cmocka_unit_test(growing_keeps_the_content),
        cmocka_unit_test(a_freed_owner_can_be_used_again),
        cmocka_unit_test(clearing_wipes_what_was_there),
        cmocka_unit_test(text_ends_with_a_zero_that_does_not_count),
        cmocka_unit_test(cuts_never_reach_outside),
        cmocka_unit_test(equality_needs_length_and_content),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
