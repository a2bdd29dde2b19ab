#include "crypto/base/err.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(letter, nn, meaning) AK_##letter##nn,
static const enum err all[] = {ERR_LIST(COUNT)};

static void names_go_both_ways(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        enum err back = ERR_OK;

        assert_true(err_from_name(err_name(all[i]), &back));
        assert_int_equal(back, all[i]);
        assert_int_equal(strlen(err_name(all[i])), 6);
    }
}

static void a_name_that_is_not_in_the_list_is_refused(void **state)
{
    enum err code = ERR_OK;

    (void)state;
    assert_false(err_from_name("AK-C99", &code));
    assert_false(err_from_name("", &code));
    assert_string_equal(err_name((enum err)999), "AK-X99");
}

static void the_number_carries_the_category(void **state)
{
    (void)state;
    assert_int_equal(err_category(ERR_OK), ERR_NONE);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        char tens = err_name(all[i])[4];
        enum err_category wanted = tens < '3'   ? ERR_RETRY
                                   : tens < '6' ? ERR_RESIDENT
                                   : tens < '9' ? ERR_STAFF
                                                : ERR_BUG;

        assert_int_equal(err_category(all[i]), wanted);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_go_both_ways),
        cmocka_unit_test(a_name_that_is_not_in_the_list_is_refused),
        cmocka_unit_test(the_number_carries_the_category),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
