#include "fixture.h"

static const struct date birth = {1980, 2, 17};

static void finds_a_person_and_certainly_no_dose(void **state)
{
    struct area_person person;

    (void)state;
    fixture_person(NUMBER_A, "架空　花子", birth);
    assert_int_equal(area_look_up(f.records, NUMBER_A, KIND_DOMESTIC, &person), ERR_OK);
    assert_int_equal(person.history.found, FOUND_NONE);
    assert_int_equal(person.history.count, 0);
    assert_int_equal(person.history.as_of, 1);
    assert_int_equal(date_compare(person.birth, birth), 0);
}

static void finds_doses_in_order_with_the_last_event(void **state)
{
    struct dose second = fixture_dose(2, (struct date){2021, 7, 1});
    struct dose first = fixture_dose(1, (struct date){2021, 6, 10});
    struct area_person person;

    (void)state;
    fixture_person(NUMBER_A, "架空　花子", birth);
    assert_int_equal(area_register_dose(f.records, noon, NUMBER_A, &second), ERR_OK);
    assert_int_equal(area_register_dose(f.records, noon, NUMBER_A, &first), ERR_OK);
    fixture_person(NUMBER_B, "架空　太郎", birth);
    assert_int_equal(area_look_up(f.records, NUMBER_A, KIND_DOMESTIC, &person), ERR_OK);
    assert_int_equal(person.history.found, FOUND_SOME);
    assert_int_equal(person.history.count, 2);
    assert_true(dose_equal(&person.history.doses[0], &first));
    assert_true(dose_equal(&person.history.doses[1], &second));
    assert_int_equal(person.history.as_of, 4);
    assert_int_equal(person.touched, 3);
}

/* VRS-45, R13: an unknown number never reads as "no dose". */
static void an_unknown_number_says_nothing_about_doses(void **state)
{
    struct area_person person;

    (void)state;
    fixture_person(NUMBER_A, "架空　花子", birth);
    assert_int_equal(area_look_up(f.records, NUMBER_B, KIND_DOMESTIC, &person), AK_R30);
    assert_int_equal(person.history.found, FOUND_UNKNOWN);
}

static void a_failing_store_is_not_none(void **state)
{
    struct area_person person;

    (void)state;
    fixture_person(NUMBER_A, "架空　花子", birth);
    fixture_tamper("records.db", "DROP TABLE dose");
    assert_int_equal(area_look_up(f.records, NUMBER_A, KIND_DOMESTIC, &person), AK_R03);
    assert_int_equal(person.history.found, FOUND_UNKNOWN);
}

static void a_pulled_token_is_told_apart(void **state)
{
    struct area_person person;

    (void)state;
    f.fake.gone = true;
    assert_int_equal(area_look_up(f.records, NUMBER_A, KIND_DOMESTIC, &person), AK_K63);
}

/* A sealed value that stands in another person's row does not open. */
static void a_value_that_was_moved_does_not_open(void **state)
{
    struct area_person person;

    (void)state;
    fixture_person(NUMBER_A, "架空　花子", birth);
    fixture_person(NUMBER_B, "架空　太郎", birth);
    fixture_tamper("records.db", "UPDATE person SET number_sealed ="
                                 " (SELECT number_sealed FROM person WHERE id = 2) WHERE id = 1");
    assert_int_equal(area_look_up(f.records, NUMBER_A, KIND_DOMESTIC, &person), AK_K61);
}

/* Nor does another person answer to a number whose index was put in their row. */
static void an_index_that_was_moved_finds_nobody(void **state)
{
    struct area_person person;

    (void)state;
    fixture_person(NUMBER_A, "架空　花子", birth);
    fixture_person(NUMBER_B, "架空　太郎", birth);
    fixture_tamper("records.db",
                   "CREATE TABLE kept AS SELECT number_index AS i FROM person WHERE id = 1");
    fixture_tamper("records.db", "UPDATE person SET number_index = x'00' WHERE id = 1");
    fixture_tamper("records.db",
                   "UPDATE person SET number_index = (SELECT i FROM kept) WHERE id = 2");
    assert_int_equal(area_look_up(f.records, NUMBER_A, KIND_DOMESTIC, &person), AK_K61);
}

