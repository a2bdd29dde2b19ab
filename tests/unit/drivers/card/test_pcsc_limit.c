/* A reader whose driver takes short commands only: how it is found out, and that nothing which
 * holds a secret goes out twice (KSK-09). */
#include "pcscd.h"

/* Verifies the PIN and reads a file; the code is that of the first thing that failed. */
static enum err visit(enum text_ap_file file, struct bytes *out)
{
    char text[] = "1234";
    struct pin pin = {0};
    unsigned tries = 0;
    enum err code = reader.connect(reader.self);

    assert_true(pin_take(&pin, text, PIN_LEN));
    if (code == ERR_OK)
        code = text_ap_verify(&reader, &pin, &tries);
    if (code == ERR_OK)
        code = text_ap_read(&reader, file, out);
    pin_wipe(&pin);
    return code;
}

static int count_sent(const char *prefix)
{
    int count = 0;

    for (int i = 0; i < desk.card.count; i++)
        count += strncmp(desk.card.trace[i], prefix, strlen(prefix)) == 0;
    return count;
}

static void expect_certificate(void)
{
    struct bytes out = bytes_new(4096);

    assert_int_equal(visit(TEXT_AP_CERTIFICATE, &out), ERR_OK);
    assert_int_equal(out.len, desk.card.len[4]);
    assert_memory_equal(out.at, desk.card.file[4], out.len);
    assert_int_equal(count_sent("0020009104"), 1);
    bytes_free(&out);
}

static void a_reader_that_says_so_is_sent_no_extended_command(void **state)
{
    static const long limits[] = {0, 255, 256};

    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        desk.limit = limits[i];
        desk.card.count = desk.sent = 0;
        expect_certificate();
        assert_int_equal(count_sent("00b08400000000"), 0);
        assert_int_equal(desk.sent, 4); /* PIN, three blocks */
    }
    (void)state;
}

static void a_reader_that_carries_more_is_sent_one_command_a_file(void **state)
{
    static const long limits[] = {SAYS_NOTHING, 0xFFFF, 0x10000};

    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        desk.limit = limits[i];
        desk.card.count = desk.sent = 0;
        expect_certificate();
        assert_int_equal(desk.sent, 2);
    }
    (void)state;
}

/* What a driver says then, pcscd passes on like the news of a removal. */
static void a_driver_that_refuses_is_asked_in_short(void **state)
{
    static const LONG refusals[] = {(LONG)SCARD_E_NOT_TRANSACTED, (LONG)SCARD_E_INVALID_PARAMETER,
                                    (LONG)SCARD_E_INVALID_VALUE, (LONG)SCARD_F_COMM_ERROR,
                                    (LONG)SCARD_E_UNSUPPORTED_FEATURE};

    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        desk.refusal = refusals[i];
        desk.card.count = desk.sent = desk.disconnects = 0;
        expect_certificate();
        assert_int_equal(desk.sent, 6); /* PIN, refused, asked again, three blocks */
        reader.disconnect(reader.self);
        assert_int_equal(desk.disconnects, 1);
    }
    (void)state;
}

static void a_refusal_is_kept_in_mind_for_the_session(void **state)
{
    struct bytes out = bytes_new(4096);

    (void)state;
    desk.refusal = (LONG)SCARD_E_NOT_TRANSACTED;
    expect_certificate();
    desk.sent = 0;
    assert_int_equal(text_ap_read(&reader, TEXT_AP_NUMBER, &out), ERR_OK);
    assert_int_equal(out.len, desk.card.len[1]);
    assert_int_equal(desk.sent, 1);
    bytes_free(&out);
}

static void a_card_that_went_is_gone_at_once(void **state)
{
    struct bytes out = bytes_new(4096);

    (void)state;
    desk.gone = (LONG)SCARD_E_NOT_TRANSACTED;
    desk.gone_from = 1;
    assert_int_equal(visit(TEXT_AP_NUMBER, &out), AK_C01);
    assert_int_equal(desk.sent, 3); /* PIN, the read, and whether it lies there still */
    assert_int_equal(desk.disconnects, 1);
    assert_int_equal(out.len, 0);
    assert_int_equal(text_ap_read(&reader, TEXT_AP_NUMBER, &out), AK_C01);
    assert_int_equal(desk.sent, 3);
    bytes_free(&out);
}

/* Lifted and laid back within a moment: it answers, but what was selected and verified is lost. */
static void a_card_that_forgot_is_gone_too(void **state)
{
    struct bytes out = bytes_new(4096);

    (void)state;
    desk.refusal = (LONG)SCARD_E_NOT_TRANSACTED;
    desk.reset = true;
    assert_int_equal(visit(TEXT_AP_NUMBER, &out), AK_C01);
    assert_int_equal(desk.sent, 3);
    assert_int_equal(desk.disconnects, 1);
    bytes_free(&out);
}

static void a_pin_that_was_not_carried_is_not_sent_again(void **state)
{
    static const LONG failures[] = {(LONG)SCARD_E_NOT_TRANSACTED, (LONG)SCARD_E_INVALID_PARAMETER,
                                    (LONG)SCARD_W_RESET_CARD,     (LONG)SCARD_W_REMOVED_CARD,
                                    (LONG)SCARD_F_COMM_ERROR,     (LONG)SCARD_E_NO_SERVICE};
    struct bytes out = bytes_new(4096);

    for (size_t i = 0; i < sizeof failures / sizeof *failures; i++) {
        desk.gone = failures[i];
        desk.gone_from = desk.sent = 0;
        assert_int_equal(visit(TEXT_AP_NUMBER, &out), AK_C01);
        assert_int_equal(desk.sent, 1);
    }
    (void)state;
    bytes_free(&out);
}

#define DESK_TEST(test) cmocka_unit_test_setup_teardown(test, open_desk, close_desk)

int main(void)
{
    const struct CMUnitTest tests[] = {
        DESK_TEST(a_reader_that_says_so_is_sent_no_extended_command),
        DESK_TEST(a_reader_that_carries_more_is_sent_one_command_a_file),
        DESK_TEST(a_driver_that_refuses_is_asked_in_short),
        DESK_TEST(a_refusal_is_kept_in_mind_for_the_session),
        DESK_TEST(a_card_that_went_is_gone_at_once),
        DESK_TEST(a_card_that_forgot_is_gone_too),
        DESK_TEST(a_pin_that_was_not_carried_is_not_sent_again),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
