#include "fixture.h"

static const struct date birth = {2000, 1, 31};

static struct history look(void)
{
    struct area_person person;

    assert_int_equal(area_look_up(f.records, NUMBER_A, KIND_DOMESTIC, &person), ERR_OK);
    return person.history;
}

static enum err add(struct dose dose)
{
    return area_register_dose(f.records, noon, NUMBER_A, &dose);
}

/* VRS-15: a repeated import changes nothing, not even the event number. */
static void the_same_dose_again_changes_nothing(void **state)
{
    struct dose dose = fixture_dose(1, (struct date){2021, 6, 10});

    (void)state;
    fixture_person(NUMBER_A, "架空　次郎", birth);
    assert_int_equal(add(dose), ERR_OK);
    assert_int_equal(add(dose), ERR_OK);
    assert_int_equal(look().count, 1);
    assert_int_equal(look().as_of, 2);
}

static void a_contradicting_dose_is_refused(void **state)
{
    struct dose dose = fixture_dose(1, (struct date){2021, 6, 10}), other = dose;

    (void)state;
    fixture_person(NUMBER_A, "架空　次郎", birth);
    assert_int_equal(add(dose), ERR_OK);
    other.date.day = 11;
    assert_int_equal(add(other), AK_R85);
    other = dose;
    other.number = 2;
    assert_int_equal(add(other), AK_R85);
    other = dose;
    (void)snprintf(other.lot, sizeof other.lot, "FX9");
    assert_int_equal(add(other), AK_R85);
    assert_int_equal(look().as_of, 2);
}

/* VRS-14: one minimal example per rule, and its neighbour that passes. */
static void implausible_dates_are_refused(void **state)
{
    struct dose dose = fixture_dose(1, (struct date){2026, 11, 21});

    (void)state;
    fixture_person(NUMBER_A, "架空　次郎", (struct date){2026, 11, 20});
    assert_int_equal(add(dose), AK_R80);
    dose.date.day = 19;
    assert_int_equal(add(dose), AK_R81);
    dose.date.day = 20;
    assert_int_equal(add(dose), ERR_OK);
    assert_int_equal(look().count, 1);
}

static void a_dose_before_its_products_approval_is_refused(void **state)
{
    struct dose dose = fixture_dose(1, (struct date){2021, 2, 13});

    (void)state;
    fixture_person(NUMBER_A, "架空　次郎", birth);
    assert_int_equal(add(dose), AK_R82);
    dose.date.day = 14;
    assert_int_equal(add(dose), ERR_OK);
}

/* VRS-11: 0 and less are no dose numbers. */
static void malformed_doses_are_refused(void **state)
{
    const struct dose good = fixture_dose(1, (struct date){2021, 6, 10});
    struct dose bad[7] = {good, good, good, good, good, good, good};

    (void)state;
    fixture_person(NUMBER_A, "架空　次郎", birth);
    bad[0].number = 0;
    bad[1].number = -1;
    (void)snprintf(bad[2].product, sizeof bad[2].product, "water");
    bad[3].lot[0] = 0;
    (void)snprintf(bad[4].country, sizeof bad[4].country, "jp");
    bad[5].date.day = 0;
    bad[6].date = (struct date){2022, 0, 0};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(add(bad[i]), AK_R83);
    assert_int_equal(look().found, FOUND_NONE);
}

/* Of a birth the registers may know only the month or the year; a dose of that year is not before
 * it, and a later one finds the person again. */
static void a_birth_known_in_part_is_kept(void **state)
{
    static const struct date births[] = {{2021, 6, 0}, {2021, 0, 0}, {2020, 2, 29}};

    (void)state;
    for (size_t i = 0; i < sizeof births / sizeof *births; i++) {
        struct area_person person;
        struct holder holder = {.birth = births[i]};

        fixture_person(NUMBER_A, "架空　次郎", births[i]);
        assert_int_equal(add(fixture_dose(1, (struct date){2021, 6, 10})), ERR_OK);
        assert_int_equal(area_look_up(f.records, NUMBER_A, KIND_DOMESTIC, &person), ERR_OK);
        assert_int_equal(date_compare(person.birth, births[i]), 0);
        assert_int_equal(area_admit(&person, &holder), ERR_OK);
        holder.birth = (struct date){2021, 6, 1};
        assert_int_equal(area_admit(&person, &holder), AK_R61);
        assert_int_equal(fixture_close(state), 0);
        assert_int_equal(fixture_open(state), 0);
    }
}

