#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "drivers/voice/reminder.h"

static void it_grows_at_ten_and_at_thirty_seconds(void **state)
{
    (void)state;
    assert_int_equal(reminder_stage(0), 1);
    assert_int_equal(reminder_stage(9999), 1);
    assert_int_equal(reminder_stage(10000), 2);
    assert_int_equal(reminder_stage(29999), 2);
    assert_int_equal(reminder_stage(30000), 3);
    assert_int_equal(reminder_stage(INT64_MAX), 3);
}

static void it_speaks_at_once_and_every_five_seconds_from_the_tenth(void **state)
{
    static const int64_t wanted[] = {0, 10000, 15000, 20000, 25000, 30000, 35000, 40000};
    int64_t at = -1;

    (void)state;
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        at = reminder_next_ms(at);
        assert_int_equal(at, wanted[i]);
    }
}

/* KSK-12, KSK-13: the reminder repeats; no moment is without a next one. */
static void the_next_is_always_later_and_never_far(void **state)
{
    (void)state;
    for (int64_t at = 0; at < 120000; at += 7) {
        int64_t next = reminder_next_ms(at);

        assert_true(next > at);
        assert_true(next - at <=
                    (at < REMINDER_STAGE_2_MS ? REMINDER_STAGE_2_MS : REMINDER_EVERY_MS));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_grows_at_ten_and_at_thirty_seconds),
        cmocka_unit_test(it_speaks_at_once_and_every_five_seconds_from_the_tenth),
        cmocka_unit_test(the_next_is_always_later_and_never_far),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
