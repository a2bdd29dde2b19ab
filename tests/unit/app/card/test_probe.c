/* What is said of a card without its PIN (R23). */
#include "laid.h"

#include "app/card/probe.h"

static struct probe ask(struct laid *laid, const struct card_roots *roots)
{
    struct probe probe = {0};

    laid->fake.count = 0;
    probe_card(&laid->port, roots, laid_today, &probe);
    return probe;
}

static void a_good_card_is_fine_and_no_pin_is_sent(void **state)
{
    struct laid laid;
    struct probe probe;

    (void)state;
    laid_open(&laid);
    probe = ask(&laid, &laid.maker.roots);
    assert_int_equal(probe.code, ERR_OK);
    for (size_t i = 0; i < PROBE_APPLICATIONS; i++)
        assert_int_equal(probe.application[i], ANSWER_YES);
    assert_int_equal(probe.extended, ANSWER_YES);
    assert_int_equal(probe.tried, ANSWER_YES);
    assert_int_equal(probe.tries, 3);
    assert_string_equal(probe.expiry, "20301120");
    assert_string_equal(probe.issuer, "9000033");
    assert_int_equal(probe.issuer_known, ANSWER_YES);
    assert_int_equal(laid_count(&laid, "0020009104"), 0);
    laid_close(&laid);
}

static void the_issuer_is_looked_for_among_the_roots_that_are_given(void **state)
{
    struct card_roots roots = {0};
    struct laid laid;

    (void)state;
    laid_open(&laid);
    assert_int_equal(ask(&laid, &roots).issuer_known, ANSWER_UNKNOWN);
    roots = laid.maker.roots;
    roots.root[0].key_id[6] ^= 1;
    assert_int_equal(ask(&laid, &roots).issuer_known, ANSWER_NO);
    laid_close(&laid);
}

static void a_reader_without_extended_length_is_said_so_and_is_no_fault(void **state)
{
    const struct card_roots roots = {0};
    struct laid laid;
    struct probe probe;

    (void)state;
    laid_open(&laid);
    laid.fake.extended_refusal = SW_LENGTH;
    probe = ask(&laid, &roots);
    assert_int_equal(probe.extended, ANSWER_NO);
    assert_int_equal(probe.code, ERR_OK);
    assert_string_equal(probe.issuer, "9000033"); /* by short blocks */
    laid.fake.extended_refusal = 0;
    laid.fake.most = 256; /* cut short, and still 9000 */
    assert_int_equal(ask(&laid, &roots).extended, ANSWER_NO);
    laid_close(&laid);
}

static void a_foreign_card_is_asked_nothing_more(void **state)
{
    const struct card_roots roots = {0};
    struct laid laid;
    struct probe probe;

    (void)state;
    laid_open(&laid);
    laid.fake.select = SW_NOT_FOUND;
    probe = ask(&laid, &roots);
    assert_int_equal(probe.code, AK_C35);
    assert_int_equal(probe.application[0], ANSWER_NO);
    assert_int_equal(laid_count(&laid, "0020"), 0);
    assert_int_equal(laid_count(&laid, "00b0"), 0);
    assert_int_equal(probe_exit(probe.code), 1);
    laid_close(&laid);
}

static void a_blocked_card_is_asked_the_rest_all_the_same(void **state)
{
    const struct card_roots roots = {0};
    struct laid laid;
    struct probe probe;

    (void)state;
    laid_open(&laid);
    laid.fake.tries = SW_BLOCKED;
    probe = ask(&laid, &roots);
    assert_int_equal(probe.code, AK_C32);
    assert_int_equal(probe.tried, ANSWER_YES);
    assert_int_equal(probe.tries, 0);
    assert_int_equal(probe.extended, ANSWER_YES);
    assert_string_equal(probe.expiry, "20301120");
    laid_close(&laid);
}

static void an_expired_card_is_a_clear_no(void **state)
{
    const struct card_roots roots = {0};
    struct laid laid;
    struct probe probe = {0};

    (void)state;
    laid_open(&laid);
    probe_card(&laid.port, &roots, (struct date){2030, 11, 21}, &probe);
    assert_int_equal(probe.code, AK_C36);
    assert_int_equal(probe_exit(probe.code), 1);
    laid_close(&laid);
}

static void a_card_taken_away_at_any_command_ends_it(void **state)
{
    const struct card_roots roots = {0};
    struct laid laid;
    int whole = 0;

    (void)state;
    laid_open(&laid);
    (void)ask(&laid, &roots);
    whole = laid.fake.count;
    for (int n = 0; n < whole; n++) {
        laid.fake.gone_at = n;
        assert_int_equal(ask(&laid, &roots).code, AK_C01);
        assert_int_equal(laid.fake.count, n + 1);
    }
    laid_close(&laid);
}

static void what_is_not_the_cards_fault_is_no_clear_no(void **state)
{
    static const enum err unclear[] = {AK_C01, AK_C02, AK_C60, AK_C64, AK_X91};

    (void)state;
    for (size_t i = 0; i < sizeof unclear / sizeof *unclear; i++)
        assert_int_equal(probe_exit(unclear[i]), 2);
    assert_int_equal(probe_exit(ERR_OK), 0);
    assert_int_equal(probe_exit(AK_C31), 1);
    assert_int_equal(probe_exit(AK_C62), 1);
}

static void a_readers_name_cannot_steer_a_terminal(void **state)
{
    char longest[2 * READER_NAME_SIZE];
    uint8_t atr[33];
    struct probe probe = {0};

    (void)state;
    probe_place(&probe, "Re\x1B[2Jader\xE2\x80\xAE 00", view_of("\x3B\x8F", 2));
    assert_string_equal(probe.reader, "Re?[2Jader??? 00");
    assert_string_equal(probe.atr, "3B 8F");
    memset(longest, 'x', sizeof longest - 1);
    longest[sizeof longest - 1] = 0;
    memset(atr, 0xA5, sizeof atr);
    probe_place(&probe, longest, view_of(atr, sizeof atr));
    assert_int_equal(strlen(probe.reader), READER_NAME_SIZE - 1);
    assert_int_equal(strlen(probe.atr), 3 * sizeof atr - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_good_card_is_fine_and_no_pin_is_sent),
        cmocka_unit_test(the_issuer_is_looked_for_among_the_roots_that_are_given),
        cmocka_unit_test(a_reader_without_extended_length_is_said_so_and_is_no_fault),
        cmocka_unit_test(a_foreign_card_is_asked_nothing_more),
        cmocka_unit_test(a_blocked_card_is_asked_the_rest_all_the_same),
        cmocka_unit_test(an_expired_card_is_a_clear_no),
        cmocka_unit_test(a_card_taken_away_at_any_command_ends_it),
        cmocka_unit_test(what_is_not_the_cards_fault_is_no_clear_no),
        cmocka_unit_test(a_readers_name_cannot_steer_a_terminal),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
