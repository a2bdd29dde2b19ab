/* A reader that goes wrong by a plan. */
#include "desk.h"

#include "drivers/card/reader_fault.h"

#define SELECT "00a4040c0ad3921000310001010408"
#define TRIES  "00200091"
#define PIN    "002000910431323334"
#define READ_1 "00b0810000"
#define READ_4 "00b08400000000"
#define SIGN   "802a00002120202020202020202020202020202020202020202020202020202020202020202000"

struct bench {
    struct desk desk;
    struct reader_port port;
    struct bytes answer;
    enum err code;
};

static void open_bench(struct bench *b, const char *text)
{
    char why[PLAN_WHY_SIZE] = "";
    struct plan plan;

    *b = (struct bench){.answer = bytes_new(READER_ANSWER_MAX)};
    desk_open(&b->desk);
    if (!plan_parse(text, &plan, why))
        fail_msg("%s", why);
    plan_seed(&plan, 7);
    assert_true(reader_fault_open(&plan, &b->desk.port, &b->port));
    assert_int_equal(b->port.connect(b->port.self), ERR_OK);
}

static unsigned ask(struct bench *b, const char *hex)
{
    return desk_ask(&b->port, hex, &b->answer, &b->code);
}

static void close_bench(struct bench *b)
{
    b->port.close(b->port.self);
    assert_int_equal(b->desk.closes, 1);
    bytes_free(&b->answer);
    desk_clear(&b->desk);
}

static void without_its_moment_nothing_changes(void **state)
{
    struct bench b;

    (void)state;
    open_bench(&b, "how=removed,at=4");
    assert_int_equal(ask(&b, SELECT), SW_OK);
    assert_int_equal(ask(&b, TRIES), SW_TRIES | 3);
    assert_int_equal(ask(&b, READ_1), SW_OK);
    assert_int_equal(b.answer.len, 17);
    assert_memory_equal(b.answer.at, b.desk.card.file[1], 17);
    assert_int_equal(b.port.wait(b.port.self, READER_CARD, 10), READER_CARD);
    close_bench(&b);
}

/* The command was heard, its answer was not, and nothing works until the next connect. */
static void ends_sessions(void **state)
{
    static const struct {
        const char *plan;
        enum reader_presence seen;
    } ends[] = {
        {"how=removed,at=2,ms=20", READER_EMPTY},
        {"how=unplugged,at=2,ms=20", READER_AWAY},
        {"how=reset,at=2", READER_CARD},
        {"how=silent,at=2,ms=1", READER_CARD},
    };

    (void)state;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        struct bench b;
        int disconnects = 0;

        open_bench(&b, ends[i].plan);
        assert_int_equal(ask(&b, SELECT), SW_OK);
        disconnects = b.desk.disconnects;
        assert_int_equal(ask(&b, TRIES), 0);
        assert_int_equal(b.code, AK_C01);
        assert_int_equal(b.answer.len, 0);
        assert_int_equal(b.desk.card.count, 2);
        assert_int_equal(b.desk.disconnects, disconnects + 1);
        assert_int_equal(ask(&b, TRIES), 0);
        assert_int_equal(b.desk.card.count, 2); /* it did not get through */
        assert_int_equal(b.port.wait(b.port.self, READER_CARD, 10), ends[i].seen);
        for (int looks = 0; looks < 2; looks++)
            if (ends[i].seen != READER_CARD)
                assert_int_equal(b.port.wait(b.port.self, ends[i].seen, 10), ends[i].seen);
        assert_int_equal(b.port.wait(b.port.self, ends[i].seen, 10), READER_CARD); /* it is back */
        assert_int_equal(b.port.connect(b.port.self), ERR_OK);
        assert_int_equal(ask(&b, TRIES), SW_TRIES | 3);
        close_bench(&b);
    }
}

static void a_connect_ends_the_absence(void **state)
{
    struct bench b;

    (void)state;
    open_bench(&b, "how=removed,at=1,ms=30000");
    assert_int_equal(ask(&b, SELECT), 0);
    assert_int_equal(b.port.wait(b.port.self, READER_CARD, 10), READER_EMPTY);
    assert_int_equal(b.port.connect(b.port.self), ERR_OK);
    assert_int_equal(b.port.wait(b.port.self, READER_EMPTY, 10), READER_CARD);
    close_bench(&b);
}

static void spoils_the_answer(void **state)
{
    struct bench b;
    uint8_t spoiled[17];

    (void)state;
    open_bench(&b, "how=status,sw=6A82,at=1;how=short,at=2;how=short,at=3;how=long,at=4;"
                   "how=garbage,at=5;how=garbage,at=6;how=slow,ms=1,at=7");
    assert_int_equal(ask(&b, SELECT), SW_NOT_FOUND);
    assert_int_equal(ask(&b, READ_1), SW_OK);
    assert_int_equal(b.answer.len, 8); /* of 17 */
    assert_int_equal(ask(&b, TRIES), 1);
    assert_int_equal(b.answer.len, 1); /* not even a status */
    assert_int_equal(ask(&b, READ_1), SW_OK);
    assert_int_equal(b.answer.len, 317);
    assert_memory_equal(b.answer.at, b.desk.card.file[1], 17);
    (void)ask(&b, READ_1);
    assert_int_equal(b.answer.len, 17);
    assert_memory_not_equal(b.answer.at, b.desk.card.file[1], 17);
    memcpy(spoiled, b.answer.at, sizeof spoiled);
    (void)ask(&b, READ_1);
    assert_memory_not_equal(b.answer.at, spoiled, 17);
    assert_int_equal(ask(&b, READ_1), SW_OK);
    assert_memory_equal(b.answer.at, b.desk.card.file[1], 17);
    close_bench(&b);
}

