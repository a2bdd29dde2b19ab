/* The card transaction (KSK-04, KSK-09): which commands go out, and what is made of the answers. */
#include "fake.h"

static const uint8_t digest[32] = {0xAB};

static struct pin typed(const char *digits)
{
    char text[PIN_LEN + 1] = "";
    struct pin pin = {0};

    memcpy(text, digits, PIN_LEN);
    assert_true(pin_take(&pin, text, PIN_LEN));
    return pin;
}

/* The whole transaction, until something fails. */
static enum err run(struct fake *f)
{
    static const enum text_ap_file files[] = {TEXT_AP_NUMBER, TEXT_AP_PERSON, TEXT_AP_DIGESTS,
                                              TEXT_AP_CERTIFICATE, TEXT_AP_KEY};
    struct bytes file = bytes_new(FAKE_FILE_MAX + 2);
    struct pin pin = typed("1234");
    uint8_t signature[TEXT_AP_SIGNATURE_LEN];
    char expiry[TEXT_AP_EXPIRY_SIZE];
    unsigned tries = 0;
    enum err code = text_ap_expiry(&f->port, expiry);

    if (code == ERR_OK)
        code = text_ap_select(&f->port);
    if (code == ERR_OK)
        code = text_ap_tries(&f->port, &tries);
    if (code == ERR_OK)
        code = text_ap_verify(&f->port, &pin, &tries);
    for (size_t i = 0; code == ERR_OK && i < sizeof files / sizeof *files; i++)
        code = text_ap_read(&f->port, files[i], &file);
    for (int i = 0; code == ERR_OK && i < 2; i++)
        code = text_ap_sign(&f->port, digest, signature);
    pin_wipe(&pin);
    bytes_free(&file);
    return code;
}

static void the_transaction_is_these_twelve_commands(void **state)
{
    static const char *const golden[] = {
        "00a4040c0ad3921000310001010100",
        "00b2010c00",
        "00a4040c0ad3921000310001010408",
        "00200091",
        "002000910431323334",
        "00b08100000000",
        "00b08200000000",
        "00b08300000000",
        "00b08400000000",
        "00b08700000000",
        "802a0000333031300d060960864801650304020105000420ab0000000000000000000000000000000000000000"
        "0000000000000000000000"
        "00",
        "802a0000333031300d060960864801650304020105000420ab0000000000000000000000000000000000000000"
        "0000000000000000000000"
        "00",
    };
    struct fake f;

    (void)state;
    fake_open(&f);
    assert_int_equal(run(&f), ERR_OK);
    assert_int_equal(f.count, sizeof golden / sizeof *golden);
    for (int i = 0; i < f.count; i++)
        assert_string_equal(f.trace[i], golden[i]);
}

static void a_card_taken_away_at_any_command_ends_it(void **state)
{
    struct fake f;

    (void)state;
    for (int n = 0; n < 12; n++) {
        fake_open(&f);
        f.gone_at = n;
        assert_int_equal(run(&f), AK_C01);
        assert_int_equal(f.count, n + 1); /* nothing is sent again, the PIN least of all */
    }
}

static void the_expiry_is_the_end_of_the_record(void **state)
{
    struct fake f;
    char expiry[TEXT_AP_EXPIRY_SIZE];

    (void)state;
    fake_open(&f);
    assert_int_equal(text_ap_expiry(&f.port, expiry), ERR_OK);
    assert_string_equal(expiry, "20301120");
}