static void more_doses_than_fit_are_refused_not_cut(void **state)
{
    struct area_person person;

    (void)state;
    fixture_person(NUMBER_A, "架空　花子", birth);
    for (int i = 0; i <= DOSES_MAX; i++) {
        struct dose dose = fixture_dose(i + 1, (struct date){2022 + i / 12, 1 + i % 12, 1});
        enum err code = area_register_dose(f.records, noon, NUMBER_A, &dose);

        assert_int_equal(code, ERR_OK);
        code = area_look_up(f.records, NUMBER_A, KIND_DOMESTIC, &person);
        assert_int_equal(code, i < DOSES_MAX ? ERR_OK : AK_R69);
    }
}

/* VRS-57 */
static void a_missing_event_keeps_the_area_shut(void **state)
{
    struct area_records *again = NULL;

    (void)state;
    fixture_person(NUMBER_A, "架空　花子", birth);
    fixture_tamper("records.db", "INSERT INTO event (number, kind, person, at)"
                                 " VALUES (3, 'dose', 1, 0)");
    assert_int_equal(area_open(&f.ports, f.folder, STORE_READ, &again), AK_R70);
    assert_null(again);
}

/* VRS-19 */
static void another_wrapping_key_does_not_open_the_area(void **state)
{
    struct area_records *again = NULL;

    (void)state;
    f.fake.secret[0] ^= 1;
    assert_int_equal(area_open(&f.ports, f.folder, STORE_READ, &again), AK_K60);
    assert_int_equal(area_open(&f.ports, "/tmp/akashi-nowhere", STORE_READ, &again), AK_R71);
}

static void read_all(const char *name, struct bytes *out)
{
    char path[128];
    int at = 0;
    FILE *file = NULL;

    (void)snprintf(path, sizeof path, "%s/%s", f.folder, name);
    file = fopen(path, "rb");
    assert_non_null(file);
    while ((at = fgetc(file)) != EOF)
        assert_true(bytes_append_u8(out, (uint8_t)at));
    (void)fclose(file);
}

static bool holds(const struct bytes *in, const char *what)
{
    return memmem(in->at, in->len, what, strlen(what)) != NULL;
}

/* VRS-19: what stands on the disk gives no name, number or birth date away. */
static void the_disk_holds_no_person_in_clear(void **state)
{
    struct bytes disk = bytes_new(1 << 24);

    (void)state;
    fixture_person(NUMBER_A, "架空　花子", (struct date){1987, 6, 5});
    read_all("records.db", &disk);
    read_all("records.db-wal", &disk);
    assert_true(holds(&disk, "目黒区"));
    assert_false(holds(&disk, NUMBER_A));
    assert_false(holds(&disk, "花子"));
    assert_false(holds(&disk, "1987-06-05"));
    bytes_free(&disk);
}

static void the_holder_must_be_the_person_of_the_record(void **state)
{
    struct area_person person = {.birth = {1980, 2, 17}};
    struct holder holder = {"架空　花子", {1980, 2, 17}};

    (void)state;
    assert_int_equal(area_admit(&person, &holder), ERR_OK);
    person.moved = true;
    assert_int_equal(area_admit(&person, &holder), ERR_OK);
    person.pending = true;
    assert_int_equal(area_admit(&person, &holder), AK_R63);
    person.dead = true;
    assert_int_equal(area_admit(&person, &holder), AK_R62);
    holder.birth.day = 18;
    assert_int_equal(area_admit(&person, &holder), AK_R61);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(finds_a_person_and_certainly_no_dose),
        FIXTURE_TEST(finds_doses_in_order_with_the_last_event),
        FIXTURE_TEST(an_unknown_number_says_nothing_about_doses),
        FIXTURE_TEST(a_failing_store_is_not_none),
        FIXTURE_TEST(a_pulled_token_is_told_apart),
        FIXTURE_TEST(a_value_that_was_moved_does_not_open),
        FIXTURE_TEST(an_index_that_was_moved_finds_nobody),
        FIXTURE_TEST(more_doses_than_fit_are_refused_not_cut),
        FIXTURE_TEST(a_missing_event_keeps_the_area_shut),
        FIXTURE_TEST(another_wrapping_key_does_not_open_the_area),
        FIXTURE_TEST(the_disk_holds_no_person_in_clear),
        FIXTURE_TEST(the_holder_must_be_the_person_of_the_record),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
