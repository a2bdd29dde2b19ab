/* A line on loopback between blocking sockets: the line runs in a thread, the test is both ends. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "drivers/net/loop.h"
#include "hw/vline/desk.h"
#include "hw/vline/place.h"

#include <event2/event.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PATH_SIZE = 64, WAIT_MS = 20000, QUIET_MS = 100, BIG = 300000 };

struct bench {
    struct event_base *loop;
    struct desk desk;
    struct control *control;
    char folder[PATH_SIZE], path[PATH_SIZE * 2];
    struct address at, to;
    int server; /* listens where the line leads to */
    struct event *stop;
    int signal[2];
    pthread_t thread;
};

static void end_loop(evutil_socket_t fd, short what, void *loop)
{
    (void)fd, (void)what;
    (void)event_base_loopbreak(loop);
}

static void *run(void *loop)
{
    (void)event_base_dispatch(loop);
    return NULL;
}

static int open_bench(void **state)
{
    struct bench *bench = calloc(1, sizeof *bench);

    assert_non_null(bench);
    *state = bench;
    bench->loop = loop_open();
    assert_non_null(bench->loop);
    (void)snprintf(bench->folder, sizeof bench->folder, "/tmp/akashi-line-XXXXXX");
    assert_non_null(mkdtemp(bench->folder));
    (void)snprintf(bench->path, sizeof bench->path, "%s/control", bench->folder);
    assert_true(place_parse("127.0.0.1:0", &bench->to));
    bench->server = place_listen(&bench->to);
    assert_true(bench->server >= 0);
    assert_true(address_parse("127.0.0.1", address_port(bench->server), &bench->to));
    assert_true(address_parse("127.0.0.1", 0, &bench->at));
    bench->desk.line = line_open(bench->loop, &bench->at, &bench->to);
    assert_non_null(bench->desk.line);
    assert_true(address_parse("127.0.0.1", line_port(bench->desk.line), &bench->at));
    bench->control = control_open(bench->loop, bench->path, desk_act, &bench->desk);
    assert_non_null(bench->control);
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, bench->signal), 0);
    bench->stop = event_new(bench->loop, bench->signal[0], EV_READ, end_loop, bench->loop);
    assert_int_equal(event_add(bench->stop, NULL), 0);
    assert_int_equal(pthread_create(&bench->thread, NULL, run, bench->loop), 0);
    return 0;
}

static int close_bench(void **state)
{
    struct bench *bench = *state;

    assert_int_equal(write(bench->signal[1], "x", 1), 1);
    assert_int_equal(pthread_join(bench->thread, NULL), 0);
    control_close(&bench->control);
    control_close(&bench->control);
    line_close(&bench->desk.line);
    line_close(&bench->desk.line);
    event_free(bench->stop);
    loop_close(&bench->loop);
    close(bench->signal[0]);
    close(bench->signal[1]);
    close(bench->server);
    assert_int_equal(rmdir(bench->folder), 0); /* the control has taken its socket away */
    free(bench);
    return 0;
}

/* Says one line to the control and checks the answer. */
static void tell(const struct bench *bench, const char *line, const char *wanted)
{
    char answer[CONTROL_ANSWER_SIZE] = "";

    assert_true(control_tell(bench->path, line, answer));
    assert_string_equal(answer, wanted);
}

static int come_in(const struct bench *bench)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    assert_true(fd >= 0);
    assert_int_equal(connect(fd, (const struct sockaddr *)&bench->at.at, bench->at.len), 0);
    return fd;
}

static int take_in(const struct bench *bench)
{
    struct pollfd ready = {.fd = bench->server, .events = POLLIN};

    assert_int_equal(poll(&ready, 1, WAIT_MS), 1);
    return accept(bench->server, NULL, NULL);
}

static void put(int fd, const char *text)
{
    assert_int_equal(send(fd, text, strlen(text), MSG_NOSIGNAL), (ssize_t)strlen(text));
}

/* Exactly these bytes come. */
static void get(int fd, const char *wanted)
{
    char got[256] = "";
    struct pollfd ready = {.fd = fd, .events = POLLIN};

    for (size_t len = 0; len < strlen(wanted);) {
        ssize_t more =
            poll(&ready, 1, WAIT_MS) == 1 ? recv(fd, got + len, strlen(wanted) - len, 0) : -1;

        assert_true(more > 0);
        len += (size_t)more;
    }
    assert_string_equal(got, wanted);
}

/* The end, gently or hard. */
static void get_end(int fd, bool hard)
{
    char byte = 0;
    struct pollfd ready = {.fd = fd, .events = POLLIN};

    assert_int_equal(poll(&ready, 1, WAIT_MS), 1);
    assert_int_equal(recv(fd, &byte, 1, 0), hard ? -1 : 0);
}

static bool quiet(int fd)
{
    struct pollfd ready = {.fd = fd, .events = POLLIN};

    return poll(&ready, 1, QUIET_MS) == 0;
}

static void passes_both_ways_and_counts(void **state)
{
    struct bench *bench = *state;
    int a = come_in(bench), b = take_in(bench);

    put(a, "question");
    get(b, "question");
    put(b, "long answer");
    get(a, "long answer");
    tell(bench, "count", "ok ask=8 answer=11 connections=1 open=1");
    assert_int_equal(shutdown(a, SHUT_WR), 0); /* an end goes one way only */
    get_end(b, false);
    put(b, "!");
    get(a, "!");
    close(b);
    get_end(a, false);
    close(a);
    tell(bench, "count", "ok ask=8 answer=12 connections=1 open=0");
}