static void a_card_that_does_not_say_its_expiry_is_read_on(void **state)
{
    static const char *const records[] = {"",
                                          "\x01\x1C"
                                          "1234",
                                          "\x02\x1C"
                                          "1234567890123451311020301120",
                                          "\x01\x1C"
                                          "12345678901234513110203011x0"};
    char expiry[TEXT_AP_EXPIRY_SIZE];
    struct fake f;

    (void)state;
    for (size_t i = 0; i < sizeof records / sizeof *records; i++) {
        fake_open(&f);
        f.record = records[i];
        assert_int_equal(text_ap_expiry(&f.port, expiry), ERR_OK);
        assert_string_equal(expiry, "");
    }
    fake_open(&f);
    f.record_status = SW_SECURITY;
    assert_int_equal(text_ap_expiry(&f.port, expiry), ERR_OK);
    assert_string_equal(expiry, "");
    fake_open(&f);
    f.select = SW_NOT_FOUND;
    assert_int_equal(text_ap_expiry(&f.port, expiry), ERR_OK);
    assert_string_equal(expiry, "");
    assert_int_equal(f.count, 1);
}

static void another_card_gets_no_pin(void **state)
{
    struct fake f;

    (void)state;
    fake_open(&f);
    f.select = SW_NOT_FOUND;
    assert_int_equal(run(&f), AK_C35);
    for (int i = 0; i < f.count; i++)
        assert_null(strstr(f.trace[i], "31323334"));
}

static void the_tries_are_read_in_every_form(void **state)
{
    static const struct {
        uint16_t status;
        enum err code;
        unsigned tries;
    } of[] = {
        {0x63C3, ERR_OK, 3}, {0x63C1, ERR_OK, 1}, {0x63C0, AK_C32, 0}, {0x6983, AK_C32, 0},
        {0x6984, AK_C32, 0}, {0x9000, ERR_OK, 3}, {0x6A88, AK_C02, 0}, {0x6300, AK_C02, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
        struct fake f;
        unsigned tries = 99;

        fake_open(&f);
        f.tries = of[i].status;
        assert_int_equal(text_ap_tries(&f.port, &tries), of[i].code);
        assert_int_equal(tries, of[i].tries);
        assert_string_equal(f.trace[0], "00200091");
    }
}

static void a_pin_is_sent_once_and_judged_by_the_answer(void **state)
{
    static const struct {
        uint16_t status;
        enum err code;
        unsigned tries;
    } of[] = {
        {0x9000, ERR_OK, 9}, {0x63C2, AK_C31, 2}, {0x63C1, AK_C31, 1}, {0x63C0, AK_C32, 0},
        {0x6983, AK_C32, 0}, {0x6984, AK_C32, 0}, {0x6700, AK_C02, 9}, {0x6982, AK_C02, 9},
    };

    (void)state;
    for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
        struct pin pin = typed("0981");
        struct fake f;
        unsigned tries = 9;

        fake_open(&f);
        f.verify = of[i].status;
        assert_int_equal(text_ap_verify(&f.port, &pin, &tries), of[i].code);
        assert_int_equal(tries, of[i].tries);
        assert_int_equal(f.count, 1);
        assert_string_equal(f.trace[0], "002000910430393831");
        assert_false(pin_is_set(&pin));
    }
}

static void the_pin_is_gone_when_the_card_is(void **state)
{
    struct pin pin = typed("1234");
    struct fake f;
    unsigned tries = 3;

    (void)state;
    fake_open(&f);
    f.gone_at = 0;
    assert_int_equal(text_ap_verify(&f.port, &pin, &tries), AK_C01);
    assert_false(pin_is_set(&pin));
    assert_int_equal(tries, 3);
}

static void without_a_pin_nothing_is_sent(void **state)
{
    struct pin none = {0};
    struct fake f;
    unsigned tries = 0;

    (void)state;
    fake_open(&f);
    assert_int_equal(text_ap_verify(&f.port, &none, &tries), AK_X91);
    assert_int_equal(f.count, 0);
}

static void expect_file(struct fake *f, enum text_ap_file file)
{
    struct bytes out = bytes_new_secret(4096);

    assert_int_equal(text_ap_read(&f->port, file, &out), ERR_OK);
    assert_int_equal(out.len, f->len[file]);
    assert_memory_equal(out.at, f->file[file], out.len);
    bytes_free(&out);
}

