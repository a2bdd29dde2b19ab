/* One card read with its PIN: what goes out, and what is said of the card (KSK-05, KSK-09). */
#include "laid.h"

#include "app/card/session.h"

static struct reading read_with(struct laid *laid, const struct card_roots *roots,
                                enum pin_kind kind, const char *digits)
{
    struct reading reading = {0};
    char text[PIN_LEN_MAX + 1] = "";
    struct pin pin = {0};

    memcpy(text, digits, strlen(digits));
    assert_true(pin_take_kind(&pin, kind, text, strlen(digits)));
    if (session_begin(&laid->port, laid_today, kind, &reading))
        session_read(&laid->port, roots, &pin, &reading);
    pin_wipe(&pin);
    return reading;
}

static struct reading read_card(struct laid *laid, const struct card_roots *roots)
{
    return read_with(laid, roots, PIN_OF_HOLDER, "1234");
}

static void a_genuine_card_takes_twelve_commands(void **state)
{
    struct laid laid;
    struct reading reading;

    (void)state;
    laid_open(&laid);
    reading = read_card(&laid, &laid.maker.roots);
    assert_int_equal(reading.code, ERR_OK);
    assert_string_equal(reading.step, "");
    assert_int_equal(reading.verdict, CARD_AUTHENTIC);
    assert_int_equal(reading.present, ANSWER_YES);
    assert_string_equal(reading.person.number, SPECIMEN_NUMBER);
    assert_int_equal(laid.fake.count, 12);
    laid_close(&laid);
}

static void a_wrong_pin_goes_out_once_and_its_tries_are_told(void **state)
{
    struct laid laid;
    struct reading reading;

    (void)state;
    laid_open(&laid);
    laid.fake.verify = SW_TRIES | 2;
    reading = read_card(&laid, &laid.maker.roots);
    assert_int_equal(reading.code, AK_C31);
    assert_string_equal(reading.step, "PIN");
    assert_int_equal(reading.tried, ANSWER_YES);
    assert_int_equal(reading.tries, 2);
    assert_int_equal(reading.judged, ANSWER_UNKNOWN);
    assert_int_equal(laid_count(&laid, "0020009104"), 1);
    laid_close(&laid);
}

static void nobody_is_asked_for_the_pin_of_a_card_that_cannot_be_read(void **state)
{
    struct laid laid;
    struct reading reading = {0};

    (void)state;
    laid_open(&laid);
    laid.fake.tries = SW_TRIES;
    assert_false(session_begin(&laid.port, laid_today, PIN_OF_HOLDER, &reading));
    assert_int_equal(reading.code, AK_C32);
    assert_int_equal(reading.tries, 0);
    assert_int_equal(reading.tried, ANSWER_YES);

    laid.fake.tries = SW_TRIES | 3;
    reading = (struct reading){0};
    assert_false(session_begin(&laid.port, (struct date){2030, 11, 21}, PIN_OF_HOLDER, &reading));
    assert_int_equal(reading.code, AK_C36);
    assert_string_equal(reading.step, "expiry");
    laid_close(&laid);
}

static void an_altered_card_shows_nobody_and_is_not_challenged(void **state)
{
    struct laid laid;
    struct reading reading;

    (void)state;
    laid_open(&laid);
    laid.fake.file[1][5] ^= 1;
    reading = read_card(&laid, &laid.maker.roots);
    assert_int_equal(reading.code, AK_C61);
    assert_string_equal(reading.step, "number digest");
    assert_int_equal(reading.verdict, CARD_ALTERED);
    assert_int_equal(reading.present, ANSWER_UNKNOWN);
    assert_string_equal(reading.person.number, "");
    assert_string_equal(reading.person.holder.name, "");
    assert_int_equal(laid.fake.count, 10);
    laid_close(&laid);
}

static void a_card_of_an_unknown_issuer_is_challenged_and_shows_nobody(void **state)
{
    const struct card_roots none = {0};
    struct laid laid;
    struct reading reading;

    (void)state;
    laid_open(&laid);
    reading = read_card(&laid, &none);
    assert_int_equal(reading.code, AK_C64);
    assert_int_equal(reading.verdict, CARD_ISSUER_UNKNOWN);
    assert_int_equal(reading.present, ANSWER_YES);
    assert_string_equal(reading.person.number, "");
    laid_close(&laid);
}

