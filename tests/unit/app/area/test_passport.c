/* What is kept of a passport: sealed in its place, read for a certificate for travel alone (KSK-08,
 * VRS-19). */
#include "fixture.h"

static const struct date birth = {1980, 2, 17}, today = {2026, 11, 20};

static const struct area_passport passport = {
    {.name = "KAKU HANAKO", .passport = "XX0000010", .nationality = "JPN"}, {2030, 3, 31}};

static struct area_person looked_up(enum kind kind)
{
    struct area_person person;

    assert_int_equal(area_look_up(f.records, NUMBER_A, kind, &person), ERR_OK);
    return person;
}

static int open_with_passport(void **state)
{
    assert_int_equal(fixture_open(state), 0);
    fixture_person(NUMBER_A, "架空　花子", birth);
    assert_int_equal(area_register_passport(f.records, noon, NUMBER_A, &passport), ERR_OK);
    return 0;
}

static void it_comes_back_for_travel_alone(void **state)
{
    struct area_person person = looked_up(KIND_TRAVEL);

    (void)state;
    assert_true(traveller_equal(&person.passport.traveller, &passport.traveller));
    assert_int_equal(date_compare(person.passport.until, passport.until), 0);
    person = looked_up(KIND_DOMESTIC);
    assert_string_equal(person.passport.traveller.name, "");
    assert_string_equal(person.passport.traveller.passport, "");
}

/* It is an event of the person: who looked at the records before it has to look again. */
static void it_is_a_numbered_event(void **state)
{
    struct area_person person = looked_up(KIND_TRAVEL);

    (void)state;
    assert_int_equal(person.touched, 2);
    assert_int_equal(person.history.as_of, 2);
}

static void a_newer_one_takes_its_place(void **state)
{
    struct area_passport newer = passport;
    struct area_person person;

    (void)state;
    memcpy(newer.traveller.passport, "XX0000020", PASSPORT_SIZE - 2);
    newer.until.year = 2036;
    assert_int_equal(area_register_passport(f.records, noon, NUMBER_A, &newer), ERR_OK);
    person = looked_up(KIND_TRAVEL);
    assert_string_equal(person.passport.traveller.passport, "XX0000020");
    assert_int_equal(person.passport.until.year, 2036);
    assert_int_equal(person.touched, 3);
}

static void only_what_a_passport_can_say_is_kept(void **state)
{
    struct area_passport bad = passport;

    (void)state;
    memcpy(bad.traveller.name, "Kaku", 5);
    assert_int_equal(area_register_passport(f.records, noon, NUMBER_A, &bad), AK_R83);
    memcpy(bad.traveller.name, "KAKU  A", 8);
    assert_int_equal(area_register_passport(f.records, noon, NUMBER_A, &bad), AK_R83);
    memcpy(bad.traveller.name, "KAKU ", 6);
    assert_int_equal(area_register_passport(f.records, noon, NUMBER_A, &bad), AK_R83);
    bad = passport;
    memcpy(bad.traveller.passport, "XX-1", 5);
    assert_int_equal(area_register_passport(f.records, noon, NUMBER_A, &bad), AK_R83);
    bad = passport;
    memcpy(bad.traveller.nationality, "JP", 3);
    assert_int_equal(area_register_passport(f.records, noon, NUMBER_A, &bad), AK_R83);
    bad = passport;
    bad.until.month = 13;
    assert_int_equal(area_register_passport(f.records, noon, NUMBER_A, &bad), AK_R83);
    assert_int_equal(area_register_passport(f.records, noon, NUMBER_B, &passport), AK_R30);
}

static bool stands_on_disk(const char *text)
{
    char path[128];
    FILE *file = NULL;
    static char disk[1 << 20];
    size_t len = 0;
    bool stands = false;

    for (int wal = 0; !stands && wal < 2; wal++) {
        (void)snprintf(path, sizeof path, "%s/records.db%s", f.folder, wal ? "-wal" : "");
        file = fopen(path, "rb");
        if (file == NULL)
            continue;
        len = fread(disk, 1, sizeof disk, file);
        fclose(file);
        stands = memmem(disk, len, text, strlen(text)) != NULL;
    }
    return stands;
}

static void the_disk_holds_no_passport_in_clear(void **state)
{
    (void)state;
    assert_true(stands_on_disk("CREATE TABLE passport"));
    assert_false(stands_on_disk("KAKU"));
    assert_false(stands_on_disk("XX0000010"));
    assert_false(stands_on_disk("2030-03-31"));
}

/* Another person's, another column's or an older event's value opens nothing. */
static void a_value_that_was_moved_does_not_open(void **state)
{
    static const char *const moves[] = {
        ("UPDATE passport SET number_sealed ="
         " (SELECT number_sealed FROM passport WHERE person = 2) WHERE person = 1"),
        "UPDATE passport SET name_sealed = number_sealed WHERE person = 1",
        "UPDATE passport SET event = 1 WHERE person = 1",
    };
    struct area_person person;

    (void)state;
    fixture_person(NUMBER_B, "架空　太郎", birth);
    assert_int_equal(area_register_passport(f.records, noon, NUMBER_B, &passport), ERR_OK);
    for (size_t i = 0; i < sizeof moves / sizeof *moves; i++) {
        assert_int_equal(area_register_passport(f.records, noon, NUMBER_A, &passport), ERR_OK);
        fixture_tamper("records.db", moves[i]);
        assert_int_equal(area_look_up(f.records, NUMBER_A, KIND_TRAVEL, &person), AK_K61);
        assert_string_equal(person.passport.traveller.name, "");
        assert_int_equal(area_look_up(f.records, NUMBER_A, KIND_DOMESTIC, &person), ERR_OK);
    }
}

static void travel_needs_a_passport_in_its_time(void **state)
{
    struct area_person person = {0};

    (void)state;
    assert_int_equal(area_admit_travel(&person, today), AK_R32);
    person.passport = passport;
    assert_int_equal(area_admit_travel(&person, today), ERR_OK);
    assert_int_equal(area_admit_travel(&person, passport.until), ERR_OK);
    assert_int_equal(area_admit_travel(&person, (struct date){2030, 4, 1}), AK_R33);
}

int main(void)
{
#define WITH_PASSPORT(test) cmocka_unit_test_setup_teardown(test, open_with_passport, fixture_close)
    const struct CMUnitTest tests[] = {
        WITH_PASSPORT(it_comes_back_for_travel_alone),
        WITH_PASSPORT(it_is_a_numbered_event),
        WITH_PASSPORT(a_newer_one_takes_its_place),
        WITH_PASSPORT(only_what_a_passport_can_say_is_kept),
        WITH_PASSPORT(the_disk_holds_no_passport_in_clear),
        WITH_PASSPORT(a_value_that_was_moved_does_not_open),
        WITH_PASSPORT(travel_needs_a_passport_in_its_time),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