static void passes_more_than_it_holds(void **state)
{
    struct bench *bench = *state;
    int a = come_in(bench), b = take_in(bench);
    uint8_t *much = calloc(1, BIG), piece[4096];
    size_t sent = 0, got = 0;

    assert_non_null(much);
    while (got < 10 * (size_t)BIG) {
        struct pollfd ready[] = {{.fd = a, .events = sent < 10 * (size_t)BIG ? POLLOUT : 0},
                                 {.fd = b, .events = POLLIN}};

        assert_true(poll(ready, 2, WAIT_MS) > 0);
        if ((ready[0].revents & POLLOUT) != 0) {
            size_t left = 10 * (size_t)BIG - sent;
            ssize_t more = send(a, much, left < BIG ? left : BIG, MSG_DONTWAIT | MSG_NOSIGNAL);

            sent += more > 0 ? (size_t)more : 0;
        }
        if ((ready[1].revents & POLLIN) != 0) {
            ssize_t more = recv(b, piece, sizeof piece, 0);

            assert_true(more > 0);
            got += (size_t)more;
        }
    }
    free(much);
    close(a);
    close(b);
}

static void ends_and_resets_at_a_byte(void **state)
{
    struct bench *bench = *state;
    int a = -1, b = -1;

    tell(bench, "plan how=ended,way=answer,byte=4", "ok how=ended,way=answer,byte=4");
    a = come_in(bench);
    b = take_in(bench);
    put(b, "answer");
    get(a, "ans");
    get_end(a, false);
    get_end(b, false);
    close(a);
    close(b);
    tell(bench, "plan how=reset,byte=4", "ok how=reset,byte=4");
    a = come_in(bench);
    b = take_in(bench);
    put(a, "question");
    get(b, "que");
    get_end(b, true);
    get_end(a, true);
    close(a);
    close(b);
}

static void says_nothing(void **state)
{
    struct bench *bench = *state;
    int a = -1, b = -1;

    tell(bench, "plan how=lost,way=answer,byte=3", "ok how=lost,way=answer,byte=3");
    a = come_in(bench);
    b = take_in(bench);
    put(b, "answer");
    get(a, "an");
    close(b); /* the end is not heard either */
    assert_true(quiet(a));
    close(a);
    tell(bench, "plan how=deaf", "ok how=deaf");
    a = come_in(bench);
    put(a, "question");
    assert_true(quiet(a));
    assert_true(quiet(bench->server));
    tell(bench, "cut", "ok");
    get_end(a, true);
    close(a);
    tell(bench, "plan how=refused,at=1", "ok how=refused,at=1");
    a = come_in(bench);
    get_end(a, true);
    close(a);
}

static void spoils_and_delays(void **state)
{
    struct bench *bench = *state;
    int a = -1, b = -1;

    tell(bench, "plan how=flip,bit=2,byte=1;how=slow,ms=20",
         "ok how=flip,byte=1,bit=2;how=slow,ms=20");
    a = come_in(bench);
    b = take_in(bench);
    put(a, "question");
    get(b, "Question");
    put(a, "second");
    get(b, "second");
    close(a);
    close(b);
    tell(bench, "plan how=narrow,way=answer,rate=500", "ok how=narrow,way=answer,rate=500");
    a = come_in(bench);
    b = take_in(bench);
    put(b, "drop by drop");
    close(b);
    get(a, "drop by drop");
    get_end(a, false); /* behind the last drop */
    close(a);
    tell(bench, "plan how=twice", "ok how=twice");
    a = come_in(bench);
    b = take_in(bench);
    put(a, "echo");
    get(b, "echoecho");
    close(a);
    close(b);
}

static void crosses_answers(void **state)
{
    struct bench *bench = *state;
    int a[2], b[2];

    tell(bench, "plan how=crossed,way=answer", "ok how=crossed,way=answer");
    for (size_t i = 0; i < 2; i++) {
        a[i] = come_in(bench);
        b[i] = take_in(bench);
        put(a[i], i == 0 ? "first" : "second");
        get(b[i], i == 0 ? "first" : "second");
    }
    put(b[0], "for the first");
    get(a[1], "for the first");
    put(b[1], "for the second");
    get(a[0], "for the second");
    for (size_t i = 0; i < 2; i++) {
        close(a[i]);
        close(b[i]);
    }
}

static void refuses_what_it_does_not_know(void **state)
{
    struct bench *bench = *state;

    tell(bench, "plan none", "ok none");
    tell(bench, "plan how=stale", "no: with --terminate whole requests go wrong, else bytes");
    tell(bench, "plan how=reset,at=0", "no: fault 1: this is no value for at");
    tell(bench, "only /v1/open", "no: plan, count, cut or only");
    tell(bench, "", "no: plan, count, cut or only");
    tell(bench, "hello", "no: plan, count, cut or only");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(passes_both_ways_and_counts, open_bench, close_bench),
        cmocka_unit_test_setup_teardown(passes_more_than_it_holds, open_bench, close_bench),
        cmocka_unit_test_setup_teardown(ends_and_resets_at_a_byte, open_bench, close_bench),
        cmocka_unit_test_setup_teardown(says_nothing, open_bench, close_bench),
        cmocka_unit_test_setup_teardown(spoils_and_delays, open_bench, close_bench),
        cmocka_unit_test_setup_teardown(crosses_answers, open_bench, close_bench),
        cmocka_unit_test_setup_teardown(refuses_what_it_does_not_know, open_bench, close_bench),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