static void births_that_cannot_be_are_not_registered(void **state)
{
    static const struct date births[] = {{0, 0, 0}, {1985, 0, 5}, {1985, 13, 0}, {1985, 2, 29}};

    (void)state;
    for (size_t i = 0; i < sizeof births / sizeof *births; i++) {
        struct area_registration in = {NUMBER_A, {"架空　三郎", births[i]}, 0, 0, 0};
        int64_t person = 0;

        assert_int_equal(area_register_person(f.records, noon, &in, &person), AK_R83);
    }
}

/* VRS-11: no upper limit of the dose number. */
static void high_dose_numbers_pass_unchanged(void **state)
{
    (void)state;
    fixture_person(NUMBER_A, "架空　次郎", birth);
    assert_int_equal(add(fixture_dose(20, (struct date){2023, 6, 10})), ERR_OK);
    assert_int_equal(look().doses[0].number, 20);
}

static void a_number_is_registered_once(void **state)
{
    struct area_registration in = {NUMBER_A, {"架空　三郎", {1999, 9, 9}}, 0, 0, 0};
    int64_t person = 0;

    (void)state;
    fixture_person(NUMBER_A, "架空　次郎", birth);
    assert_int_equal(area_register_person(f.records, noon, &in, &person), AK_R84);
    assert_int_equal(look().as_of, 1);
}

static void a_person_needs_number_name_and_birth(void **state)
{
    const struct area_registration good = {NUMBER_A, {"架空　三郎", {1999, 9, 9}}, 0, 0, 0};
    struct area_registration bad[3] = {good, good, good};
    int64_t person = 0;

    (void)state;
    bad[0].number[11] = '4';
    bad[1].holder.name[0] = 0;
    bad[2].holder.birth = (struct date){0};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(area_register_person(f.records, noon, &bad[i], &person), AK_R83);
}

static void flags_are_kept(void **state)
{
    struct area_registration in = {NUMBER_A, {"架空　三郎", {1999, 9, 9}}, true, false, true};
    struct area_person out;
    int64_t person = 0;

    (void)state;
    assert_int_equal(area_register_person(f.records, noon, &in, &person), ERR_OK);
    assert_int_equal(area_look_up(f.records, NUMBER_A, KIND_DOMESTIC, &out), ERR_OK);
    assert_true(out.dead);
    assert_false(out.moved);
    assert_true(out.pending);
}

static void what_cannot_be_written_is_told(void **state)
{
    struct area_registration in = {NUMBER_B, {"架空　三郎", {1999, 9, 9}}, 0, 0, 0};
    int64_t person = 0;

    (void)state;
    fixture_person(NUMBER_A, "架空　次郎", birth);
    fixture_tamper("records.db", "CREATE TRIGGER stop BEFORE INSERT ON event BEGIN"
                                 " SELECT RAISE(ABORT, 'disk'); END");
    assert_int_equal(area_register_person(f.records, noon, &in, &person), AK_R07);
    assert_int_equal(add(fixture_dose(1, (struct date){2021, 6, 10})), AK_R07);
    assert_int_equal(look().as_of, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(the_same_dose_again_changes_nothing),
        FIXTURE_TEST(a_contradicting_dose_is_refused),
        FIXTURE_TEST(implausible_dates_are_refused),
        FIXTURE_TEST(a_dose_before_its_products_approval_is_refused),
        FIXTURE_TEST(malformed_doses_are_refused),
        FIXTURE_TEST(a_birth_known_in_part_is_kept),
        FIXTURE_TEST(births_that_cannot_be_are_not_registered),
        FIXTURE_TEST(high_dose_numbers_pass_unchanged),
        FIXTURE_TEST(a_number_is_registered_once),
        FIXTURE_TEST(a_person_needs_number_name_and_birth),
        FIXTURE_TEST(flags_are_kept),
        FIXTURE_TEST(what_cannot_be_written_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
