#include "place.h"

#include "app/admin/period.h"
#include "app/record/date.h"

enum { DAY = 24 * 60 * 60 };

/* The last second of the day before. */
static int64_t before(int year, int month)
{
    return date_last_second((struct date){year, month, 1}) - DAY;
}

static void quarters_are_of_japans_calendar(void **state)
{
    struct period is;

    (void)state;
    assert_true(period_of("shc", place_ports.now, &is));
    assert_string_equal(is.name, "shc-2026q4");
    assert_int_equal(is.from, before(2026, 10) + 1);
    assert_int_equal(is.next, before(2027, 1) + 1);
    assert_int_equal(is.until, is.next + 14 * DAY);
    assert_true(period_of("vds", before(2027, 1), &is));
    assert_string_equal(is.name, "vds-2026q4");
    assert_true(period_of("vds", before(2027, 1) + 1, &is));
    assert_string_equal(is.name, "vds-2027q1");
}

/* No second without a period, and none with two. */
static void one_follows_the_other(void **state)
{
    static const char *const names[] = {"shc-2026q4", "shc-2027q1", "shc-2027q2",
                                        "shc-2027q3", "shc-2027q4", "shc-2028q1"};
    struct period is, next;

    (void)state;
    assert_true(period_of("shc", place_ports.now, &is));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        assert_string_equal(is.name, names[i]);
        assert_true(period_of("shc", is.next, &next));
        assert_int_equal(next.from, is.next);
        is = next;
    }
}

static void sheets_and_logs_have_a_year(void **state)
{
    struct period is;

    (void)state;
    assert_true(period_of("sheet", place_ports.now, &is));
    assert_string_equal(is.name, "sheet-2026");
    assert_int_equal(is.from, before(2026, 1) + 1);
    assert_int_equal(is.next, before(2027, 1) + 1);
    assert_true(period_of("log", is.next, &is));
    assert_string_equal(is.name, "log-2027");
    assert_false(period_of("passport", place_ports.now, &is));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quarters_are_of_japans_calendar),
        cmocka_unit_test(one_follows_the_other),
        cmocka_unit_test(sheets_and_logs_have_a_year),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
