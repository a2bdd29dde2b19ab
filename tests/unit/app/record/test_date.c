#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/record/date.h"

#include <string.h>

static void parses_days_that_exist(void **state)
{
    static const char *good[] = {"1850-01-01", "1900-02-28", "2000-02-29",
                                 "2024-02-29", "2023-12-31", "2199-12-31"};
    static const char *bad[] = {"1849-12-31", "2200-01-01",  "1900-02-29", "2023-02-29",
                                "2023-00-10", "2023-13-01",  "2023-01-00", "2023-04-31",
                                "2023-1-01",  "2023-01-01 ", " 2023-01-1", "2023/01/01",
                                "+023-01-01", "20a3-01-01",  "",           "2023-01-0:"};

    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        struct date date;
        char text[DATE_SIZE];

        assert_true(date_parse(good[i], &date));
        date_format(date, text);
        assert_string_equal(text, good[i]);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct date date = {1, 2, 3};

        assert_false(date_parse(bad[i], &date));
        assert_true(date.year == 0 && date.month == 0 && date.day == 0);
    }
}

static void of_a_birth_less_may_be_known(void **state)
{
    static const char *good[] = {"1945", "1945-03", "1945-03-10", "2000-02-29", "1850", "2199-12"};
    static const char *bad[] = {"",        "194",     "1945-",      "1945-3",     "1945-00",
                                "1945-13", "1945-0a", "1945-03-",   "1945-03-1",  "1945-03-00",
                                "1849",    "2200-01", "1945-00-10", "1945-02-29", "1945-00-00",
                                "1945/03", "19450",   " 1945",      "1945-03-100"};

    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        struct date date, day;
        char text[DATE_SIZE];

        assert_true(date_parse_birth(good[i], &date));
        assert_true(date_is_birth(date));
        date_format(date, text);
        assert_string_equal(text, good[i]);
        assert_int_equal(date_parse(good[i], &day), strlen(good[i]) == 10);
        assert_int_equal(date_is_day(date), strlen(good[i]) == 10);
        assert_int_equal(day.year != 0, strlen(good[i]) == 10);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct date date = {1, 2, 3};

        assert_false(date_parse_birth(bad[i], &date));
        assert_true(date.year == 0 && date.month == 0 && date.day == 0);
    }
}

static void formats_no_date_as_zeros(void **state)
{
    char text[DATE_SIZE];

    (void)state;
    date_format((struct date){0}, text);
    assert_string_equal(text, "0000-00-00");
    date_format((struct date){123456789, -1, 99}, text);
    assert_string_equal(text, "0000-00-00");
    date_format((struct date){1945, 0, 10}, text);
    assert_string_equal(text, "0000-00-00");
}

static void compares(void **state)
{
    struct date a = {2023, 5, 31}, b = {2023, 6, 1}, c = {2022, 12, 31};

    (void)state;
    assert_true(date_compare(a, b) < 0);
    assert_true(date_compare(b, a) > 0);
    assert_true(date_compare(c, a) < 0);
    assert_true(date_compare(a, c) > 0);
    assert_true(date_compare(a, (struct date){2023, 5, 30}) > 0);
    assert_int_equal(date_compare(a, a), 0);
}

/* Dates are JST: the day changes at 15:00 UTC. */
static void the_day_changes_at_jst_midnight(void **state)
{
    static const struct {
        int64_t seconds;
        const char *day;
    } cases[] = {
        {0, "1970-01-01"},          {1763650799, "2025-11-20"}, /* 2025-11-20T14:59:59Z */
        {1763650800, "2025-11-21"}, {-32401, "1969-12-31"},     {-32400, "1970-01-01"},
        {INT64_MAX, "0000-00-00"},  {INT64_MIN, "0000-00-00"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[DATE_SIZE];

        date_format(date_of_unix(cases[i].seconds), text);
        assert_string_equal(text, cases[i].day);
    }
}

static void a_day_ends_before_the_next(void **state)
{
    static const char *days[] = {"1850-01-01", "1969-12-31", "2024-02-28", "2024-02-29",
                                 "2199-12-31"};

    (void)state;
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        struct date date;

        assert_true(date_parse(days[i], &date));
        assert_int_equal(date_compare(date_of_unix(date_last_second(date)), date), 0);
        assert_true(date_compare(date_of_unix(date_last_second(date) + 1), date) != 0);
    }
    assert_int_equal(date_last_second((struct date){2025, 11, 20}), 1763650799);
}

