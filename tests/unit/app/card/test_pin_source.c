/* Where the PIN comes from (KSK-09): a pipe, and a terminal that shows stars. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/card/pin_source.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

/* What is left in the pipe afterwards goes to `rest`. */
static bool from_pipe(const char *text, enum pin_kind kind, struct pin *pin, char rest[16])
{
    int ends[2];
    ssize_t left = 0;
    bool got = false;

    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], text, strlen(text)), (ssize_t)strlen(text));
    close(ends[1]);
    got = pin_source_read(ends[0], kind, pin);
    left = read(ends[0], rest, 15);
    assert_true(left >= 0);
    rest[left] = 0;
    close(ends[0]);
    return got;
}

static void a_line_of_four_digits_is_a_pin(void **state)
{
    struct pin pin = {0};
    char rest[16];

    (void)state;
    assert_true(from_pipe("1234\nmore", PIN_OF_HOLDER, &pin, rest));
    assert_true(view_equal(pin_view(&pin), view_text("1234")));
    assert_string_equal(rest, "more");
    assert_true(from_pipe("5678", PIN_OF_HOLDER, &pin, rest));
    assert_true(view_equal(pin_view(&pin), view_text("5678")));
    pin_wipe(&pin);
}

static void anything_else_is_none(void **state)
{
    static const char *const wrong[] = {"", "\n", "123\n", "12345\n", "12345678901\n", "12a4\n"};
    struct pin pin = {0};
    char rest[16];

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_false(from_pipe(wrong[i], PIN_OF_HOLDER, &pin, rest));
        assert_false(pin_is_set(&pin));
    }
    assert_false(pin_source_read(-1, PIN_OF_HOLDER, &pin));
}

/* 照合番号B as the card has it, or as the face shows it (CNT-05). */
static void numbers_are_taken_in_their_forms(void **state)
{
    static const struct {
        enum pin_kind kind;
        const char *line, *sent;
    } of[] = {
        {PIN_NUMBER_A, "123456789018\n", "123456789018"},
        {PIN_NUMBER_B, "55021720350000\n", "55021720350000"},
        {PIN_NUMBER_B, "1980021720350000\n", "55021720350000"},
    };
    static const struct {
        enum pin_kind kind;
        const char *line;
    } wrong[] = {
        {PIN_NUMBER_A, "1234\n"},
        {PIN_NUMBER_A, "1980021720350000\n"},
        {PIN_NUMBER_B, "123456789018\n"},
        {PIN_NUMBER_B, "19800217203500001\n"},
        {PIN_NUMBER_B, "1980-2-1720350000"},
        {PIN_OF_HOLDER, "55021720350000\n"},
    };
    struct pin pin = {0};
    char rest[16];

    (void)state;
    for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
        assert_true(from_pipe(of[i].line, of[i].kind, &pin, rest));
        assert_true(view_equal(pin_view(&pin), view_text(of[i].sent)));
        assert_int_equal(pin.kind, of[i].kind);
    }
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_false(from_pipe(wrong[i].line, wrong[i].kind, &pin, rest));
        assert_false(pin_is_set(&pin));
    }
}

struct terminal {
    int master, slave;
};

static struct terminal open_terminal(void)
{
    struct terminal t = {.master = posix_openpt(O_RDWR | O_NOCTTY)};

    assert_true(t.master >= 0);
    assert_int_equal(grantpt(t.master), 0);
    assert_int_equal(unlockpt(t.master), 0);
    t.slave = open(ptsname(t.master), O_RDWR | O_NOCTTY);
    assert_true(t.slave >= 0);
    return t;
}

/* Types `keys` once the prompt stands there, and collects what the terminal showed up to its last
 * line end. In a process of its own: asking throws away what was typed before. */
static pid_t type_at(struct terminal t, const char *keys, int report)
{
    char seen[256] = "";
    size_t len = 0;
    bool typed = false;
    pid_t child = fork();

    if (child != 0)
        return child;
    while (len < sizeof seen - 1 && strchr(seen, '\n') == NULL) {
        ssize_t got = read(t.master, seen + len, sizeof seen - 1 - len);

        if (got <= 0)
            break;
        len += (size_t)got;
        if (!typed && strstr(seen, "): ") != NULL)
            typed = write(t.master, keys, strlen(keys)) > 0;
    }
    _exit(write(report, seen, len) == (ssize_t)len ? 0 : 1);
}

static bool ask(const char *keys, struct pin *pin, char shown[256])
{
    struct terminal t = open_terminal();
    struct termios before, after;
    int report[2], status = 0;
    ssize_t len = 0;
    pid_t typist = 0;
    bool got = false;

    assert_int_equal(pipe(report), 0);
    assert_int_equal(tcgetattr(t.slave, &before), 0);
    typist = type_at(t, keys, report[1]);
    assert_true(typist > 0);
    got = pin_source_ask(t.slave, PIN_OF_HOLDER, 2, pin);
    assert_int_equal(waitpid(typist, &status, 0), typist);
    len = read(report[0], shown, 255);
    assert_true(len > 0);
    shown[len] = 0;
    assert_int_equal(tcgetattr(t.slave, &after), 0);
    assert_int_equal(after.c_lflag, before.c_lflag);
    close(report[0]);
    close(report[1]);
    close(t.master);
    close(t.slave);
    return got;
}

static void a_terminal_shows_stars_and_is_left_as_it_was(void **state)
{
    struct pin pin = {0};
    char shown[256];

    (void)state;
    assert_true(ask("1239\177"
                    "4\r",
                    &pin, shown));
    assert_true(view_equal(pin_view(&pin), view_text("1234")));
    assert_non_null(strstr(shown, "(2 tries left): ****\b \b*\r"));
    assert_null(strpbrk(strstr(shown, "): "), "1349"));
    pin_wipe(&pin);
}

static void a_terminal_can_be_left_without_a_pin(void **state)
{
    static const char *const ways[] = {"1234\003", "1234\004", "12345\r", "\r"};
    struct pin pin = {0};
    char shown[256];

    (void)state;
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        assert_false(ask(ways[i], &pin, shown));
        assert_false(pin_is_set(&pin));
    }
}

static void what_is_no_terminal_cannot_be_asked(void **state)
{
    struct pin pin = {0};
    int ends[2];

    (void)state;
    assert_int_equal(pipe(ends), 0);
    assert_false(pin_source_ask(ends[0], PIN_OF_HOLDER, 3, &pin));
    close(ends[0]);
    close(ends[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_of_four_digits_is_a_pin),
        cmocka_unit_test(anything_else_is_none),
        cmocka_unit_test(numbers_are_taken_in_their_forms),
        cmocka_unit_test(a_terminal_shows_stars_and_is_left_as_it_was),
        cmocka_unit_test(a_terminal_can_be_left_without_a_pin),
        cmocka_unit_test(what_is_no_terminal_cannot_be_asked),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
