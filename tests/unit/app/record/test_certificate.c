#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/record/certificate.h"

#include <string.h>

static void kinds_have_names(void **state)
{
    enum kind kind = 0;

    (void)state;
    assert_string_equal(kind_name(KIND_DOMESTIC), "domestic");
    assert_string_equal(kind_name(KIND_TRAVEL), "travel");
    assert_true(kind_from_name("travel", &kind));
    assert_int_equal(kind, KIND_TRAVEL);
    assert_true(kind_from_name("domestic", &kind));
    assert_int_equal(kind, KIND_DOMESTIC);
    assert_false(kind_from_name("Travel", &kind));
    assert_false(kind_from_name("", &kind));
    assert_int_equal(kind, KIND_DOMESTIC);
}

/* VRS-54: signs that cannot be mistaken for one another. */
static void serials_have_twelve_of_their_signs(void **state)
{
    (void)state;
    assert_true(serial_is("ABCDEFGH2345"));
    assert_false(serial_is("ABCDEFGH234"));
    assert_false(serial_is("ABCDEFGH23456"));
    assert_false(serial_is("ABCDEFGH234I"));
    assert_false(serial_is("ABCDEFGH234O"));
    assert_false(serial_is("ABCDEFGH2341"));
    assert_false(serial_is("ABCDEFGH2340"));
    assert_false(serial_is("abcdefgh2345"));
    assert_int_equal(strlen(SERIAL_SIGNS), 32);
}

static void holders_differ_by_name_or_birth(void **state)
{
    struct holder a = {"証　花子", {1990, 4, 1}}, b = a;

    (void)state;
    assert_true(holder_equal(&a, &b));
    b.birth.day = 2;
    assert_false(holder_equal(&a, &b));
    b = (struct holder){"証 花子", {1990, 4, 1}}; /* another kind of space */
    assert_false(holder_equal(&a, &b));
    b = (struct holder){"証　花子 ", {1990, 4, 1}};
    assert_false(holder_equal(&a, &b));
}

static void doses_differ_by_every_field(void **state)
{
    const struct dose a = {1, {2021, 6, 1}, "comirnaty", "EY2173", "JPN"};
    struct dose other[5] = {a, a, a, a, a};

    (void)state;
    assert_true(dose_equal(&a, &other[0]));
    other[0].number = 2;
    other[1].date.day = 2;
    other[2].product[0] = 'x';
    other[3].lot[0] = 'x';
    other[4].country[0] = 'x';
    for (size_t i = 0; i < 5; i++)
        assert_false(dose_equal(&a, &other[i]));
}

/* Its owner knows it by its end; of a short number half stays hidden. */
static void a_passport_is_shown_by_its_last_signs(void **state)
{
    static const char *const pairs[][2] = {{"XX0000010", "*****0010"},
                                           {"AB1234567CD", "*******67CD"},
                                           {"A12345", "***345"},
                                           {"AB1", "**1"},
                                           {"A", "*"},
                                           {"", ""}};

    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        struct traveller traveller = {.name = "KAKU HANAKO"}, other = traveller;

        memcpy(traveller.passport, pairs[i][0], strlen(pairs[i][0]));
        memcpy(other.passport, pairs[i][1], strlen(pairs[i][1]));
        traveller_mask(&traveller);
        assert_string_equal(traveller.passport, pairs[i][1]);
        assert_true(traveller_equal(&traveller, &other));
        other.reference[0] = 'X';
        assert_false(traveller_equal(&traveller, &other));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kinds_have_names),
        cmocka_unit_test(serials_have_twelve_of_their_signs),
        cmocka_unit_test(holders_differ_by_name_or_birth),
        cmocka_unit_test(doses_differ_by_every_field),
        cmocka_unit_test(a_passport_is_shown_by_its_last_signs),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
