#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "drivers/net/steady.h"
#include "hand.h"

/* The clock of this program is this test's: it takes the place of drivers/net/steady.c. */
static atomic_llong now_ms = 1000000;

int64_t steady_ms(void)
{
    return atomic_load(&now_ms);
}

int64_t steady_us(void)
{
    return steady_ms() * 1000;
}

struct timeval steady_span(int ms)
{
    return (struct timeval){ms / 1000, ms % 1000 * 1000};
}

enum { MINUTE_MS = 60 * 1000 };

static struct pki pki;
static struct end server_end, kiosk;

/* Whether a session that is so old is resumed. Whatever it is, the peer is served. */
static bool resumed_after(const struct bench *bench, int minutes)
{
    struct hand hand;
    SSL_SESSION *session = NULL;
    bool resumed = false;

    hand_forget();
    assert_true(hand_open(&hand, &kiosk, bench->port, NULL));
    assert_int_equal(hand_ask(&hand, "/echo", ""), 200);
    hand_close(&hand);
    session = hand_session;
    hand_session = NULL;
    assert_non_null(session);
    atomic_fetch_add(&now_ms, (long long)minutes * MINUTE_MS);
    assert_true(hand_open(&hand, &kiosk, bench->port, session));
    assert_int_equal(hand_ask(&hand, "/echo", ""), 200);
    resumed = SSL_session_reused(hand.ssl) == 1;
    hand_close(&hand);
    SSL_SESSION_free(session);
    return resumed;
}

static void keys_follow_each_other_with_an_overlap(void **state)
{
    struct bench bench;

    (void)state;
    bench_open(&bench, &server_end, &(struct server_plan){0});
    for (int turn = 0; turn < 5; turn++) {
        assert_true(resumed_after(&bench, 0));
        assert_true(resumed_after(&bench, 59)); /* within the hour or over its end */
        assert_false(resumed_after(&bench, 121));
    }
    bench_close(&bench);
}

static void a_ticket_that_was_touched_is_none(void **state)
{
    struct bench bench;
    struct hand hand;
    uint8_t *der = NULL;
    const uint8_t *at = NULL, *ticket = NULL;
    SSL_SESSION *touched = NULL;
    size_t ticket_len = 0;
    int len = 0;

    (void)state;
    bench_open(&bench, &server_end, &(struct server_plan){0});
    assert_true(resumed_after(&bench, 0));
    assert_non_null(hand_session);
    len = i2d_SSL_SESSION(hand_session, &der);
    SSL_SESSION_get0_ticket(hand_session, &ticket, &ticket_len);
    at = memmem(der, (size_t)len, ticket, ticket_len);
    assert_non_null(at);
    der[at - der + (ptrdiff_t)ticket_len / 2] ^= 1;
    at = der;
    touched = d2i_SSL_SESSION(NULL, &at, len);
    assert_non_null(touched);
    assert_true(hand_open(&hand, &kiosk, bench.port, touched));
    assert_int_equal(SSL_session_reused(hand.ssl), 0);
    assert_int_equal(hand_ask(&hand, "/echo", ""), 200);
    hand_close(&hand);
    SSL_SESSION_free(touched);
    OPENSSL_free(der);
    bench_close(&bench);
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
        cmocka_unit_test(keys_follow_each_other_with_an_overlap),
        cmocka_unit_test(a_ticket_that_was_touched_is_none),
    };

    return cmocka_run_group_tests(tests, open_line, close_line);
}
