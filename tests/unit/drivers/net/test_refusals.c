#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "hand.h"

#define TIME "Akashi-Deadline: 60000\r\n"
#define JSON "Content-Type: application/json\r\n"
#define BODY "Content-Length: 2\r\n\r\n{}"

static struct pki pki;
static struct end server_end, kiosk;

static const struct server_route routes[] = {
    {"GET", "/v1/offer", "application/json"}, {"POST", "/v1/open", "application/json"}, {0}};

/* What is not one of the plan's requests, and the problem that says why (RFC 9457). */
static const struct strange {
    const char *request;
    int status;
    const char *code, *header;
} strange[] = {
    {"POST /v2/open HTTP/1.1\r\n" TIME JSON BODY, 404, "AK-N74", ""},
    {"GET /v0/offer HTTP/1.1\r\n" TIME "\r\n", 404, "AK-N74", ""},
    {"GET /v11/offer HTTP/1.1\r\n" TIME "\r\n", 404, "AK-N74", ""},
    {"GET /v1/else HTTP/1.1\r\n" TIME "\r\n", 404, "AK-N75", ""},
    {"GET /v1/offer?x=1 HTTP/1.1\r\n" TIME "\r\n", 404, "AK-N75", ""},
    {"GET /v1/offer/ HTTP/1.1\r\n" TIME "\r\n", 404, "AK-N75", ""},
    {"GET /v1 HTTP/1.1\r\n" TIME "\r\n", 404, "AK-N75", ""},
    {"GET /v/offer HTTP/1.1\r\n" TIME "\r\n", 404, "AK-N75", ""},
    {"GET / HTTP/1.1\r\n" TIME "\r\n", 404, "AK-N75", ""},
    {"GET http://x/v1/offer HTTP/1.1\r\n" TIME "\r\n", 404, "AK-N75", ""},
    {"GET /v1/open HTTP/1.1\r\n" TIME "\r\n", 405, "AK-N76", "Allow: POST\r\n"},
    {"POST /v1/offer HTTP/1.1\r\n" TIME JSON BODY, 405, "AK-N76", "Allow: GET\r\n"},
    {"PUT /v1/open HTTP/1.1\r\n" TIME JSON BODY, 405, "AK-N76", "Allow: POST\r\n"},
    {"DELETE /v1/open HTTP/1.1\r\n" TIME "\r\n", 405, "AK-N76", "Allow: POST\r\n"},
    {"FETCH /v1/open HTTP/1.1\r\n" TIME "\r\n", 405, "AK-N76", "Allow: POST\r\n"},
    {"POST /v1/open HTTP/1.1\r\n" TIME BODY, 415, "AK-N77", ""},
    {"POST /v1/open HTTP/1.1\r\n" TIME "Content-Type: text/plain\r\n" BODY, 415, "AK-N77", ""},
    {"POST /v1/open HTTP/1.1\r\n" JSON BODY, 400, "AK-N78", ""},
    {"GET /v1/offer HTTP/1.1\r\n\r\n", 400, "AK-N78", ""},
    {"GET /v1/offer HTTP/1.1\r\nAkashi-Deadline:\r\n\r\n", 400, "AK-N79", ""},
    {"GET /v1/offer HTTP/1.1\r\nAkashi-Deadline: 0\r\n\r\n", 400, "AK-N79", ""},
    {"GET /v1/offer HTTP/1.1\r\nAkashi-Deadline: -1\r\n\r\n", 400, "AK-N79", ""},
    {"GET /v1/offer HTTP/1.1\r\nAkashi-Deadline: +5\r\n\r\n", 400, "AK-N79", ""},
    {"GET /v1/offer HTTP/1.1\r\nAkashi-Deadline: 1.5\r\n\r\n", 400, "AK-N79", ""},
    {"GET /v1/offer HTTP/1.1\r\nAkashi-Deadline: 5 5\r\n\r\n", 400, "AK-N79", ""},
    {"GET /v1/offer HTTP/1.1\r\nAkashi-Deadline: soon\r\n\r\n", 400, "AK-N79", ""},
    {"GET /v1/offer HTTP/1.1\r\nAkashi-Deadline: 10000000\r\n\r\n", 400, "AK-N79", ""},
    {"GET /v1/offer HTTP/1.0\r\n" TIME "\r\n", 505, "AK-N80", ""},
    {"GET /v1/offer HTTP/1.7\r\n" TIME "\r\n", 505, "AK-N80", ""},
};

