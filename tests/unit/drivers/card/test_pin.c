/* The PIN's own type (KSK-09). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "drivers/card/pin.h"

#include <string.h>

static void takes_four_digits_and_wipes_the_text(void **state)
{
    char text[] = "0123";
    struct pin pin = {0};

    (void)state;
    assert_true(pin_take(&pin, text, 4));
    assert_memory_equal(text, "\0\0\0\0", 4);
    assert_true(pin_is_set(&pin));
    assert_true(view_equal(pin_view(&pin), view_text("0123")));
    pin_wipe(&pin);
    pin_wipe(&pin);
    assert_false(pin_is_set(&pin));
    assert_int_equal(pin_view(&pin).len, 0);
}

/* A wrong length is answered here and never reaches the card. */
static void refuses_other_texts_and_wipes_them_too(void **state)
{
    static const char *const texts[] = {"", "123", "12345", "12a4", "12 4", "+123"};
    static const char zeros[8];

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char text[8] = "";
        struct pin pin = {0};

        memcpy(text, texts[i], strlen(texts[i]));
        assert_false(pin_take(&pin, text, strlen(text)));
        assert_memory_equal(text, zeros, sizeof text);
        assert_false(pin_is_set(&pin));
    }
}

static void a_refused_text_also_ends_the_pin_before(void **state)
{
    char good[] = "1234", bad[] = "12";
    struct pin pin = {0};

    (void)state;
    assert_true(pin_take(&pin, good, 4));
    assert_false(pin_take(&pin, bad, 2));
    assert_false(pin_is_set(&pin));
}

static void moves_without_leaving_a_copy(void **state)
{
    char one[] = "1111", two[] = "2222";
    struct pin from = {0}, to = {0};

    (void)state;
    assert_true(pin_take(&from, one, 4));
    assert_true(pin_take(&to, two, 4));
    pin_move(&to, &from);
    assert_false(pin_is_set(&from));
    assert_true(view_equal(pin_view(&to), view_text("1111")));
    pin_move(&to, &to);
    assert_true(pin_is_set(&to));
    pin_wipe(&to);
}

static void a_number_has_its_own_length(void **state)
{
    static const size_t lens[PIN_KINDS] = {4, 12, 14};

    (void)state;
    for (int kind = 0; kind < PIN_KINDS; kind++)
        for (size_t len = 0; len <= 16; len++) {
            char text[] = "1234567890123456";
            struct pin pin = {0};

            assert_int_equal(pin_take_kind(&pin, (enum pin_kind)kind, text, len),
                             len == lens[kind]);
            assert_int_equal(pin_view(&pin).len, len == lens[kind] ? len : 0);
            assert_int_equal(pin.kind, pin_is_set(&pin) ? kind : PIN_OF_HOLDER);
            pin_wipe(&pin);
        }
}

static void a_moved_number_is_still_a_number(void **state)
{
    char text[] = "123456789018";
    struct pin from = {0}, to = {0};

    (void)state;
    assert_true(pin_take_kind(&from, PIN_NUMBER_A, text, PIN_A_LEN));
    pin_move(&to, &from);
    assert_int_equal(to.kind, PIN_NUMBER_A);
    assert_int_equal(from.kind, PIN_OF_HOLDER);
    pin_wipe(&to);
    assert_int_equal(to.kind, PIN_OF_HOLDER);
}

/* The year of birth as it is counted in its era: 1980 is Showa 55 on the published specimen. */
static void number_b_is_made_of_the_face(void **state)
{
    static const char *const of[][2] = {
        {"19800217", "55021720351234"}, {"19890107", "64010720351234"},
        {"19890108", "01010820351234"}, {"20190430", "31043020351234"},
        {"20190501", "01050120351234"}, {"19261224", "15122420351234"},
    };
    static const struct pin_face none;

    (void)state;
    for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
        struct pin_face face = {.year = {'2', '0', '3', '5'}, .code = {'1', '2', '3', '4'}};
        struct pin pin = {0};

        memcpy(face.birth, of[i][0], sizeof face.birth);
        assert_true(pin_take_face(&pin, &face));
        assert_true(view_equal(pin_view(&pin), view_text(of[i][1])));
        assert_memory_equal(&face, &none, sizeof face);
        pin_wipe(&pin);
    }
}

static void a_face_of_anything_but_digits_is_none(void **state)
{
    (void)state;
    for (size_t at = 0; at < sizeof(struct pin_face); at++) {
        char text[] = "1980021720351234";
        struct pin_face face;
        struct pin pin = {0};

        text[at] = 'x';
        memcpy(&face, text, sizeof face);
        assert_false(pin_take_face(&pin, &face));
        assert_false(pin_is_set(&pin));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_four_digits_and_wipes_the_text),
        cmocka_unit_test(refuses_other_texts_and_wipes_them_too),
        cmocka_unit_test(a_refused_text_also_ends_the_pin_before),
        cmocka_unit_test(moves_without_leaving_a_copy),
        cmocka_unit_test(a_number_has_its_own_length),
        cmocka_unit_test(a_moved_number_is_still_a_number),
        cmocka_unit_test(number_b_is_made_of_the_face),
        cmocka_unit_test(a_face_of_anything_but_digits_is_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
