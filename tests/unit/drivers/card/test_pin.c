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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_four_digits_and_wipes_the_text),
        cmocka_unit_test(refuses_other_texts_and_wipes_them_too),
        cmocka_unit_test(a_refused_text_also_ends_the_pin_before),
        cmocka_unit_test(moves_without_leaving_a_copy),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
