/* A reader behind pcscd: chosen by name, watched, and found again (KSK-10). */
#include "pcscd.h"

#define STATE(word, counter) (SCARD_STATE_##word | (DWORD)(counter) << 16)

static enum reader_presence look(enum reader_presence known)
{
    return reader.wait(reader.self, known, 0);
}

static void a_reader_is_chosen_by_a_part_of_its_name(void **state)
{
    struct reader_port second;

    (void)state;
    assert_int_equal(reader.connect(reader.self), ERR_OK);
    assert_string_equal(connected, "First Reader 00");
    assert_true(reader_pcsc_open("Second", &second));
    assert_int_equal(second.connect(second.self), ERR_OK);
    assert_string_equal(connected, "Second Reader 00");
    second.close(second.self);
    assert_true(reader_pcsc_open("Third", &second));
    assert_int_equal(second.connect(second.self), AK_C60);
    second.close(second.self);
}

static void each_trouble_at_the_start_has_its_code(void **state)
{
    static const struct {
        LONG rv;
        enum err code;
    } of[] = {
        {(LONG)SCARD_E_NO_SMARTCARD, AK_C01},      {(LONG)SCARD_W_REMOVED_CARD, AK_C01},
        {(LONG)SCARD_W_RESET_CARD, AK_C01},        {(LONG)SCARD_W_UNRESPONSIVE_CARD, AK_C02},
        {(LONG)SCARD_W_UNPOWERED_CARD, AK_C02},    {(LONG)SCARD_E_PROTO_MISMATCH, AK_C02},
        {(LONG)SCARD_E_SHARING_VIOLATION, AK_C60}, {(LONG)SCARD_E_READER_UNAVAILABLE, AK_C60},
    };

    (void)state;
    for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
        desk.connect = of[i].rv;
        assert_int_equal(reader.connect(reader.self), of[i].code);
        assert_int_equal(desk.sent, 0);
    }
}

static void readers_and_cards_come_and_go(void **state)
{
    (void)state;
    desk.unplugged = true;
    assert_int_equal(look(READER_AWAY), READER_AWAY);
    desk.unplugged = false;
    desk.state = STATE(EMPTY, 1);
    assert_int_equal(look(READER_AWAY), READER_EMPTY);
    assert_int_equal(look(READER_EMPTY), READER_EMPTY);
    desk.state = STATE(PRESENT, 2);
    assert_int_equal(look(READER_EMPTY), READER_CARD);
    desk.state = STATE(PRESENT, 2) | SCARD_STATE_MUTE; /* upside down, but it lies there */
    assert_int_equal(look(READER_CARD), READER_CARD);
    desk.state = STATE(UNAVAILABLE, 3);
    assert_int_equal(look(READER_CARD), READER_AWAY);
    desk.unplugged = true;
    assert_int_equal(look(READER_CARD), READER_AWAY);
}

/* Both looks saw a card; the counter tells that it is not the same stay. */
static void a_card_that_was_changed_between_two_looks_shows_as_empty(void **state)
{
    (void)state;
    desk.state = STATE(PRESENT, 2);
    assert_int_equal(look(READER_AWAY), READER_CARD);
    desk.state = STATE(PRESENT, 2) | SCARD_STATE_INUSE; /* ourselves */
    assert_int_equal(look(READER_CARD), READER_CARD);
    desk.state = STATE(PRESENT, 4);
    assert_int_equal(look(READER_CARD), READER_EMPTY);
    assert_int_equal(look(READER_EMPTY), READER_CARD);
}

static void a_service_that_died_is_away_until_there_is_another(void **state)
{
    (void)state;
    desk.state = STATE(PRESENT, 2);
    assert_int_equal(look(READER_AWAY), READER_CARD);
    desk.dead = true;
    assert_int_equal(look(READER_CARD), READER_AWAY);
    assert_int_equal(look(READER_AWAY), READER_AWAY);
    assert_int_equal(reader.connect(reader.self), AK_C60);
    desk.dead = false;
    desk.service++;
    desk.state = STATE(EMPTY, 0);
    assert_int_equal(look(READER_AWAY), READER_EMPTY);
    assert_int_equal(reader.connect(reader.self), ERR_OK);
}

/* It died and came back between two visits: the context is of the old one. */
static void a_new_service_is_found_at_the_first_attempt(void **state)
{
    (void)state;
    assert_int_equal(reader.connect(reader.self), ERR_OK);
    reader.disconnect(reader.self);
    desk.service++;
    assert_int_equal(reader.connect(reader.self), ERR_OK);
}

#define DESK_TEST(test) cmocka_unit_test_setup_teardown(test, open_desk, close_desk)

int main(void)
{
    const struct CMUnitTest tests[] = {
        DESK_TEST(a_reader_is_chosen_by_a_part_of_its_name),
        DESK_TEST(each_trouble_at_the_start_has_its_code),
        DESK_TEST(readers_and_cards_come_and_go),
        DESK_TEST(a_card_that_was_changed_between_two_looks_shows_as_empty),
        DESK_TEST(a_service_that_died_is_away_until_there_is_another),
        DESK_TEST(a_new_service_is_found_at_the_first_attempt),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
