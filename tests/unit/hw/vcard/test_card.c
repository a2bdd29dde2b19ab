/* The card itself: what each command is answered with (docs/card.md). */
#include "plastic.h"

static struct plastic plastic;
static struct vcard *card;

static int issue(void **state)
{
    (void)state;
    plastic_open(&plastic);
    card = plastic.card;
    return 0;
}

static int scrap(void **state)
{
    (void)state;
    plastic_close(&plastic);
    return 0;
}

/* Each test begins with power off and all tries left. */
static int power_off(void **state)
{
    (void)state;
    vcard_reset(card);
    card->keys[VCARD_PIN].tries = 3;
    card->keys[VCARD_NUMBER_A].tries = card->keys[VCARD_NUMBER_B].tries = 10;
    card->reselect_clears = card->changed = false;
    card->foreign = FOREIGN_NOT;
    return 0;
}

static void expect(const char *hex, unsigned status)
{
    unsigned got = plastic_status(card, hex);

    if (got != status)
        print_error("%s: %04x, not %04x\n", hex, got, status);
    assert_int_equal(got, status);
}

static void verify_b(void)
{
    char hex[64];
    int len = snprintf(hex, sizeof hex, "002000950e");

    hex_encode(view_of(card->keys[VCARD_NUMBER_B].value, 14), hex + len);
    expect(hex, 0x9000);
}

/* 0: refused, 1: readable. */
static void expect_access(const int readable[7])
{
    for (int i = 0; i < 7; i++) {
        char hex[16];

        snprintf(hex, sizeof hex, "00b0%02x0000", 0x81 + i);
        expect(hex, readable[i] ? 0x9000 : 0x6982);
    }
}

static void each_key_opens_its_files_and_no_others(void **state)
{
    (void)state;
    expect(SELECT_TEXT, 0x9000);
    expect_access((const int[]){0, 0, 0, 1, 1, 0, 0});
    expect(VERIFY_A, 0x9000);
    expect_access((const int[]){1, 0, 1, 1, 1, 1, 1});
    vcard_reset(card);
    expect(SELECT_TEXT, 0x9000);
    verify_b();
    expect_access((const int[]){0, 1, 1, 1, 1, 1, 1});
    vcard_reset(card);
    expect(SELECT_TEXT, 0x9000);
    expect(VERIFY_PIN, 0x9000);
    expect_access((const int[]){1, 1, 1, 1, 1, 1, 1});
}

static void asking_for_tries_never_uses_one(void **state)
{
    (void)state;
    expect(SELECT_TEXT, 0x9000);
    for (int i = 0; i < 20; i++) {
        expect(TRIES, 0x63C3);
        expect("0020009100", 0x63C3);
        expect("00200094", 0x63CA);
        expect("00200095", 0x63CA);
    }
    expect("00a4020c020011", 0x9000);
    expect("00200080", 0x63C3);
    assert_false(card->changed);
}

static void wrong_values_use_up_tries_and_block(void **state)
{
    (void)state;
    expect(SELECT_TEXT, 0x9000);
    expect(VERIFY_WRONG, 0x63C2);
    assert_true(card->changed);
    expect(VERIFY_WRONG, 0x63C1);
    expect(VERIFY_WRONG, 0x63C0);
    expect(VERIFY_PIN, 0x6984);
    expect(TRIES, 0x63C0);
    expect("00b0810000", 0x6982);
    expect("00200094", 0x63CA); /* each key has a counter of its own */
    expect("0020009104", 0x63C0);
}

static void a_right_value_gives_all_tries_back(void **state)
{
    (void)state;
    expect(SELECT_TEXT, 0x9000);
    expect(VERIFY_WRONG, 0x63C2);
    card->changed = false;
    expect(VERIFY_PIN, 0x9000);
    assert_true(card->changed);
    expect(TRIES, 0x63C3);
    card->changed = false;
    expect(VERIFY_PIN, 0x9000);
    assert_false(card->changed);
}

static void a_wrong_value_closes_what_a_right_one_opened(void **state)
{
    (void)state;
    expect(SELECT_TEXT, 0x9000);
    expect(VERIFY_PIN, 0x9000);
    expect(VERIFY_WRONG, 0x63C2);
    expect("00b0810000", 0x6982);
}