static void a_copy_is_found_out_by_the_first_challenge(void **state)
{
    struct laid laid;
    struct reading reading;

    (void)state;
    laid_open(&laid);
    laid.copied = true;
    reading = read_card(&laid, &laid.maker.roots);
    assert_int_equal(reading.code, AK_C67);
    assert_string_equal(reading.step, "first challenge");
    assert_int_equal(reading.present, ANSWER_NO);
    assert_string_equal(reading.person.number, "");
    laid_close(&laid);
}

static void a_card_taken_away_at_any_command_is_said_so(void **state)
{
    struct laid laid;

    (void)state;
    laid_open(&laid);
    for (int n = 0; n < 10; n++) {
        struct reading reading;

        laid.fake.count = 0;
        laid.fake.gone_at = n;
        reading = read_card(&laid, &laid.maker.roots);
        assert_int_equal(reading.code, AK_C01);
        assert_int_equal(laid.fake.count, n + 1);
        assert_string_not_equal(reading.step, "");
        assert_string_equal(reading.person.number, "");
    }
    laid_close(&laid);
}

/* 照合番号A opens the number and nothing else of the holder (CNT-05). */
static void number_a_reads_the_number_alone(void **state)
{
    struct laid laid;
    struct reading reading;

    (void)state;
    laid_open(&laid);
    reading = read_with(&laid, &laid.maker.roots, PIN_NUMBER_A, SPECIMEN_NUMBER);
    assert_int_equal(reading.code, ERR_OK);
    assert_int_equal(reading.verdict, CARD_PART_AUTHENTIC);
    assert_int_equal(reading.part, CARD_NUMBER);
    assert_int_equal(reading.present, ANSWER_YES);
    assert_string_equal(reading.person.number, SPECIMEN_NUMBER);
    assert_string_equal(reading.person.holder.name, "");
    assert_int_equal(laid.fake.count, 11);
    assert_int_equal(laid_count(&laid, "00200094"), 2); /* the tries, and the number once */
    assert_int_equal(laid_count(&laid, "00b082"), 0);
    laid_close(&laid);
}

static void number_b_reads_all_but_the_number(void **state)
{
    struct laid laid;
    struct reading reading;

    (void)state;
    laid_open(&laid);
    reading = read_with(&laid, &laid.maker.roots, PIN_NUMBER_B, "55021720350000");
    assert_int_equal(reading.code, ERR_OK);
    assert_int_equal(reading.verdict, CARD_PART_AUTHENTIC);
    assert_int_equal(reading.part, CARD_ATTRIBUTES);
    assert_int_equal(reading.present, ANSWER_YES);
    assert_string_equal(reading.person.number, "");
    assert_string_not_equal(reading.person.holder.name, "");
    assert_int_equal(laid_count(&laid, "00200095"), 2);
    assert_int_equal(laid_count(&laid, "00b081"), 0);
    laid_close(&laid);
}

static void a_wrong_number_is_told_as_such_and_sent_once(void **state)
{
    struct laid laid;
    struct reading reading;

    (void)state;
    laid_open(&laid);
    laid.fake.tries = SW_TRIES | 10;
    laid.fake.verify = SW_TRIES | 9;
    reading = read_with(&laid, &laid.maker.roots, PIN_NUMBER_A, SPECIMEN_NUMBER);
    assert_int_equal(reading.code, AK_C33);
    assert_string_equal(reading.step, "number A");
    assert_int_equal(reading.tried, ANSWER_YES);
    assert_int_equal(reading.tries, 9);
    assert_int_equal(laid_count(&laid, "002000940c"), 1);

    laid.fake.tries = SW_TRIES;
    reading = read_with(&laid, &laid.maker.roots, PIN_NUMBER_B, "55021720350000");
    assert_int_equal(reading.code, AK_C39);
    assert_int_equal(laid_count(&laid, "002000950e"), 0);
    laid_close(&laid);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_genuine_card_takes_twelve_commands),
        cmocka_unit_test(a_wrong_pin_goes_out_once_and_its_tries_are_told),
        cmocka_unit_test(nobody_is_asked_for_the_pin_of_a_card_that_cannot_be_read),
        cmocka_unit_test(an_altered_card_shows_nobody_and_is_not_challenged),
        cmocka_unit_test(a_card_of_an_unknown_issuer_is_challenged_and_shows_nobody),
        cmocka_unit_test(a_copy_is_found_out_by_the_first_challenge),
        cmocka_unit_test(a_card_taken_away_at_any_command_is_said_so),
        cmocka_unit_test(number_a_reads_the_number_alone),
        cmocka_unit_test(number_b_reads_all_but_the_number),
        cmocka_unit_test(a_wrong_number_is_told_as_such_and_sent_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