static void short_blocks_take_over_where_extended_reads_are_refused(void **state)
{
    static const uint16_t refusals[] = {SW_LENGTH, SW_LE_IS, SW_LE_IS | 17, SW_CLASS, 0x6F00};

    (void)state;
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        struct fake f;

        fake_open(&f);
        f.extended_refusal = refusals[i];
        expect_file(&f, TEXT_AP_NUMBER);
        expect_file(&f, TEXT_AP_PERSON);
        expect_file(&f, TEXT_AP_DIGESTS);
        expect_file(&f, TEXT_AP_CERTIFICATE);
        expect_file(&f, TEXT_AP_KEY);
    }
}

static void blocks_begin_by_sfi_and_go_on_by_offset(void **state)
{
    static const char *const wanted[] = {"00b08400000000", "00b0840000", "00b0010000",
                                         "00b0020000"};
    struct fake f;

    (void)state;
    fake_open(&f);
    f.extended_refusal = SW_LENGTH;
    expect_file(&f, TEXT_AP_CERTIFICATE);
    assert_int_equal(f.count, 4);
    for (int i = 0; i < f.count; i++)
        assert_string_equal(f.trace[i], wanted[i]);
}

static void a_card_may_name_the_length_that_fits(void **state)
{
    struct fake f;

    (void)state;
    fake_open(&f);
    f.extended_refusal = SW_LENGTH;
    f.tells_le = true;
    expect_file(&f, TEXT_AP_NUMBER);
    assert_string_equal(f.trace[2], "00b0810011");
    expect_file(&f, TEXT_AP_CERTIFICATE);
}

/* 9000 and less than the file: a reader that cannot do more. */
static void short_data_is_noticed_and_completed(void **state)
{
    static const size_t mosts[] = {256, 255, 128, 100};

    (void)state;
    for (size_t i = 0; i < sizeof mosts / sizeof *mosts; i++) {
        struct fake f;

        fake_open(&f);
        f.most = mosts[i];
        expect_file(&f, TEXT_AP_NUMBER);
        expect_file(&f, TEXT_AP_PERSON);
        expect_file(&f, TEXT_AP_CERTIFICATE);
    }
}

static void a_file_of_whole_blocks_ends_at_the_offset_beyond(void **state)
{
    struct fake f;

    (void)state;
    fake_open(&f);
    fake_file(&f, 4, 500, 12);
    f.extended_refusal = SW_LENGTH;
    expect_file(&f, TEXT_AP_CERTIFICATE);
}

static void a_file_that_is_not_there_reads_as_empty(void **state)
{
    struct bytes out = bytes_new(1024);
    struct fake f;

    (void)state;
    fake_open(&f);
    f.len[7] = 0;
    assert_int_equal(text_ap_read(&f.port, TEXT_AP_KEY, &out), ERR_OK);
    assert_int_equal(out.len, 0);
    bytes_free(&out);
}

static void a_file_that_never_becomes_whole_is_odd(void **state)
{
    struct bytes out = bytes_new(1024);
    struct fake f;

    (void)state;
    fake_open(&f);
    f.len[4] = 400;
    assert_int_equal(text_ap_read(&f.port, TEXT_AP_CERTIFICATE, &out), AK_C02);
    assert_int_equal(out.len, 0);
    bytes_free(&out);
}

static void a_file_longer_than_its_bound_is_odd(void **state)
{
    struct bytes out = bytes_new(512);
    struct fake f;

    (void)state;
    fake_open(&f);
    f.extended_refusal = SW_LENGTH;
    assert_int_equal(text_ap_read(&f.port, TEXT_AP_CERTIFICATE, &out), AK_C02);
    bytes_free(&out);
}

static void a_removal_between_blocks_leaves_nothing(void **state)
{
    struct bytes out = bytes_new(1024);
    struct fake f;

    (void)state;
    for (int n = 0; n < 4; n++) {
        fake_open(&f);
        f.extended_refusal = SW_LENGTH;
        f.gone_at = n;
        assert_int_equal(text_ap_read(&f.port, TEXT_AP_CERTIFICATE, &out), AK_C01);
        assert_int_equal(out.len, 0);
    }
    bytes_free(&out);
}