static void a_wrong_length_is_a_wrong_value(void **state)
{
    (void)state;
    expect(SELECT_TEXT, 0x9000);
    expect("0020009103313233", 0x63C2);
    expect("00200091053132333400", 0x63C1);
    expect("002000911131313131313131313131313131313131"
           "31",
           0x6700);
    expect(TRIES, 0x63C1);
}

static void counters_survive_reset_and_open_keys_do_not(void **state)
{
    (void)state;
    expect(SELECT_TEXT, 0x9000);
    expect(VERIFY_WRONG, 0x63C2);
    expect(VERIFY_PIN, 0x9000);
    expect(VERIFY_WRONG, 0x63C2);
    vcard_reset(card);
    expect("00b0810000", 0x6A82);
    expect(SELECT_TEXT, 0x9000);
    expect(TRIES, 0x63C2);
    expect("00b0810000", 0x6982);
}

static void another_ap_closes_the_keys(void **state)
{
    (void)state;
    expect(SELECT_TEXT, 0x9000);
    expect(VERIFY_PIN, 0x9000);
    expect(SELECT_COMMON, 0x9000);
    expect(SELECT_TEXT, 0x9000);
    expect("00b0810000", 0x6982);
}

static void the_same_ap_again_keeps_them_unless_switched(void **state)
{
    (void)state;
    expect(SELECT_TEXT, 0x9000);
    expect(VERIFY_PIN, 0x9000);
    expect(SELECT_TEXT, 0x9000);
    expect("00b0810000", 0x9000);
    card->reselect_clears = true;
    expect(SELECT_TEXT, 0x9000);
    expect("00b0810000", 0x6982);
}

static void a_select_that_fails_changes_nothing(void **state)
{
    static const char *const probes[] = {
        "00a4040007627601ff000000",
        "00a4040c0fd23300000045737445494420763335",
        "00a404000aa0000003080000100000",
        "00a4040c07a000000116db0000",
        "00a4040c0ad3921000310001010401", /* the juki AP is not on this card */
        "00a4040000",
        "00a40000023f00",
        "00a4020c02001f",
        "00a4010c02001f",
        "00a4040407627601ff000000",
        "00cadf3005",
        "00cb3fff035c017e08",
    };

    (void)state;
    expect(SELECT_TEXT, 0x9000);
    expect(VERIFY_PIN, 0x9000);
    expect("00a4020c020001", 0x9000);
    for (size_t i = 0; i < sizeof probes / sizeof *probes; i++) {
        assert_int_not_equal(plastic_status(card, probes[i]) & 0xF000, 0x9000);
        expect("00b0000000", 0x9000);
    }
}

static void select_answers_as_its_p2_asks(void **state)
{
    struct bytes out = bytes_new(VCARD_ANSWER_MAX);

    (void)state;
    assert_int_equal(plastic_ask(card, SELECT_TEXT "00", &out), 0x9000);
    assert_int_equal(out.len, 0);
    assert_int_equal(plastic_ask(card, "00a404000ad392100031000101040800", &out), 0x9000);
    assert_int_equal(out.len, 14);
    assert_memory_equal(out.at, "\x6F\x0C\x84\x0A\xD3\x92\x10", 7);
    expect("00a4040c09d39210003100010104", 0x9000); /* a prefix is enough (JICSAP) */
    expect("00a4040c04d3921000", 0x6A82);
    bytes_free(&out);
}

static void nothing_is_selected_after_power_up(void **state)
{
    (void)state;
    expect("00a40000", 0x6A86);
    expect("00b0000000", 0x6986);
    expect("00200080", 0x6986);
    expect(TRIES, 0x6A82);
    expect("00a4020c020001", 0x6A82);
    expect("802a000001ff00", 0x6985);
    expect(SELECT_TEXT, 0x9000);
    expect("00a40000", 0x9000);
    expect("00b0000000", 0x6986);
}

