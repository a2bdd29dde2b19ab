#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "drivers/net/counts.h"
#include "hand.h"

static struct pki pki;
static struct end server_end, kiosk, other_kiosk;

static void whoever_says_nothing_is_shown_out(void **state)
{
    struct bench bench;
    uint64_t before = counts_read(COUNT_CUT_SLOW);
    char byte = 0;
    int fd = -1;

    (void)state;
    bench_open(&bench, &server_end, &(struct server_plan){.limits.handshake_ms = 100});
    fd = hand_connect(bench.port);
    assert_int_equal(recv(fd, &byte, 1, 0), 0);
    (void)close(fd);
    bench_close(&bench);
    assert_int_equal(counts_read(COUNT_CUT_SLOW), before + 1);
}

/* A byte now and then is never silence. Without a limit on the whole, each of these requests would
 * end and be answered. */
static void expect_trickle_cut(const char *first, const char *filler, int count, const char *last)
{
    struct bench bench;
    struct hand hand;
    bool open = true;

    bench_open(&bench, &server_end,
               &(struct server_plan){.limits.receive_ms = 200, .body_max = 4096});
    assert_true(hand_open(&hand, &kiosk, bench.port, NULL));
    assert_true(hand_send(&hand, first));
    for (int i = 0; open && i < count; i++) {
        struct pollfd wait = {.fd = hand.fd, .events = POLLRDHUP};

        open = poll(&wait, 1, 10) == 0 && hand_send(&hand, filler);
    }
    assert_int_equal(open && hand_send(&hand, last) ? hand_hear(&hand) : 0, 0);
    hand_close(&hand);
    bench_close(&bench);
    assert_int_equal(atomic_load(&bench.asked), 0);
}

static void a_trickle_of_headers_is_cut_off(void **state)
{
    uint64_t before = counts_read(COUNT_CUT_SLOW);

    (void)state;
    expect_trickle_cut("GET /echo HTTP/1.1\r\nHost: x\r\n", "X: y\r\n", 1000, "\r\n");
    assert_int_equal(counts_read(COUNT_CUT_SLOW), before + 1);
}

static void a_trickle_of_body_is_cut_off(void **state)
{
    (void)state;
    expect_trickle_cut("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1001\r\n\r\n", "y", 1000,
                       "y");
}

/* An idle connection is nobody's burden: only a request that began must end. */
static void an_idle_connection_stays(void **state)
{
    struct bench bench;
    struct hand hand;
    struct pollfd wait;

    (void)state;
    bench_open(&bench, &server_end,
               &(struct server_plan){.limits = {.handshake_ms = 1000, .receive_ms = 100}});
    assert_true(hand_open(&hand, &kiosk, bench.port, NULL));
    assert_int_equal(hand_ask(&hand, "/echo", ""), 200);
    wait = (struct pollfd){.fd = hand.fd, .events = POLLRDHUP};
    assert_int_equal(poll(&wait, 1, 1500), 0);
    assert_int_equal(hand_ask(&hand, "/echo", ""), 200);
    hand_close(&hand);
    bench_close(&bench);
}

static void headers_have_a_limit(void **state)
{
    static char large[16384];
    struct bench bench;
    struct hand hand;

    (void)state;
    memset(large, 'x', sizeof large - 1);
    bench_open(&bench, &server_end, &(struct server_plan){0});
    assert_true(hand_open(&hand, &kiosk, bench.port, NULL));
    assert_true(hand_send(&hand, "GET /echo HTTP/1.1\r\nX: "));
    (void)hand_send(&hand, large);
    assert_true(hand_hear(&hand) != 200);
    hand_close(&hand);
    bench_close(&bench);
    assert_int_equal(atomic_load(&bench.asked), 0);
}

static void one_connection_too_many_is_refused(void **state)
{
    struct bench bench;
    struct hand one, two, three;
    uint64_t before = counts_read(COUNT_CUT_FULL);

    (void)state;
    bench_open(&bench, &server_end, &(struct server_plan){.limits.lines_max = 2});
    assert_true(hand_open(&one, &kiosk, bench.port, NULL));
    assert_true(hand_open(&two, &other_kiosk, bench.port, NULL));
    assert_false(hand_open(&three, &kiosk, bench.port, NULL));
    assert_int_equal(hand_ask(&one, "/echo", ""), 200);
    assert_int_equal(hand_ask(&two, "/echo", ""), 200);
    hand_close(&one);
    hand_close(&two);
    hand_close(&three);
    bench_close(&bench);
    assert_int_equal(counts_read(COUNT_CUT_FULL), before + 1);
}

