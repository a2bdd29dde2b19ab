#include "drivers/screen/gtk/words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <glib.h>

static const char *const languages[] = {"ja", "en", "zh", "ko"};

static void expect(const char *pattern, const char *wanted)
{
    char *text = own_fill(pattern, 2, 4, "カード");

    assert_string_equal(text, wanted);
    g_free(text);
}

static void patterns_are_filled_and_nothing_else_is_read(void **state)
{
    (void)state;
    expect("あと%dけた", "あと2けた");
    expect("%d of %d: %s", "2 of 4: カード");
    expect("%d %d %d %s %s", "2 4 4 カード カード");
    expect("%n %x 100%", "%n %x 100%");
    expect("", "");
}

static size_t marks(const char *text)
{
    size_t count = 0;

    for (; (text = strchr(text, '%')) != NULL; text++)
        count++;
    return count;
}

static void every_language_has_every_word(void **state)
{
    (void)state;
    for (int word = 0; word < OWN_WORDS; word++)
        for (size_t i = 0; i < sizeof languages / sizeof languages[0]; i++) {
            const char *text = own_word(languages[i], (enum own_word)word);

            assert_non_null(text);
            assert_true(text[0] != 0);
            assert_int_equal(marks(text), marks(own_word("ja", (enum own_word)word)));
            assert_true(strchr(text, '!') == NULL && strstr(text, "！") == NULL);
        }
}

static void another_language_hears_japanese(void **state)
{
    (void)state;
    assert_ptr_equal(own_word(NULL, OWN_NEXT), own_word("ja", OWN_NEXT));
    assert_ptr_equal(own_word("fr", OWN_NEXT), own_word("ja", OWN_NEXT));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(patterns_are_filled_and_nothing_else_is_read),
        cmocka_unit_test(every_language_has_every_word),
        cmocka_unit_test(another_language_hears_japanese),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
