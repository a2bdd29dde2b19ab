#include "app/kiosk/words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct kiosk english = {.language = LANGUAGE_EN};
static const struct kiosk japanese = {.language = LANGUAGE_JA};
static const struct kiosk korean = {.language = LANGUAGE_KO};

static void a_place_is_filled_and_text_is_never_a_format(void **state)
{
    struct screen_view view = {0};

    (void)state;
    words_line_number(&english, &view, PHRASE_pin_tries, 3);
    words_line_with(&english, &view, PHRASE_preview_name, "100%s%n %1");
    words_text(&view, "%d%s");
    assert_int_equal(view.lines, 3);
    assert_string_equal(view.line[0], "Tries left: 3");
    assert_string_equal(view.line[1], "Name\t100%s%n %1");
    assert_string_equal(view.line[2], "%d%s");
}

static void what_does_not_fit_is_left_out_whole(void **state)
{
    struct screen_view view = {0};

    (void)state;
    for (int i = 0; i < SCREEN_LINES_MAX + 5; i++)
        words_text(&view, "line");
    for (int i = 0; i < SCREEN_CHOICES_MAX + 5; i++)
        words_choice(&english, &view, SCREEN_PLAIN, "yes", PHRASE_end_visit);
    for (int i = 0; i < SCREEN_TICKS_MAX + 5; i++)
        words_tick(&english, &view, PHRASE_tick_read, "", true);
    assert_int_equal(view.lines, SCREEN_LINES_MAX);
    assert_int_equal(view.choices, SCREEN_CHOICES_MAX);
    assert_int_equal(view.ticks, SCREEN_TICKS_MAX);
}

static void dates_are_written_as_each_language_writes_them(void **state)
{
    const struct date day = {2021, 6, 4}, birth = {1968, 4, 12}, year_only = {1945, 0, 0};
    char text[WORDS_DATE_SIZE];

    (void)state;
    words_date(&japanese, day, text);
    assert_string_equal(text, "2021年6月4日");
    words_date(&english, day, text);
    assert_string_equal(text, "2021-06-04");
    words_date(&korean, day, text);
    assert_string_equal(text, "2021년 6월 4일");
    words_birth(&japanese, birth, text);
    assert_string_equal(text, "1968年4月12日（昭和43年4月12日）");
    words_birth(&english, birth, text);
    assert_string_equal(text, "1968-04-12");
    words_birth(&english, year_only, text);
    assert_string_equal(text, "1945");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_place_is_filled_and_text_is_never_a_format),
        cmocka_unit_test(what_does_not_fit_is_left_out_whole),
        cmocka_unit_test(dates_are_written_as_each_language_writes_them),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
