/* Who takes part, and when (CTR-02, CTR-18, R12). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/centre/areas.h"

#include <stdio.h>

/* The first second of 2026-04-01 in Japan. */
enum { APRIL = 1774969200, DAY = 86400 };

static int64_t now;

static int64_t seconds(void *self)
{
    (void)self;
    return now;
}

static struct desk *read_areas(const char *text)
{
    struct desk *desk = desk_new((struct clock_port){.seconds = seconds});

    assert_non_null(desk);
    if (!areas_read(text, desk))
        desk_free(&desk);
    return desk;
}

static void exactly_the_listed_ones_take_part(void **state)
{
    struct desk *desk = read_areas("131105, 131130 ,271004");
    size_t count = 0;

    (void)state;
    now = APRIL;
    assert_non_null(desk);
    for (int i = 0; i < 1000000; i++) {
        char code[AREA_CODE_SIZE];

        (void)snprintf(code, sizeof code, "%06d", i);
        count += desk_offers(desk, code);
    }
    assert_int_equal(count, 3);
    assert_true(desk_offers(desk, "131105") && desk_offers(desk, "131130") &&
                desk_offers(desk, "271004"));
    desk_free(&desk);
}

static bool takes_part(const char *text, int64_t at)
{
    struct desk *desk = read_areas(text);
    bool takes = false;

    assert_non_null(desk);
    now = at;
    takes = desk_offers(desk, "131105");
    desk_free(&desk);
    return takes;
}

/* One day before, on and after each border. */
static void it_begins_and_ends_with_its_days(void **state)
{
    static const char days[] = "131105@2026-04-01..2026-04-03";

    (void)state;
    assert_false(takes_part(days, APRIL - 1));
    assert_true(takes_part(days, APRIL));
    assert_true(takes_part(days, APRIL + 3 * DAY - 1));
    assert_false(takes_part(days, APRIL + 3 * DAY));
    assert_false(takes_part("131105@2026-04-01..", APRIL - 1));
    assert_true(takes_part("131105@2026-04-01..", APRIL + 9999 * (int64_t)DAY));
    assert_true(takes_part("131105@..2026-03-31", APRIL - 1));
    assert_false(takes_part("131105@..2026-03-31", APRIL));
    assert_true(takes_part("131105@2026-04-01..2026-04-01", APRIL));
    assert_true(takes_part("131130@..2020-01-01,131105", APRIL));
}

static void what_is_no_list_is_refused(void **state)
{
    static const char *const bad[] = {
        "",
        ",",
        "131105,131105",
        "131105,131105@2026-04-01..",
        "131106",
        "13110",
        "1311055",
        "131105 131130x",
        "131105@",
        "131105@..",
        "131105@2026-04-01",
        "131105@2026-04-01.",
        "131105@2026-04-01...",
        "131105@2026-02-30..",
        "131105@2026-04-02..2026-04-01",
        "131105@2026-04-01..2026-04-02x",
        "131105@2026-04-01..2026-04",
        "131105=2026-04-01..",
    };

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_null(read_areas(bad[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exactly_the_listed_ones_take_part),
        cmocka_unit_test(it_begins_and_ends_with_its_days),
        cmocka_unit_test(what_is_no_list_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