/* The answer is the last on its connection, and nobody above was asked. */
static void what_is_strange_is_answered_with_a_problem(void **state)
{
    struct bench bench;
    struct hand hand;
    char wanted[64];

    (void)state;
    bench_open(&bench, &server_end, &(struct server_plan){.routes = routes});
    for (size_t i = 0; i < sizeof strange / sizeof *strange; i++) {
        const struct strange *each = &strange[i];

        (void)snprintf(wanted, sizeof wanted, "{\"status\":%d,\"code\":\"%s\"}", each->status,
                       each->code);
        assert_true(hand_open(&hand, &kiosk, bench.port, NULL));
        assert_true(hand_send(&hand, each->request));
        if (hand_hear(&hand) != each->status || strcmp(hand.body, wanted) != 0 ||
            strncmp(hand.headers, "HTTP/1.1 ", 9) != 0 ||
            strstr(hand.headers, each->header) == NULL ||
            strstr(hand.headers, "Content-Type: application/problem+json\r\n") == NULL ||
            strstr(hand.headers, "Cache-Control: no-store\r\n") == NULL || !hand_over(&hand))
            fail_msg("%s\n%s%s", each->request, hand.headers, hand.body);
        hand_close(&hand);
    }
    bench_close(&bench);
    assert_int_equal(atomic_load(&bench.asked), 0);
}

/* A body without a length would be taken for the next answer. */
static void a_head_alone_answers_head_and_connect(void **state)
{
    static const char *const requests[] = {"HEAD /v1/offer HTTP/1.1\r\n" TIME "\r\n",
                                           "CONNECT /v1/offer HTTP/1.1\r\n" TIME "\r\n"};
    struct bench bench;
    struct hand hand;

    (void)state;
    bench_open(&bench, &server_end, &(struct server_plan){.routes = routes});
    for (size_t i = 0; i < sizeof requests / sizeof *requests; i++) {
        assert_true(hand_open(&hand, &kiosk, bench.port, NULL));
        assert_true(hand_send(&hand, requests[i]));
        assert_int_equal(hand_hear(&hand), 405);
        assert_non_null(strstr(hand.headers, "Allow: GET\r\n"));
        assert_true(hand_over(&hand));
        hand_close(&hand);
    }
    bench_close(&bench);
}

static void what_is_asked_as_planned_is_served(void **state)
{
    static const char *const good[] = {
        "GET /v1/offer HTTP/1.1\r\n" TIME "\r\n",
        "POST /v1/open HTTP/1.1\r\n" TIME JSON BODY,
        "POST /v1/open HTTP/1.1\r\ncontent-type: Application/JSON\r\nakashi-deadline: "
        "60000\r\n" BODY,
        "POST /v1/open HTTP/1.1\r\n" TIME "Content-Length: 0\r\n\r\n",
    };
    struct bench bench;
    struct hand hand;

    (void)state;
    bench_open(&bench, &server_end, &(struct server_plan){.routes = routes});
    assert_true(hand_open(&hand, &kiosk, bench.port, NULL));
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        assert_true(hand_send(&hand, good[i]));
        assert_int_equal(hand_hear(&hand), 200);
        assert_null(strstr(hand.headers, "Connection: close"));
    }
    hand_close(&hand);
    bench_close(&bench);
    assert_int_equal(atomic_load(&bench.asked), sizeof good / sizeof *good);
}

static int open_line(void **state)
{
    (void)state;
    pki_open(&pki, "Akashi test line");
    make_server_end(&pki, &server_end);
    make_client_end(&pki, &kiosk);
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
        cmocka_unit_test(what_is_strange_is_answered_with_a_problem),
        cmocka_unit_test(a_head_alone_answers_head_and_connect),
        cmocka_unit_test(what_is_asked_as_planned_is_served),
    };

    return cmocka_run_group_tests(tests, open_line, close_line);
}
