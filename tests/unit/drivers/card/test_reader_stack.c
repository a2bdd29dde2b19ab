/* Readers by description: traces that hold no body, recordings that are played back. */
#include "desk.h"

#include "drivers/card/reader_record.h"
#include "drivers/card/reader_replay.h"
#include "drivers/card/reader_stack.h"
#include "drivers/host/file.h"

#include <sys/stat.h>

#define FOUR "fault(how=reset):fault(how=reset):fault(how=reset):fault(how=reset):"

static const char recording[] = "# a card of few words\n"
                                "> 00A4040C 10 0\n"
                                "= 9000\n"
                                "\n"
                                "> 00200091 0 0\n"
                                "= 63C3\n"
                                "> 00B08100 0 256\n"
                                "= 9000 FF100c313233\n";

static void write_text(const struct desk *desk, const char *text)
{
    char path[64];

    desk_path(desk, path);
    assert_true(file_write(path, view_text(text), 0600));
}

static void a_trace_holds_headers_and_lengths_only(void **state)
{
    static const char expected[] = "# akashi card trace 1: headers, lengths and status words\n"
                                   "+ connect\n"
                                   "> 00200091 4 0\n"
                                   "< 0 9000\n"
                                   "> 00B08100 0 256\n"
                                   "< 17 9000\n"
                                   "> 00B08100 0 256\n"
                                   "! AK-C01\n"
                                   "- disconnect\n";
    struct bytes answer = bytes_new(READER_ANSWER_MAX), trace = bytes_new(4096);
    struct reader_port port;
    struct desk desk;
    struct stat mode;
    enum err code;
    char path[64];

    (void)state;
    desk_open(&desk);
    desk_path(&desk, path);
    desk.card.gone_at = 2;
    assert_true(reader_record_open(path, &desk.port, &port));
    assert_int_equal(port.wait(port.self, READER_EMPTY, 1), READER_CARD);
    assert_int_equal(port.connect(port.self), ERR_OK);
    assert_int_equal(desk_ask(&port, "002000910431323334", &answer, &code), SW_OK);
    assert_int_equal(desk_ask(&port, "00b0810000", &answer, &code), SW_OK);
    assert_memory_equal(answer.at, desk.card.file[1], 17);
    assert_int_equal(desk_ask(&port, "00b0810000", &answer, &code), 0);
    assert_int_equal(code, AK_C01);
    port.disconnect(port.self);
    port.close(port.self);
    assert_int_equal(desk.closes, 1);
    assert_true(file_read(path, &trace));
    assert_string_equal(bytes_text(&trace), expected);
    assert_int_equal(stat(path, &mode), 0);
    assert_int_equal(mode.st_mode & 0777, 0600);
    assert_non_null(reader_replay_open(path, &port)); /* what it does not hold cannot be told */
    assert_false(reader_record_open("/nowhere/trace", &desk.port, &port));
    bytes_free(&answer);
    bytes_free(&trace);
    desk_clear(&desk);
}

static void a_recording_is_played_back(void **state)
{
    struct bytes answer = bytes_new(READER_ANSWER_MAX);
    struct reader_port port;
    struct desk desk;
    enum err code;
    char path[64];

    (void)state;
    desk_open(&desk);
    desk_path(&desk, path);
    write_text(&desk, recording);
    assert_null(reader_replay_open(path, &port));
    assert_int_equal(port.wait(port.self, READER_AWAY, 1), READER_CARD);
    assert_int_equal(desk_ask(&port, "00200091", &answer, &code), 0);
    assert_int_equal(code, AK_C01); /* not connected */
    for (int session = 0; session < 2; session++) {
        assert_int_equal(port.connect(port.self), ERR_OK);
        assert_int_equal(desk_ask(&port, "00a4040c0ad3921000310001010408", &answer, &code), SW_OK);
        assert_int_equal(desk_ask(&port, "00200091", &answer, &code), SW_TRIES | 3);
        assert_int_equal(desk_ask(&port, "00b0810000", &answer, &code), SW_OK);
        assert_int_equal(answer.len, 6);
        assert_memory_equal(answer.at,
                            "\xFF\x10\x0C"
                            "123",
                            6);
        assert_int_equal(desk_ask(&port, "00b0820000", &answer, &code), 0);
        assert_int_equal(code, AK_C01);
    }
    assert_int_equal(port.connect(port.self), ERR_OK);
    assert_int_equal(desk_ask(&port, "00200091", &answer, &code), 0);
    assert_int_equal(code, AK_C02); /* not what was recorded */
    port.close(port.self);
    bytes_free(&answer);
    desk_clear(&desk);
}

