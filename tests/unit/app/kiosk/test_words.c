#include "app/kiosk/words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void a_mark_is_filled_once_and_text_is_never_a_format(void **state)
{
    struct kiosk kiosk = {.language = LANGUAGE_EN};
    struct screen_view view = {0};

    (void)state;
    words_line_number(&kiosk, &view, WORDS("", "Tries left: %d.", "", ""), 3);
    words_line_text(&kiosk, &view, WORDS("", "Name %s", "", ""), "100%s%n");
    words_text(&view, "%d%s");
    assert_int_equal(view.lines, 3);
    assert_string_equal(view.line[0], "Tries left: 3.");
    assert_string_equal(view.line[1], "Name 100%s%n");
    assert_string_equal(view.line[2], "%d%s");
}

static void what_does_not_fit_is_left_out_whole(void **state)
{
    struct kiosk kiosk = {.language = LANGUAGE_JA};
    struct screen_view view = {0};

    (void)state;
    for (int i = 0; i < SCREEN_LINES_MAX + 5; i++)
        words_text(&view, "line");
    for (int i = 0; i < SCREEN_CHOICES_MAX + 5; i++)
        words_stop(&kiosk, &view);
    assert_int_equal(view.lines, SCREEN_LINES_MAX);
    assert_int_equal(view.choices, SCREEN_CHOICES_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_mark_is_filled_once_and_text_is_never_a_format),
        cmocka_unit_test(what_does_not_fit_is_left_out_whole),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