static void a_longer_answer_than_fits_is_a_card_that_went(void **state)
{
    struct bench b;

    (void)state;
    open_bench(&b, "how=long,at=1");
    b.answer.max = 100;
    assert_int_equal(ask(&b, SELECT), 0);
    assert_int_equal(b.code, AK_C01);
    assert_int_equal(b.answer.len, 0);
    close_bench(&b);
}

static void flips_one_bit_of_one_file_however_it_is_read(void **state)
{
    static const struct {
        const char *read;
        size_t at;
    } reads[] = {{READ_4, 300}, {"00b0012c0a", 0}, {"00b0012b0a", 1}};
    struct bench b;

    (void)state;
    open_bench(&b, "how=flip,file=4,bit=2401"); /* byte 300 */
    assert_int_equal(ask(&b, READ_1), SW_OK);
    assert_memory_equal(b.answer.at, b.desk.card.file[1], 17);
    for (size_t i = 0; i < sizeof reads / sizeof *reads; i++) {
        assert_int_equal(ask(&b, reads[i].read), SW_OK);
        assert_int_equal(b.answer.at[reads[i].at], b.desk.card.file[4][300] ^ 0x40);
        b.answer.at[reads[i].at] ^= 0x40;
        assert_memory_equal(b.answer.at, b.desk.card.file[4] + 300 - reads[i].at, b.answer.len);
    }
    assert_int_equal(ask(&b, "00b0012d0a"), SW_OK); /* from behind it */
    assert_memory_equal(b.answer.at, b.desk.card.file[4] + 301, 10);
    close_bench(&b);
}

static void answers_twice_and_stays_behind(void **state)
{
    struct bench b;

    (void)state;
    open_bench(&b, "how=twice,at=2");
    assert_int_equal(ask(&b, SELECT), SW_OK);
    assert_int_equal(ask(&b, TRIES), SW_TRIES | 3);
    assert_int_equal(ask(&b, SELECT), SW_TRIES | 3);
    assert_int_equal(ask(&b, TRIES), SW_OK);
    assert_int_equal(b.port.connect(b.port.self), ERR_OK);
    assert_int_equal(ask(&b, SELECT), SW_OK);
    assert_int_equal(ask(&b, TRIES), SW_TRIES | 3);
    close_bench(&b);
}

static void hides_a_used_try_and_the_nonce(void **state)
{
    struct bench b;
    const char *sent = b.desk.card.trace[2];

    (void)state;
    open_bench(&b, "how=keep-counter;how=same-nonce,at=3");
    b.desk.card.verify = SW_TRIES | 2;
    assert_int_equal(ask(&b, PIN), SW_TRIES | 3);
    assert_int_equal(ask(&b, TRIES), SW_TRIES | 3);
    assert_int_equal(ask(&b, SIGN), SW_OK);
    assert_int_equal(strncmp(sent, SIGN, 12), 0);
    assert_string_equal(sent + strlen(sent) - 4, "0000");
    assert_int_equal(strspn(sent + 12, "0"), 66);
    close_bench(&b);
}

/* The whole file is read all the same, in short blocks. */
static void a_reader_without_extended_commands_reads_in_blocks(void **state)
{
    struct bytes file = bytes_new(4096);
    struct bench b;

    (void)state;
    open_bench(&b, "how=no-extended");
    assert_int_equal(ask(&b, READ_4), SW_LENGTH);
    assert_int_equal(b.answer.len, 0);
    assert_int_equal(ask(&b, READ_1), SW_OK);
    assert_int_equal(text_ap_read(&b.port, TEXT_AP_CERTIFICATE, &file), ERR_OK);
    assert_int_equal(file.len, b.desk.card.len[4]);
    assert_memory_equal(file.at, b.desk.card.file[4], file.len);
    bytes_free(&file);
    close_bench(&b);
}

static void does_not_play_another_card(void **state)
{
    char why[PLAN_WHY_SIZE];
    struct reader_port port;
    struct desk desk;
    struct plan plan;

    (void)state;
    desk_open(&desk);
    assert_true(plan_parse("how=reset,at=9;how=other-card", &plan, why));
    assert_false(reader_fault_open(&plan, &desk.port, &port));
    assert_int_equal(desk.closes, 0);
    desk_clear(&desk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_its_moment_nothing_changes),
        cmocka_unit_test(ends_sessions),
        cmocka_unit_test(a_connect_ends_the_absence),
        cmocka_unit_test(spoils_the_answer),
        cmocka_unit_test(a_longer_answer_than_fits_is_a_card_that_went),
        cmocka_unit_test(flips_one_bit_of_one_file_however_it_is_read),
        cmocka_unit_test(answers_twice_and_stays_behind),
        cmocka_unit_test(hides_a_used_try_and_the_nonce),
        cmocka_unit_test(a_reader_without_extended_commands_reads_in_blocks),
        cmocka_unit_test(does_not_play_another_card),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