static void refuses_what_is_no_recording(void **state)
{
    static const char *const texts[] = {
        "= 9000\n",
        "> 00200091 0 0\n",
        "> 00200091 0 0\n> 00200091 0 0\n= 9000\n",
        "> 00200091 0 0\n= 900\n",
        "> 00200091 0 0\n= 9000 \n",
        "> 00200091 0 0\n= 9000 F\n",
        "> 00200091 0 0\n= 9000 FG\n",
        "> 00200091 0 0\n= 9000,FF\n",
        "> 00200091 0 0\n< 0 9000\n",
        "> 00200091 0 0 and a line that goes on without end, on and on\n= 9000\n",
        "hello\n",
    };
    struct reader_port port;
    struct desk desk;
    char path[64];

    (void)state;
    desk_open(&desk);
    desk_path(&desk, path);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        write_text(&desk, texts[i]);
        if (reader_replay_open(path, &port) == NULL)
            fail_msg("taken: %s", texts[i]);
    }
    assert_non_null(reader_replay_open("/nowhere/recording", &port));
    desk_clear(&desk);
}

static void refuses_a_recording_without_end(void **state)
{
    struct bytes text = bytes_new(REPLAY_FILE_MAX);
    struct reader_port port;
    struct desk desk;
    char path[64];

    (void)state;
    desk_open(&desk);
    desk_path(&desk, path);
    for (int i = 0; i < REPLAY_EXCHANGES_MAX; i++)
        assert_true(bytes_append_text(&text, "> 00200091 0 0\n= 63C3\n"));
    assert_true(file_write(path, bytes_view(&text), 0600));
    assert_null(reader_replay_open(path, &port));
    port.close(port.self);
    assert_true(bytes_append_text(&text, "> 00200091 0 0\n= 63C3\n"));
    assert_true(file_write(path, bytes_view(&text), 0600));
    assert_non_null(reader_replay_open(path, &port));
    bytes_free(&text);
    desk_clear(&desk);
}

static void builds_layers_from_the_outside_in(void **state)
{
    struct bytes answer = bytes_new(READER_ANSWER_MAX), trace = bytes_new(4096);
    char path[64], trace_path[80], description[256], why[READER_STACK_WHY_SIZE] = "";
    struct reader_port port;
    struct desk desk;
    enum err code;

    (void)state;
    desk_open(&desk);
    desk_path(&desk, path);
    write_text(&desk, recording);
    snprintf(trace_path, sizeof trace_path, "%s.out", path);
    snprintf(description, sizeof description,
             "fault(seed=7,at=2,how=status,sw=6983;how=removed,at=3):record(%s):replay(%s)",
             trace_path, path);
    assert_true(reader_stack_open(description, "", &port, why));
    assert_int_equal(port.connect(port.self), ERR_OK);
    assert_int_equal(desk_ask(&port, "00a4040c0ad3921000310001010408", &answer, &code), SW_OK);
    assert_int_equal(desk_ask(&port, "00200091", &answer, &code), SW_BLOCKED_ISO);
    assert_int_equal(desk_ask(&port, "00b0810000", &answer, &code), 0);
    assert_int_equal(code, AK_C01);
    port.close(port.self);
    assert_true(file_read(trace_path, &trace));
    assert_non_null(strstr(bytes_text(&trace), "< 0 63C3\n")); /* the card told the truth */
    unlink(trace_path);
    bytes_free(&answer);
    bytes_free(&trace);
    desk_clear(&desk);
}

static void refuses_what_is_no_description(void **state)
{
    static const char *const texts[] = {
        "",
        ":",
        ":pcsc",
        "pcsc:",
        "pcsc:pcsc",
        "pcsc()",
        "pcsc(x)",
        "PCSC",
        "fault:pcsc",
        "fault():pcsc",
        "fault(how=removed)",
        "fault(how=removed:pcsc",
        "fault(how=removed)pcsc",
        "fault(how=gone):pcsc",
        "fault(how=other-card):pcsc",
        "record(/nowhere/trace):pcsc",
        "replay",
        "replay(/nowhere/recording)",
        "fault(how=reset)",
        "something-that-is-quite-long:pcsc",
        FOUR FOUR "pcsc",
    };
    char why[READER_STACK_WHY_SIZE];
    struct reader_port port;

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        why[0] = 0;
        if (reader_stack_open(texts[i], "", &port, why))
            fail_msg("taken: %s", texts[i]);
        assert_true(why[0] != 0);
        assert_null(strchr(why, '\n'));
        assert_null(port.close);
    }
}

static void ends_at_the_reader_service(void **state)
{
    char why[READER_STACK_WHY_SIZE];
    struct reader_port port;

    (void)state;
    assert_true(reader_stack_open("pcsc", "", &port, why));
    port.close(port.self);
    assert_true(reader_stack_open("fault(how=removed,at=4):pcsc", "no such reader", &port, why));
    port.close(port.self);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_trace_holds_headers_and_lengths_only),
        cmocka_unit_test(a_recording_is_played_back),
        cmocka_unit_test(refuses_what_is_no_recording),
        cmocka_unit_test(refuses_a_recording_without_end),
        cmocka_unit_test(builds_layers_from_the_outside_in),
        cmocka_unit_test(refuses_what_is_no_description),
        cmocka_unit_test(ends_at_the_reader_service),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