static void reads_short_extended_and_beyond(void **state)
{
    struct bytes out = bytes_new(VCARD_ANSWER_MAX);

    (void)state;
    expect(SELECT_TEXT, 0x9000);
    expect(VERIFY_PIN, 0x9000);
    assert_int_equal(plastic_ask(card, "00b0840000", &out), 0x9000);
    assert_int_equal(out.len, 256);
    assert_int_equal(plastic_ask(card, "00b0020000", &out), 0x9000); /* current since the SFI */
    assert_int_equal(out.len, 568 - 512);
    assert_int_equal(plastic_ask(card, "00b0023700", &out), 0x9000);
    assert_int_equal(out.len, 1);
    expect("00b0023800", 0x6B00);
    expect("00b07fff00", 0x6B00);
    assert_int_equal(plastic_ask(card, "00b08400000000", &out), 0x9000);
    assert_int_equal(out.len, 568);
    assert_int_equal(plastic_ask(card, "00b0840400012c", &out), 0x9000);
    assert_int_equal(out.len, 300);
    assert_memory_equal(out.at, card->files[3].at + 4, 300);
    assert_int_equal(plastic_ask(card, "00b0810011", &out), 0x9000);
    assert_int_equal(out.len, 17);
    expect("00b08400", 0x6700);
    expect("00b0800000", 0x6A86);
    expect("00b0a10000", 0x6A86);
    expect("00b09f0000", 0x6A82);
    expect("00b0910000", 0x6981); /* a key is no data */
    bytes_free(&out);
}

static void the_number_file_ends_in_its_two_filler_bytes(void **state)
{
    struct bytes out = bytes_new(VCARD_ANSWER_MAX);

    (void)state;
    expect(SELECT_TEXT, 0x9000);
    expect(VERIFY_PIN, 0x9000);
    assert_int_equal(plastic_ask(card, "00b08100000000", &out), 0x9000);
    assert_int_equal(out.len, 17);
    assert_memory_equal(out.at,
                        "\xFF\x10\x0C"
                        "123456789018"
                        "\xFF\xFF",
                        17);
    bytes_free(&out);
}

static void the_common_ap_tells_the_expiry(void **state)
{
    struct bytes out = bytes_new(VCARD_ANSWER_MAX);

    (void)state;
    expect(SELECT_COMMON, 0x9000);
    expect("00b2010400", 0x6986);
    assert_int_equal(plastic_ask(card, "00b2010c00", &out), 0x9000);
    assert_int_equal(out.len, 30);
    assert_memory_equal(out.at, "\x01\x1C", 2);
    assert_memory_equal(out.at + 17, "1311020331120", 13);
    expect("00b2010400", 0x9000);
    expect("00b2020c00", 0x6A83);
    expect("00b2010d00", 0x6A86);
    expect("00b0810000", 0x6981);
    expect("00200081", 0x6981);
    expect(SELECT_TEXT, 0x9000);
    expect("00b2010c00", 0x6981);
    bytes_free(&out);
}

static void the_card_signs_without_a_pin(void **state)
{
    static const char command[] =
        "802a0000333031300d060960864801650304020105000420"
        "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f00";
    struct bytes out = bytes_new(VCARD_ANSWER_MAX);
    uint8_t digest[SHA256_LEN], modulus[RSA_SIGNATURE_LEN];
    struct rsa_public key = {view_of(modulus, sizeof modulus), view_of("\1\0\1", 3)};

    (void)state;
    for (uint8_t i = 0; i < SHA256_LEN; i++)
        digest[i] = i;
    expect(SELECT_TEXT, 0x9000);
    assert_int_equal(plastic_ask(card, command, &out), 0x9000);
    assert_true(rsa_key_modulus(card->signing, modulus));
    assert_true(rsa_verify_digest(key, digest, bytes_view(&out)));
    expect("802a000001ff", 0x6700);
    expect("802a000000", 0x6700);
    expect("802a008001ff00", 0x6986);
    expect("802a009301ff00", 0x9000);
    expect("802a009101ff00", 0x6981); /* a value is no key pair */
    bytes_free(&out);
}

