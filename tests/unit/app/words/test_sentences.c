#include "app/words/sentences.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define CODE(letter, nn, meaning) AK_##letter##nn,
static const enum err all[] = {ERR_LIST(CODE)};

static void every_code_says_what_happened_and_what_to_do(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        for (enum language language = 0; language < LANGUAGE_COUNT; language++) {
            struct sentence sentence = sentence_of(all[i], language);

            assert_true(strlen(sentence.what) > 5);
            assert_true(strlen(sentence.advice) > 5);
        }
        assert_string_not_equal(sentence_of(all[i], LANGUAGE_JA).what,
                                sentence_of(all[i], LANGUAGE_EN).what);
    }
}

static void an_unknown_code_still_says_something(void **state)
{
    (void)state;
    assert_non_null(sentence_of((enum err)999, LANGUAGE_KO).what);
    assert_string_equal(sentence_of((enum err)999, LANGUAGE_KO).advice, "");
}

static void the_locale_chooses_the_language(void **state)
{
    enum language language = LANGUAGE_EN;

    (void)state;
    unsetenv("LC_ALL");
    unsetenv("LC_MESSAGES");
    setenv("LANG", "ja_JP.UTF-8", 1);
    assert_int_equal(language_of_user(), LANGUAGE_JA);
    setenv("LC_ALL", "C", 1);
    assert_int_equal(language_of_user(), LANGUAGE_EN);
    assert_true(language_from_name("ko", &language));
    assert_int_equal(language, LANGUAGE_KO);
    assert_false(language_from_name("fr", &language));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_says_what_happened_and_what_to_do),
        cmocka_unit_test(an_unknown_code_still_says_something),
        cmocka_unit_test(the_locale_chooses_the_language),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
