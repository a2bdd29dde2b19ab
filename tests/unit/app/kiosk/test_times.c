#include "app/kiosk/times.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void nothing_said_is_the_flows_own(void **state)
{
    struct times times;

    (void)state;
    assert_true(times_parse("", &times));
    assert_int_equal(times_of(&times, FLOW_choose, false), flow_seconds(FLOW_choose) * 1000);
    assert_int_equal(times_of(&times, FLOW_choose, true), FLOW_IDLE_SECONDS * 1000);
    assert_int_equal(times_of(&times, FLOW_tries, true), 0);
}

static void what_is_said_holds_for_that_state(void **state)
{
    struct times times;

    (void)state;
    assert_true(times_parse("take_paper=200,idle=300", &times));
    assert_int_equal(times_of(&times, FLOW_take_paper, false), 200);
    assert_int_equal(times_of(&times, FLOW_pin, true), 300);
    assert_int_equal(times_of(&times, FLOW_take_card, false), flow_seconds(FLOW_take_card) * 1000);
    assert_int_equal(times_of(&times, FLOW_issuing, true), 0);
}

static void anything_else_is_refused(void **state)
{
    static const char *const wrong[] = {"take_paper",
                                        "take_paper=",
                                        "take_paper=x",
                                        "take_paper=0",
                                        "take_paper=-1",
                                        "take_paper=1x",
                                        "nowhere=1",
                                        "=1",
                                        "take_paper=1;pin",
                                        "issuing=5",
                                        "pin=3600001",
                                        "take_paper =200",
                                        "pin=9999999999",
                                        "pin=1,,idle=1",
                                        "a_name_that_is_longer_than_any_state=1"};
    struct times times;

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(times_parse(wrong[i], &times));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_said_is_the_flows_own),
        cmocka_unit_test(what_is_said_holds_for_that_state),
        cmocka_unit_test(anything_else_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