static void a_peer_has_its_share_and_no_more(void **state)
{
    struct bench bench;
    struct hand one, two, other;

    (void)state;
    bench_open(&bench, &server_end, &(struct server_plan){.limits.lines_per_peer = 1});
    assert_true(hand_open(&one, &kiosk, bench.port, NULL));
    assert_int_equal(hand_ask(&one, "/echo", ""), 200);
    assert_true(!hand_open(&two, &kiosk, bench.port, NULL) || hand_ask(&two, "/echo", "") == 0);
    hand_close(&two);
    assert_true(hand_open(&other, &other_kiosk, bench.port, NULL));
    assert_int_equal(hand_ask(&other, "/echo", ""), 200);
    assert_int_equal(hand_ask(&one, "/echo", ""), 200);
    hand_close(&one);
    hand_close(&other);
    bench_close(&bench);
    assert_int_equal(atomic_load(&bench.asked), 3);
}

static void a_connection_ends_after_its_last_request(void **state)
{
    struct bench bench;
    struct hand hand;

    (void)state;
    bench_open(&bench, &server_end, &(struct server_plan){.limits.asks_per_line = 2});
    assert_true(hand_open(&hand, &kiosk, bench.port, NULL));
    assert_int_equal(hand_ask(&hand, "/echo", ""), 200);
    assert_null(strstr(hand.headers, "Connection: close"));
    assert_int_equal(hand_ask(&hand, "/echo", ""), 200);
    assert_non_null(strstr(hand.headers, "Connection: close"));
    assert_true(hand_over(&hand));
    hand_close(&hand);
    bench_close(&bench);
}

/* Refused at once, by what the answers before it took: nobody queues beyond the deadline. */
static void what_cannot_be_in_time_is_refused_at_once(void **state)
{
    struct bench bench;
    struct hand slow, held, late;
    uint64_t before = counts_read(COUNT_REFUSED_FULL);

    (void)state;
    bench_open(&bench, &server_end, &(struct server_plan){0});
    assert_true(hand_open(&slow, &kiosk, bench.port, NULL));
    for (int i = 0; i < 4; i++)
        assert_int_equal(hand_ask(&slow, "/hold", "Akashi-Deadline: 200\r\n"), 503);
    assert_true(hand_open(&held, &kiosk, bench.port, NULL));
    assert_true(
        hand_send(&held, "GET /hold HTTP/1.1\r\nHost: x\r\nAkashi-Deadline: 60000\r\n\r\n"));
    while (atomic_load(&bench.asked) < 5)
        (void)sched_yield();
    assert_true(hand_open(&late, &other_kiosk, bench.port, NULL));
    assert_int_equal(hand_ask(&late, "/echo", "Akashi-Deadline: 20\r\n"), 503);
    assert_string_equal(late.body, "{\"status\":503,\"code\":\"AK-N08\"}");
    assert_int_equal(counts_read(COUNT_REFUSED_FULL), before + 1);
    assert_int_equal(hand_ask(&late, "/echo", ""), 200);
    hand_close(&slow);
    hand_close(&held);
    hand_close(&late);
    bench_close(&bench);
}

static void the_smaller_deadline_ends_it(void **state)
{
    struct bench bench;
    struct hand hand;

    (void)state;
    bench_open(&bench, &server_end, &(struct server_plan){0});
    assert_true(hand_open(&hand, &kiosk, bench.port, NULL));
    assert_int_equal(hand_ask(&hand, "/hold", "Akashi-Deadline: 30\r\n"), 503);
    assert_string_equal(hand.body, "{\"status\":503,\"code\":\"AK-N09\"}");
    assert_int_equal(hand_ask(&hand, "/echo", "Akashi-Deadline: 9999999\r\n"), 200);
    hand_close(&hand);
    bench_close(&bench);
}

static int open_line(void **state)
{
    static const struct end_plan other = {"c", "akashi:kiosk:k-0002", NULL, X509_USE_CLIENT, false,
                                          0};

    (void)state;
    pki_open(&pki, "Akashi test line");
    make_server_end(&pki, &server_end);
    make_client_end(&pki, &kiosk);
    end_make(&pki, &other, &other_kiosk);
    return 0;
}

static int close_line(void **state)
{
    (void)state;
    hand_forget();
    pki_close(&pki);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whoever_says_nothing_is_shown_out),
        cmocka_unit_test(a_trickle_of_headers_is_cut_off),
        cmocka_unit_test(a_trickle_of_body_is_cut_off),
        cmocka_unit_test(an_idle_connection_stays),
        cmocka_unit_test(headers_have_a_limit),
        cmocka_unit_test(one_connection_too_many_is_refused),
        cmocka_unit_test(a_peer_has_its_share_and_no_more),
        cmocka_unit_test(a_connection_ends_after_its_last_request),
        cmocka_unit_test(what_cannot_be_in_time_is_refused_at_once),
        cmocka_unit_test(the_smaller_deadline_ends_it),
    };

    return cmocka_run_group_tests(tests, open_line, close_line);
}
