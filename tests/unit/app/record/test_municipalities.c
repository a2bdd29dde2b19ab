#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/record/municipalities.h"

#include <stdio.h>

static void finds_what_is_in_the_table(void **state)
{
    const struct municipality *meguro = municipality_by_code("131105");
    const struct municipality *first = municipality_by_code("011002");
    const struct municipality *last = municipality_by_code("473821");

    (void)state;
    assert_non_null(meguro);
    assert_string_equal(meguro->code, "131105");
    assert_string_equal(meguro->prefecture, "東京都");
    assert_string_equal(meguro->name, "目黒区");
    assert_string_equal(meguro->kana, "めぐろく");
    assert_non_null(first);
    assert_string_equal(first->name, "札幌市");
    assert_non_null(last);
    assert_string_equal(last->name, "与那国町");
}

static void refuses_other_forms(void **state)
{
    static const char *bad[] = {"",       "13110",   "1311055", "13110a",
                                "131106", "０13105", "131105 ", "011011" /* a ward of Sapporo */,
                                "130001" /* Tokyo itself */};

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_null(municipality_by_code(bad[i]));
}

/* VRS-06, R12: of all codes exactly the table passes. */
static void exactly_the_table_passes(void **state)
{
    size_t found = 0;

    (void)state;
    for (int i = 0; i < 1000000; i++) {
        const struct municipality *one = NULL;
        char code[16];

        snprintf(code, sizeof code, "%06d", i);
        one = municipality_by_code(code);
        if (one == NULL)
            continue;
        assert_string_equal(one->code, code);
        found++;
    }
    assert_int_equal(found, 1741);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_what_is_in_the_table),
        cmocka_unit_test(refuses_other_forms),
        cmocka_unit_test(exactly_the_table_passes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
