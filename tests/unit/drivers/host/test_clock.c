#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "drivers/host/clock.h"

static void seconds_are_the_machines(void **state)
{
    struct clock_port clock = clock_system();
    int64_t first = clock.seconds(clock.self);

    (void)state;
    assert_true(first > 1700000000);
}

static void steady_never_goes_back(void **state)
{
    struct clock_port clock = clock_system();
    int64_t last = clock.steady_ms(clock.self);

    (void)state;
    assert_true(last > 0);
    for (int i = 0; i < 1000; i++) {
        int64_t now = clock.steady_ms(clock.self);

        assert_true(now >= last);
        last = now;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(seconds_are_the_machines),
        cmocka_unit_test(steady_never_goes_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