/* R29: every border of the table, one day before and the day itself. */
static void eras_change_on_their_day(void **state)
{
    static const struct {
        const char *day, *era;
    } cases[] = {
        {"1872-12-31", "1872年12月31日"},   {"1873-01-01", "明治6年1月1日"},
        {"1912-07-29", "明治45年7月29日"},  {"1912-07-30", "大正元年7月30日"},
        {"1913-01-01", "大正2年1月1日"},    {"1926-12-24", "大正15年12月24日"},
        {"1926-12-25", "昭和元年12月25日"}, {"1927-01-01", "昭和2年1月1日"},
        {"1989-01-07", "昭和64年1月7日"},   {"1989-01-08", "平成元年1月8日"},
        {"2019-04-30", "平成31年4月30日"},  {"2019-05-01", "令和元年5月1日"},
        {"2026-11-20", "令和8年11月20日"},  {"2099-12-31", "令和81年12月31日"},
        {"2100-01-01", "2100年1月1日"},     {"2199-01-01", "2199年1月1日"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct date date;
        char text[ERA_DATE_SIZE];

        assert_true(date_parse(cases[i].day, &date));
        date_era(date, text);
        assert_string_equal(text, cases[i].era);
    }
}

/* Where the era changed within the month or the year, to name one of the two would be a guess. */
static void eras_of_births_known_in_part(void **state)
{
    static const struct {
        const char *birth, *era;
    } cases[] = {
        {"1945", "昭和20年月日不詳"},     {"1945-03", "昭和20年3月日不詳"},
        {"1926", "1926年月日不詳"},       {"1926-11", "大正15年11月日不詳"},
        {"1926-12", "1926年12月日不詳"},  {"1989-01", "1989年1月日不詳"},
        {"1989-02", "平成元年2月日不詳"}, {"1989", "1989年月日不詳"},
        {"1912-07", "1912年7月日不詳"},   {"1912-06", "明治45年6月日不詳"},
        {"2019-05", "令和元年5月日不詳"}, {"1872", "1872年月日不詳"},
        {"1873", "明治6年月日不詳"},
    };
    char text[ERA_DATE_SIZE];

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct date date;

        assert_true(date_parse_birth(cases[i].birth, &date));
        date_era(date, text);
        assert_string_equal(text, cases[i].era);
    }
    date_era((struct date){1985, 13, 0}, text);
    assert_string_equal(text, "1985年13月日不詳");
}

static void the_minute_is_one_of_the_japanese_day(void **state)
{
    (void)state;
    assert_int_equal(date_minute_of_unix(0), 9 * 60);
    assert_int_equal(date_minute_of_unix(59), 9 * 60);
    assert_int_equal(date_minute_of_unix(60), 9 * 60 + 1);
    assert_int_equal(date_minute_of_unix(15 * 3600 - 1), 24 * 60 - 1);
    assert_int_equal(date_minute_of_unix(15 * 3600), 0);
    assert_int_equal(date_minute_of_unix(INT64_C(1795132800)), 9 * 60);
    assert_int_equal(date_minute_of_unix(-9 * 3600), 0);
    assert_int_equal(date_minute_of_unix(-9 * 3600 - 1), 24 * 60 - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parses_days_that_exist),
        cmocka_unit_test(of_a_birth_less_may_be_known),
        cmocka_unit_test(formats_no_date_as_zeros),
        cmocka_unit_test(compares),
        cmocka_unit_test(the_day_changes_at_jst_midnight),
        cmocka_unit_test(a_day_ends_before_the_next),
        cmocka_unit_test(eras_change_on_their_day),
        cmocka_unit_test(eras_of_births_known_in_part),
        cmocka_unit_test(the_minute_is_one_of_the_japanese_day),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
