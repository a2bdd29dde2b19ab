#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "drivers/net/admission.h"
#include "drivers/net/deadline.h"

enum { MS = 1000 };

/* Answers leave one every 10 ms while somebody waits. */
static void the_queue_is_as_long_as_the_deadline_bears(void **state)
{
    struct admission admission = {0};
    int64_t now = 5 * MS;
    size_t most = 0;

    (void)state;
    for (int i = 0; i < 200; i++) {
        assert_true(admission_enter(&admission, now, 1000));
        now += 10 * MS;
        admission_leave(&admission, now);
        now += 500 * MS; /* idleness teaches nothing */
    }
    while (admission_enter(&admission, now, 100) && most < 1000)
        most++;
    assert_in_range(most, 9, 12);
    assert_true(admission_enter(&admission, now, 1000));
}

static void a_stall_lets_one_at_a_time_find_out(void **state)
{
    struct admission admission = {0};
    int64_t now = 0;

    (void)state;
    for (int i = 0; i < 50; i++) {
        assert_true(admission_enter(&admission, now, 1000)); /* the only one is never refused */
        now += 1000 * MS;
        admission_leave(&admission, now);
    }
    assert_true(admission_enter(&admission, now, 500));
    assert_false(admission_enter(&admission, now, 500));
    for (int i = 0; i < 50; i++) { /* it recovers */
        now += 1 * MS;
        admission_leave(&admission, now);
        assert_true(admission_enter(&admission, now, 500));
    }
    assert_true(admission_enter(&admission, now, 500));
}

/* A kiosk that waits for news says nothing about how quick this server is. */
static void who_stands_aside_neither_waits_nor_teaches(void **state)
{
    struct admission admission = {0};
    int64_t now = 5 * MS;

    (void)state;
    for (int i = 0; i < 200; i++) {
        assert_true(admission_enter(&admission, now, 1000));
        admission_stand_aside(&admission);
        now += 8000 * MS;
    }
    assert_int_equal(admission.waits, 0);
    assert_int_equal(admission.interval_us, 0);
}

static void the_smaller_deadline_counts(void **state)
{
    char text[DEADLINE_TEXT_SIZE];
    int ms = 0;

    (void)state;
    assert_true(deadline_meet("5000", 8000, &ms));
    assert_int_equal(ms, 5000);
    assert_true(deadline_meet("9999999", 8000, &ms));
    assert_int_equal(ms, 8000);
    assert_false(deadline_meet("10000000", 8000, &ms));
    assert_false(deadline_meet("0000", 8000, &ms));
    assert_int_equal(deadline_share(8000), 7200);
    deadline_text(-5, text);
    assert_true(deadline_meet(text, 8000, &ms));
    assert_int_equal(ms, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_queue_is_as_long_as_the_deadline_bears),
        cmocka_unit_test(a_stall_lets_one_at_a_time_find_out),
        cmocka_unit_test(who_stands_aside_neither_waits_nor_teaches),
        cmocka_unit_test(the_smaller_deadline_counts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
