/* 個人番号: the check digit (KSK-06). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/record/number.h"

#include <string.h>

static void takes_the_published_specimen(void **state)
{
    (void)state;
    assert_true(number_is("537686677188"));
    assert_true(number_is("123456789018"));
}

static void refuses_every_other_check_digit(void **state)
{
    char text[NUMBER_SIZE] = "537686677188";

    (void)state;
    for (char c = '0'; c <= '9'; c++) {
        text[NUMBER_LEN - 1] = c;
        assert_int_equal(number_is(text), c == '8');
    }
}

/* A remainder of 0 or 1 gives 0, not 11 or 10. */
static void remainders_up_to_one_give_zero(void **state)
{
    (void)state;
    assert_true(number_is("000000000000"));
    assert_true(number_is("000000000060")); /* 6 × 2 = 12: remainder 1 */
    assert_false(number_is("000000000061"));
}

static void refuses_other_forms(void **state)
{
    static const char *const texts[] = {"",
                                        "53768667718",
                                        "5376866771880",
                                        "53768667718８",
                                        " 37686677188",
                                        "53768667718a",
                                        "-37686677188"};

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_false(number_is(texts[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_the_published_specimen),
        cmocka_unit_test(refuses_every_other_check_digit),
        cmocka_unit_test(remainders_up_to_one_give_zero),
        cmocka_unit_test(refuses_other_forms),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
