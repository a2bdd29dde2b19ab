/* The control socket. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "hw/vcard/control.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LOST_MS = 10000 };

static char folder[] = "/tmp/akashi-control-XXXXXX";
static char path[sizeof folder + 8];
static struct control control;

static int make_folder(void **state)
{
    (void)state;
    if (mkdtemp(folder) == NULL)
        return -1;
    snprintf(path, sizeof path, "%s/c", folder);
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    return rmdir(folder);
}

static int listen_there(void **state)
{
    (void)state;
    return control_open(&control, path) ? 0 : -1;
}

static int stop(void **state)
{
    (void)state;
    control_close(&control);
    control_close(&control);
    return 0;
}

static char seen[256];

static const char *note(void *self, char *line)
{
    (void)self;
    snprintf(seen, sizeof seen, "%s", line);
    return strcmp(line, "insert 1") == 0 ? "ok" : "no: why";
}

static int dial(void)
{
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

    assert_int_equal(connect(fd, (const struct sockaddr *)&control.at, sizeof control.at), 0);
    return fd;
}

static void serve_once(void)
{
    struct pollfd fds[CONTROL_FDS];

    control_watch(&control, fds);
    assert_true(poll(fds, CONTROL_FDS, LOST_MS) > 0);
    control_serve(&control, fds, note, NULL);
}

static void say(int fd, const char *text)
{
    assert_int_equal(send(fd, text, strlen(text), MSG_NOSIGNAL), strlen(text));
    serve_once();
}

static void expect(int fd, const char *text)
{
    char got[256] = "";

    assert_int_equal(recv(fd, got, sizeof got - 1, MSG_DONTWAIT), strlen(text));
    assert_string_equal(got, text);
}

static void answers_each_line(void **state)
{
    int fd = dial();

    (void)state;
    serve_once();
    say(fd, "insert 1\n");
    expect(fd, "ok\n");
    say(fd, "inse");
    say(fd, "rt 2\nremove 1\nins");
    expect(fd, "no: why\nno: why\n");
    assert_string_equal(seen, "remove 1");
    say(fd, "ert 1\n");
    expect(fd, "ok\n");
    close(fd);
}

static void the_socket_is_the_owners(void **state)
{
    struct stat info;

    (void)state;
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0700);
}

static void a_line_without_end_is_cut_off(void **state)
{
    char text[CONTROL_LINE_SIZE + 1] = "";
    int fd = dial();
    char end = 0;

    (void)state;
    serve_once();
    memset(text, 'x', CONTROL_LINE_SIZE);
    say(fd, text);
    assert_int_equal(recv(fd, &end, 1, MSG_DONTWAIT), 0);
    close(fd);
}

static void more_clients_than_places_are_turned_away(void **state)
{
    int fds[CONTROL_CLIENTS + 1];
    char end = 0;

    (void)state;
    for (int i = 0; i <= CONTROL_CLIENTS; i++) {
        fds[i] = dial();
        serve_once();
    }
    assert_int_equal(recv(fds[CONTROL_CLIENTS], &end, 1, MSG_DONTWAIT), 0);
    say(fds[0], "insert 1\n");
    expect(fds[0], "ok\n");
    for (int i = 0; i <= CONTROL_CLIENTS; i++)
        close(fds[i]);
}

static void a_path_that_is_too_long_is_refused(void **state)
{
    char text[200];
    struct control other;

    (void)state;
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = 0;
    assert_false(control_open(&other, text));
    control_close(&other);
    assert_true(control_open(&other, NULL));
    control_close(&other);
}

#define CONTROL_TEST(test) cmocka_unit_test_setup_teardown(test, listen_there, stop)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CONTROL_TEST(answers_each_line),
        CONTROL_TEST(the_socket_is_the_owners),
        CONTROL_TEST(a_line_without_end_is_cut_off),
        CONTROL_TEST(more_clients_than_places_are_turned_away),
        CONTROL_TEST(a_path_that_is_too_long_is_refused),
    };

    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
