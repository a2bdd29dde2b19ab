/* What may be printed of a person, and in which form. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/card/report.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static struct reading someone(void)
{
    return (struct reading){
        .step = "",
        .part = CARD_WHOLE,
        .judged = ANSWER_YES,
        .verdict = CARD_AUTHENTIC,
        .present = ANSWER_YES,
        .person = {.number = "537686677188",
                   .holder = {.name = "黒桐　幹也", .birth = {1980, 2, 17}},
                   .sex = '1'},
    };
}

static char *said;
static size_t said_len;

static FILE *begin(void)
{
    free(said);
    said = NULL;
    return open_memstream(&said, &said_len);
}

static int end(void **state)
{
    (void)state;
    free(said);
    said = NULL;
    return 0;
}

static void say_reading(const struct reading *reading, bool show)
{
    FILE *to = begin();

    report_reading(to, reading, show);
    fclose(to);
}

static json_t *read_back(FILE *to)
{
    json_t *line = NULL;

    fclose(to);
    line = json_loads(said, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(line);
    assert_ptr_equal(strchr(said, '\n'), said + said_len - 1);
    return line;
}

static void a_person_is_masked(void **state)
{
    struct reading reading = someone();

    (void)state;
    say_reading(&reading, false);
    assert_non_null(strstr(said, "verdict     authentic\n"));
    assert_non_null(strstr(said, "name        黒***\n"));
    assert_non_null(strstr(said, "birth       1980-**-**\n"));
    assert_non_null(strstr(said, "sex         *\n"));
    assert_non_null(strstr(said, "number      ************\n"));
}

static void not_even_who_asks_gets_the_whole_number(void **state)
{
    struct reading reading = someone();

    (void)state;
    say_reading(&reading, true);
    assert_non_null(strstr(said, "name        黒桐　幹也\n"));
    assert_non_null(strstr(said, "birth       1980-02-17\n"));
    assert_non_null(strstr(said, "number      ********7188\n"));
    assert_null(strstr(said, "53768667"));
}

static void the_longest_name_is_masked_like_a_short_one(void **state)
{
    struct reading reading = someone();
    struct shown shown;

    (void)state;
    memset(reading.person.holder.name, 'A', HOLDER_NAME_SIZE - 1);
    report_mask(&reading, false, &shown);
    assert_string_equal(shown.name, "A***");
    report_mask(&reading, true, &shown);
    assert_string_equal(shown.name, reading.person.holder.name);
    reading.person.holder.name[0] = 0;
    report_mask(&reading, false, &shown);
    assert_string_equal(shown.name, "***");
}

static void what_was_not_read_is_a_dash_or_null(void **state)
{
    struct reading reading = someone();
    FILE *to = NULL;
    json_t *line = NULL, *person = NULL;

    (void)state;
    reading.verdict = CARD_PART_AUTHENTIC;
    reading.part = CARD_NUMBER;
    say_reading(&reading, true);
    assert_non_null(strstr(said, "verdict     part-authentic\n"));
    assert_non_null(
        strstr(said, "read        number\nname        -\nbirth       -\nsex         -\n"));
    assert_non_null(strstr(said, "number      ********7188\n"));

    reading.part = CARD_ATTRIBUTES;
    to = begin();
    assert_true(report_reading_json(to, &reading, true));
    line = read_back(to);
    person = json_object_get(line, "person");
    assert_string_equal(json_string_value(json_object_get(line, "read")), "attributes");
    assert_string_equal(json_string_value(json_object_get(person, "birth")), "1980-02-17");
    assert_true(json_is_null(json_object_get(person, "number")));
    json_decref(line);
}

static void a_refusal_says_where_and_why_and_shows_nobody(void **state)
{
    struct reading reading = someone();

    (void)state;
    reading.judged = ANSWER_UNKNOWN;
    reading.code = AK_C31;
    reading.step = "PIN";
    reading.tried = ANSWER_YES;
    reading.tries = 2;
    say_reading(&reading, true);
    assert_non_null(strstr(said, "verdict     refused\nfailed at   PIN\ncode        AK-C31 "));
    assert_non_null(strstr(said, "tries left  2\n"));
    assert_null(strstr(said, "name"));
    assert_null(strstr(said, "7188"));
}

static void a_reading_is_one_json_object(void **state)
{
    struct reading reading = someone();
    FILE *to = begin();
    json_t *line = NULL, *person = NULL;

    (void)state;
    assert_true(report_reading_json(to, &reading, false));
    line = read_back(to);
    person = json_object_get(line, "person");
    assert_string_equal(json_string_value(json_object_get(line, "verdict")), "authentic");
    assert_true(json_is_null(json_object_get(line, "failed_at")));
    assert_true(json_is_true(json_object_get(line, "present")));
    assert_string_equal(json_string_value(json_object_get(person, "name")), "黒***");
    assert_string_equal(json_string_value(json_object_get(person, "sex")), "*");
    assert_string_equal(json_string_value(json_object_get(person, "number")), "************");
    json_decref(line);

    reading.code = AK_C64;
    reading.step = "issuer";
    reading.verdict = CARD_ISSUER_UNKNOWN;
    to = begin();
    assert_true(report_reading_json(to, &reading, true));
    line = read_back(to);
    assert_string_equal(json_string_value(json_object_get(line, "verdict")), "issuer-unknown");
    assert_true(json_is_null(json_object_get(line, "person")));
    json_decref(line);
}

static void a_probe_is_said_in_lines_and_in_json(void **state)
{
    struct probe probe = {.reader = "Some Reader 00", .atr = "3B 88", .code = AK_C32};
    FILE *to = begin();
    json_t *line = NULL;

    (void)state;
    probe.application[1] = ANSWER_YES;
    probe.tried = ANSWER_YES;
    probe.extended = ANSWER_NO;
    report_probe(to, &probe);
    fclose(to);
    assert_non_null(strstr(said, "reader      Some Reader 00\nATR         3B 88\n"));
    assert_non_null(strstr(said, "common cannot tell, text yes,"));
    assert_non_null(strstr(said, "extended    no\ntries left  0\nexpiry      -\n"));
    assert_non_null(strstr(said, "medians     not measured\nverdict     no\ncode        AK-C32 "));

    to = begin();
    assert_true(report_probe_json(to, &probe));
    line = read_back(to);
    assert_int_equal(json_integer_value(json_object_get(line, "tries")), 0);
    assert_true(json_is_false(json_object_get(line, "extended")));
    assert_true(json_is_null(json_object_get(line, "expiry")));
    assert_true(json_is_true(json_object_get(json_object_get(line, "applications"), "text")));
    assert_string_equal(json_string_value(json_object_get(line, "verdict")), "no");
    json_decref(line);
}

static void readers_are_listed(void **state)
{
    struct readers readers = {.count = 2,
                              .one = {{.name = "A 00", .card = true}, {.name = "B 00"}}};
    FILE *to = begin();
    json_t *line = NULL;

    (void)state;
    report_readers(to, &readers);
    fclose(to);
    assert_string_equal(said, "A 00: card\nB 00: no card\n");
    to = begin();
    assert_true(report_readers_json(to, &readers));
    line = read_back(to);
    assert_int_equal(json_array_size(json_object_get(line, "readers")), 2);
    json_decref(line);
    readers.count = 0;
    to = begin();
    report_readers(to, &readers);
    fclose(to);
    assert_string_equal(said, "no reader\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(a_person_is_masked, end),
        cmocka_unit_test_teardown(not_even_who_asks_gets_the_whole_number, end),
        cmocka_unit_test_teardown(the_longest_name_is_masked_like_a_short_one, end),
        cmocka_unit_test_teardown(what_was_not_read_is_a_dash_or_null, end),
        cmocka_unit_test_teardown(a_refusal_says_where_and_why_and_shows_nobody, end),
        cmocka_unit_test_teardown(a_reading_is_one_json_object, end),
        cmocka_unit_test_teardown(a_probe_is_said_in_lines_and_in_json, end),
        cmocka_unit_test_teardown(readers_are_listed, end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
