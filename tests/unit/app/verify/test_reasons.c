#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/verify/reasons.h"
#include "app/verify/reasons_table.h"

#include <stdlib.h>
#include <string.h>

/* Every code of the letter V has sentences in both languages, and no other letter is here. */
static void every_seal_code_has_its_sentences(void **state)
{
    size_t count = 0;

    (void)state;
#define COUNT(letter, nn, meaning)                                                                 \
    {                                                                                              \
        struct reason en = reason_of(AK_##letter##nn, LANGUAGE_EN),                                \
                      ja = reason_of(AK_##letter##nn, LANGUAGE_JA);                                \
                                                                                                   \
        assert_true(en.advice[0] != 0 && ja.advice[0] != 0);                                       \
        assert_string_not_equal(en.what, ja.what);                                                 \
        count++;                                                                                   \
    }
    ERR_LIST_SEAL(COUNT)
#undef COUNT
    assert_int_equal(count, reasons_count);
}

static void other_codes_have_their_meaning(void **state)
{
    (void)state;
    assert_string_equal(reason_of(AK_X90, LANGUAGE_JA).what, err_meaning(AK_X90));
    assert_string_equal(reason_of(AK_X90, LANGUAGE_JA).advice, "");
}

static void the_first_variable_that_is_set_decides(void **state)
{
    (void)state;
    unsetenv("LC_ALL");
    unsetenv("LC_MESSAGES");
    unsetenv("LANG");
    assert_int_equal(language_of_user(), LANGUAGE_EN);
    setenv("LANG", "ja_JP.UTF-8", 1);
    assert_int_equal(language_of_user(), LANGUAGE_JA);
    setenv("LC_MESSAGES", "de_DE.UTF-8", 1);
    assert_int_equal(language_of_user(), LANGUAGE_EN);
    setenv("LC_ALL", "", 1);
    assert_int_equal(language_of_user(), LANGUAGE_EN);
    setenv("LC_ALL", "ja", 1);
    assert_int_equal(language_of_user(), LANGUAGE_JA);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_seal_code_has_its_sentences),
        cmocka_unit_test(other_codes_have_their_meaning),
        cmocka_unit_test(the_first_variable_that_is_set_decides),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
