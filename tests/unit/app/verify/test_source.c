#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/verify/source.h"
#include "drivers/host/file.h"

#include <string.h>

static struct codes codes;

static int drop(void **state)
{
    (void)state;
    codes_free(&codes);
    return 0;
}

/* Whatever carries it, it is the same text. */
static void every_kind_of_file_gives_the_same_code(void **state)
{
    static const char *paths[] = {VECTORS "/shc-spec/example-00-f-qr-code-numeric-value-0.txt",
                                  VECTORS "/pictures/example-00.png",
                                  VECTORS "/pictures/example-00.jpg",
                                  VECTORS "/pictures/example-00.pdf"};

    (void)state;
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        assert_true(source_codes(paths[i], &codes));
    assert_int_equal(codes.count, 1);
    assert_true(source_codes(VECTORS "/pictures/mixed.pdf", &codes));
    assert_int_equal(codes.count, 2);
}

/* The small QR with an address is no code of a certificate. */
static void other_symbols_are_passed_over(void **state)
{
    (void)state;
    assert_true(source_codes(VECTORS "/pictures/no-code.pdf", &codes));
    assert_int_equal(codes.count, 0);
}

static void what_cannot_be_read_is_said(void **state)
{
    (void)state;
    assert_false(source_codes(VECTORS "/pictures/nowhere.png", &codes));
    assert_false(source_codes(VECTORS "/pictures", &codes));
    assert_int_equal(codes.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(every_kind_of_file_gives_the_same_code, drop),
        cmocka_unit_test_teardown(other_symbols_are_passed_over, drop),
        cmocka_unit_test_teardown(what_cannot_be_read_is_said, drop),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