static struct pin number(enum pin_kind kind, const char *digits)
{
    char text[PIN_LEN_MAX + 1] = "";
    struct pin pin = {0};

    memcpy(text, digits, strlen(digits));
    assert_true(pin_take_kind(&pin, kind, text, strlen(digits)));
    return pin;
}

/* CNT-05: each number has its own key and counter, and is as secret as the PIN. */
static void the_numbers_ask_and_try_their_own_keys(void **state)
{
    static const struct {
        enum pin_kind kind;
        const char *digits, *asked, *tried;
        unsigned all;
    } of[] = {
        {PIN_NUMBER_A, "123456789018", "00200094", "002000940c313233343536373839303138", 10},
        {PIN_NUMBER_B, "55021720350000", "00200095", "002000950e3535303231373230333530303030", 10},
    };

    (void)state;
    for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
        struct pin pin = number(of[i].kind, of[i].digits);
        struct fake f;
        unsigned tries = 0;

        fake_open(&f);
        f.tries = SW_OK;
        assert_int_equal(text_ap_tries_of(&f.port, of[i].kind, &tries), ERR_OK);
        assert_int_equal(tries, of[i].all);
        assert_int_equal(text_ap_verify(&f.port, &pin, &tries), ERR_OK);
        assert_false(pin_is_set(&pin));
        assert_int_equal(f.count, 2);
        assert_string_equal(f.trace[0], of[i].asked);
        assert_string_equal(f.trace[1], of[i].tried);
    }
}

static void a_refused_number_has_codes_of_its_own_and_goes_out_once(void **state)
{
    static const struct {
        uint16_t status;
        enum err code;
        unsigned tries;
    } of[] = {
        {0x63C9, AK_C33, 9}, {0x63C0, AK_C39, 0},  {0x6984, AK_C39, 0},
        {0x6983, AK_C39, 0}, {0x6700, AK_C02, 10},
    };

    (void)state;
    for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
        struct pin pin = number(PIN_NUMBER_A, "123456789018");
        struct fake f;
        unsigned tries = 10;

        fake_open(&f);
        f.verify = of[i].status;
        assert_int_equal(text_ap_verify(&f.port, &pin, &tries), of[i].code);
        assert_int_equal(tries, of[i].tries);
        assert_int_equal(f.count, 1);
        assert_false(pin_is_set(&pin));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_transaction_is_these_twelve_commands),
        cmocka_unit_test(a_card_taken_away_at_any_command_ends_it),
        cmocka_unit_test(the_expiry_is_the_end_of_the_record),
        cmocka_unit_test(a_card_that_does_not_say_its_expiry_is_read_on),
        cmocka_unit_test(another_card_gets_no_pin),
        cmocka_unit_test(the_tries_are_read_in_every_form),
        cmocka_unit_test(a_pin_is_sent_once_and_judged_by_the_answer),
        cmocka_unit_test(the_pin_is_gone_when_the_card_is),
        cmocka_unit_test(without_a_pin_nothing_is_sent),
        cmocka_unit_test(short_blocks_take_over_where_extended_reads_are_refused),
        cmocka_unit_test(blocks_begin_by_sfi_and_go_on_by_offset),
        cmocka_unit_test(a_card_may_name_the_length_that_fits),
        cmocka_unit_test(short_data_is_noticed_and_completed),
        cmocka_unit_test(a_file_of_whole_blocks_ends_at_the_offset_beyond),
        cmocka_unit_test(a_file_that_is_not_there_reads_as_empty),
        cmocka_unit_test(a_file_that_never_becomes_whole_is_odd),
        cmocka_unit_test(a_file_longer_than_its_bound_is_odd),
        cmocka_unit_test(a_removal_between_blocks_leaves_nothing),
        cmocka_unit_test(the_numbers_ask_and_try_their_own_keys),
        cmocka_unit_test(a_refused_number_has_codes_of_its_own_and_goes_out_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
