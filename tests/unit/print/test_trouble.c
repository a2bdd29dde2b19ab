#include "print/trouble.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void test_keywords_of_any_severity(void **state)
{
    static const struct {
        const char *keyword;
        enum err code;
    } cases[] = {
        {"none", ERR_OK},
        {"media-empty", AK_P64},
        {"media-empty-warning", AK_P64},
        {"media-empty-error", AK_P64},
        {"media-needed-warning", AK_P64},
        {"media-jam-error", AK_P65},
        {"cover-open-report", AK_P66},
        {"door-open-error", AK_P66},
        {"toner-empty-error", AK_P67},
        {"marker-supply-empty-warning", AK_P67},
        {"fuser-under-temp-warning", AK_P02},
        {"paused", AK_P63},
        {"media-low-warning", ERR_OK},
        {"toner-low-report", ERR_OK},
        {"vendor-oddity-warning", ERR_OK},
        {"vendor-oddity-error", AK_P63},
        {"-error", ERR_OK},
        {"", ERR_OK},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(trouble_code(trouble_of_keyword(cases[i].keyword)), cases[i].code);
}

static void test_each_trouble_has_a_code_of_its_own(void **state)
{
    (void)state;
    for (int a = 1; a < TROUBLE_COUNT; a++)
        for (int b = 0; b < a; b++)
            assert_int_not_equal(trouble_code((enum trouble)a), trouble_code((enum trouble)b));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keywords_of_any_severity),
        cmocka_unit_test(test_each_trouble_has_a_code_of_its_own),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
