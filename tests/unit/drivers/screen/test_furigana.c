#include "drivers/screen/furigana.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* "base[reading]" of each part, one after the other. */
static const char *parts_of(const char *text)
{
    static char out[256];
    struct furigana part = {0};
    size_t len = 0;

    out[0] = 0;
    while (furigana_next(&text, &part))
        len += (size_t)snprintf(out + len, sizeof out - len, "%.*s[%.*s]", (int)part.base_len,
                                part.base, (int)part.reading_len,
                                part.reading != NULL ? part.reading : "");
    return out;
}

static void words_and_readings_are_told_apart(void **state)
{
    (void)state;
    assert_string_equal(parts_of("{接種|せっしゅ}の{証明書|しょうめいしょ}です"),
                        "接種[せっしゅ]の[]証明書[しょうめいしょ]です[]");
    assert_string_equal(parts_of("確認しています"), "確認しています[]");
    assert_string_equal(parts_of(""), "");
}

static void what_is_not_of_the_form_stands_as_it_is(void **state)
{
    static const char *const literal[] = {"{接種",    "{接種}", "{|せ}", "{接種|}", "a|b}",
                                          "{接種|せ", "}{",     "{{a|b", "{a|b|c}"};

    (void)state;
    for (size_t i = 0; i < sizeof literal / sizeof literal[0]; i++) {
        char all[64];

        furigana_strip(literal[i], all, sizeof all);
        assert_string_equal(all, literal[i]);
    }
    assert_string_equal(parts_of("{{a|b}"), "{[]a[b]");
}

static void stripping_leaves_the_words(void **state)
{
    char out[64];

    (void)state;
    furigana_strip("{暗証番号|あんしょうばんごう}を\n入れてください", out, sizeof out);
    assert_string_equal(out, "暗証番号を\n入れてください");
}

static void stripping_cuts_between_letters(void **state)
{
    char out[64];

    (void)state;
    for (size_t size = 1; size < 20; size++) {
        memset(out, 'x', sizeof out);
        furigana_strip("{証明|しょうめい}a書", out, size);
        assert_true(strlen(out) < size);
        assert_int_equal(strncmp("証明a書", out, strlen(out)), 0);
        assert_true(strlen(out) == 0 || strlen(out) == 3 || strlen(out) == 6 || strlen(out) == 7 ||
                    strlen(out) == 10);
    }
    furigana_strip("証", out, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_and_readings_are_told_apart),
        cmocka_unit_test(what_is_not_of_the_form_stands_as_it_is),
        cmocka_unit_test(stripping_leaves_the_words),
        cmocka_unit_test(stripping_cuts_between_letters),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