static void other_commands_are_refused_by_their_kind(void **state)
{
    (void)state;
    expect(SELECT_TEXT, 0x9000);
    expect("01b0810000", 0x6881);
    expect("04b0810000", 0x6882);
    expect("90b0810000", 0x6E00);
    expect("0088009900", 0x6D00);
    expect("80b0810000", 0x6D00);
    expect("00", 0x6700);
    expect("", 0x6700);
    expect("00a4040c0ad392", 0x6700);
    expect("80ae0000", 0x6982);
    expect(VERIFY_PIN, 0x9000);
    expect("80ae0000", 0x6A82);
}

static void verify_refuses_what_is_no_key(void **state)
{
    (void)state;
    expect(SELECT_TEXT, 0x9000);
    expect("00200081", 0x6981);
    expect("0020009f", 0x6A82);
    expect("00200000", 0x6A86);
    expect("002001910431323334", 0x6A86);
    expect("002000b1", 0x6A86);
    expect("00200092", 0x63C0); /* 0012 is blocked on every card */
    expect("002000920431323334", 0x6984);
    expect("002000930431323334", 0x6981);
}

static void every_atr_adds_up(void **state)
{
    (void)state;
    for (int kind = FOREIGN_NOT; kind < FOREIGN_KINDS; kind++) {
        struct view atr = {0};
        uint8_t sum = 0;

        card->foreign = (enum foreign_kind)kind;
        atr = vcard_atr(card);
        assert_true(atr.len >= VCARD_ATR_LEN);
        for (size_t i = 1; i < atr.len; i++)
            sum ^= atr.at[i];
        assert_int_equal(sum, 0);
    }
}

/* Whatever lies there in a My Number Card's place: no application of ours, and no try of a PIN. */
static void a_foreign_card_knows_nothing_of_ours(void **state)
{
    static const struct {
        enum foreign_kind kind;
        const char *own;
        unsigned own_status, select, read, verify;
    } of[] = {
        {FOREIGN_TRANSIT, SELECT_TEXT, 0x6E00, 0x6E00, 0x6E00, 0x6E00},
        {FOREIGN_BANK, "00a404000e325041592e5359532e444446303100", 0x9000, 0x6A82, 0x6982, 0x6D00},
        {FOREIGN_PASSPORT, "00a4040c07a0000002471001", 0x9000, 0x6A82, 0x6982, 0x6D00},
    };

    (void)state;
    for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
        card->foreign = of[i].kind;
        expect(of[i].own, of[i].own_status);
        expect(SELECT_TEXT, of[i].select);
        expect(SELECT_COMMON, of[i].select);
        expect("00b08400000000", of[i].read);
        expect(VERIFY_WRONG, of[i].verify);
        assert_int_equal(card->keys[VCARD_PIN].tries, 3);
    }
}

#define CARD_TEST(test) cmocka_unit_test_setup(test, power_off)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CARD_TEST(each_key_opens_its_files_and_no_others),
        CARD_TEST(asking_for_tries_never_uses_one),
        CARD_TEST(wrong_values_use_up_tries_and_block),
        CARD_TEST(a_right_value_gives_all_tries_back),
        CARD_TEST(a_wrong_value_closes_what_a_right_one_opened),
        CARD_TEST(a_wrong_length_is_a_wrong_value),
        CARD_TEST(counters_survive_reset_and_open_keys_do_not),
        CARD_TEST(another_ap_closes_the_keys),
        CARD_TEST(the_same_ap_again_keeps_them_unless_switched),
        CARD_TEST(a_select_that_fails_changes_nothing),
        CARD_TEST(select_answers_as_its_p2_asks),
        CARD_TEST(nothing_is_selected_after_power_up),
        CARD_TEST(reads_short_extended_and_beyond),
        CARD_TEST(the_number_file_ends_in_its_two_filler_bytes),
        CARD_TEST(the_common_ap_tells_the_expiry),
        CARD_TEST(the_card_signs_without_a_pin),
        CARD_TEST(other_commands_are_refused_by_their_kind),
        CARD_TEST(verify_refuses_what_is_no_key),
        CARD_TEST(every_atr_adds_up),
        CARD_TEST(a_foreign_card_knows_nothing_of_ours),
    };

    return cmocka_run_group_tests(tests, issue, scrap);
}
