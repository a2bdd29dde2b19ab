/* Commands and answers (ISO 7816-4). */
#include "fake.h"

static void expect_bytes(const struct apdu *command, const char *hex)
{
    struct bytes out = bytes_new(APDU_COMMAND_MAX);
    char got[2 * APDU_SHORT_MAX + 1];

    assert_true(apdu_build(command, &out));
    hex_encode(bytes_view(&out), got);
    assert_string_equal(got, hex);
    bytes_free(&out);
}

static void builds_the_short_forms(void **state)
{
    struct view data = view_of("\x01\x02", 2);

    (void)state;
    expect_bytes(&(struct apdu){0, 0x20, 0, 0x91, {0}, APDU_NO_LE}, "00200091");
    expect_bytes(&(struct apdu){0, 0xB0, 0, 0, {0}, 17}, "00b0000011");
    expect_bytes(&(struct apdu){0, 0xB0, 0, 0, {0}, APDU_LE_SHORT}, "00b0000000");
    expect_bytes(&(struct apdu){0, 0xA4, 2, 12, data, APDU_NO_LE}, "00a4020c020102");
    expect_bytes(&(struct apdu){0x80, 0x2A, 0, 0, data, APDU_LE_SHORT}, "802a000002010200");
}

static void builds_the_extended_forms(void **state)
{
    struct view data = view_of("\x01\x02", 2);

    (void)state;
    expect_bytes(&(struct apdu){0, 0xB0, 0, 0, {0}, APDU_LE_EXTENDED}, "00b00000000000");
    expect_bytes(&(struct apdu){0, 0xB0, 0, 0, {0}, 257}, "00b00000000101");
    expect_bytes(&(struct apdu){0, 0xB0, 0, 0, data, 300}, "00b0000000000201"
                                                           "02012c");
}

static void refuses_what_no_form_holds(void **state)
{
    struct bytes out = bytes_new(16);

    (void)state;
    assert_false(apdu_build(&(struct apdu){.le = APDU_LE_EXTENDED + 1}, &out));
    assert_false(apdu_build(&(struct apdu){.data = {(const uint8_t *)"", 65536}}, &out));
    assert_false(apdu_build(&(struct apdu){.data = view_text("more than sixteen")}, &out));
    assert_int_equal(out.len, 0);
    bytes_free(&out);
}

static void reads_back_every_form(void **state)
{
    static const uint32_t les[] = {APDU_NO_LE, 1, 255, APDU_LE_SHORT, 257, 65535, APDU_LE_EXTENDED};
    static const size_t lens[] = {0, 1, 255, 256, APDU_DATA_MAX};
    static uint8_t data[APDU_DATA_MAX];
    struct bytes out = bytes_new(APDU_COMMAND_MAX);

    (void)state;
    for (size_t i = 0; i < 7; i++) {
        for (size_t j = 0; j < 5; j++) {
            struct apdu command = {1, 2, 3, 4, {data, lens[j]}, les[i]}, got;

            bytes_clear(&out);
            assert_true(apdu_build(&command, &out));
            assert_true(apdu_parse(bytes_view(&out), &got));
            assert_int_equal(got.le, les[i]);
            assert_int_equal(got.data.len, lens[j]);
            assert_int_equal(got.cla << 24 | got.ins << 16 | got.p1 << 8 | got.p2, 0x01020304);
        }
    }
    bytes_free(&out);
}

static void refuses_lengths_that_do_not_fit(void **state)
{
    static const struct {
        const char *at;
        size_t len;
    } of[] = {
        {"", 0},
        {"\0\xA4\4", 3},
        {"\0\xA4\4\0\2\1", 6},            /* one byte too few */
        {"\0\xA4\4\0\2\1\2\0\0", 9},      /* two after the data */
        {"\0\xA4\4\0\0\0", 6},            /* Lc = 0 */
        {"\0\xA4\4\0\0\0\0\0", 8},        /* extended Lc = 0 */
        {"\0\xA4\4\0\0\0\5\1\2", 9},      /* extended, too few */
        {"\0\xA4\4\0\0\0\1\1\0", 9},      /* extended, half an Le */
        {"\0\xA4\4\0\0\0\1\1\0\0\0", 11}, /* extended, one byte after Le */
    };
    struct apdu got;

    (void)state;
    for (size_t i = 0; i < sizeof of / sizeof *of; i++)
        assert_false(apdu_parse(view_of(of[i].at, of[i].len), &got));
}

static enum err one_byte(void *self, struct view command, struct bytes *answer)
{
    (void)self, (void)command;
    bytes_clear(answer);
    return bytes_append_u8(answer, 0x90) ? ERR_OK : AK_X91;
}

/* Such an answer passes through pcscd as a success. */
static void an_answer_without_status_is_odd(void **state)
{
    struct reader_port port = {.transmit = one_byte};
    struct bytes answer = bytes_new(16);
    uint16_t status = 1;

    (void)state;
    assert_int_equal(apdu_exchange(&port, &(struct apdu){0}, &answer, &status), AK_C02);
    assert_int_equal(status, 0);
    bytes_free(&answer);
}

static void an_exchange_parts_data_and_status(void **state)
{
    struct apdu command = {0, 0xB0, 0x81, 0, {0}, APDU_LE_SHORT};
    struct bytes answer = bytes_new(64);
    uint16_t status = 0;
    struct fake f;

    (void)state;
    fake_open(&f);
    assert_int_equal(apdu_exchange(&f.port, &command, &answer, &status), ERR_OK);
    assert_int_equal(status, SW_OK);
    assert_int_equal(answer.len, 17);
    bytes_free(&answer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(builds_the_short_forms),
        cmocka_unit_test(builds_the_extended_forms),
        cmocka_unit_test(refuses_what_no_form_holds),
        cmocka_unit_test(reads_back_every_form),
        cmocka_unit_test(refuses_lengths_that_do_not_fit),
        cmocka_unit_test(an_answer_without_status_is_odd),
        cmocka_unit_test(an_exchange_parts_data_and_status),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
