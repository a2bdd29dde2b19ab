#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "crypto/base/hex.h"
#include "drivers/net/client.h"
#include "drivers/net/counts.h"
#include "drivers/net/relay.h"
#include "hand.h"

enum { PATIENCE = 60000 };

static struct pki pki, stranger;
static struct end server_end, kiosk, other_server;
static struct end strict_end; /* the server's with a list of withdrawn certificates */
static char list[PATH_SIZE * 2];

static void write_list(const char *text)
{
    write_whole(list, view_text(text), 0644);
}

static void withdraw(const struct end *end)
{
    char text[128] = "# a kiosk that was stolen\n";
    uint8_t digest[SHA256_LEN];

    assert_true(tls_own_digest(end->certificate, digest));
    hex_encode(view_of(digest, sizeof digest), text + strlen(text));
    write_list(text);
}

/* One request on a connection of its own; `resumed` tells whether its session was an earlier one's.
 */
static int ask_anew(const struct bench *bench, SSL_SESSION *session, bool *resumed)
{
    struct hand hand;
    int status = 0;

    if (hand_open(&hand, &kiosk, bench->port, session))
        status = hand_ask(&hand, "/echo", "");
    *resumed = SSL_session_reused(hand.ssl) == 1;
    hand_close(&hand);
    return status;
}

/* A session from a server of its own, to be tried at others. */
static SSL_SESSION *session_of(const struct bench *bench)
{
    SSL_SESSION *session = NULL;
    bool resumed = false;

    hand_forget();
    assert_int_equal(ask_anew(bench, NULL, &resumed), 200);
    assert_false(resumed);
    assert_non_null(hand_session);
    session = hand_session;
    hand_session = NULL;
    return session;
}

static void a_session_is_resumed(void **state)
{
    struct bench bench;
    SSL_SESSION *session = NULL;
    uint64_t before = counts_read(COUNT_HANDSHAKES_RESUMED);
    bool resumed = false;

    (void)state;
    bench_open(&bench, &server_end, &(struct server_plan){0});
    session = session_of(&bench);
    assert_int_equal(SSL_SESSION_get_max_early_data(session), 0);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(ask_anew(&bench, session, &resumed), 200);
        assert_true(resumed);
        assert_string_equal(bench.last_peer.name, "k-0001");
        SSL_SESSION_free(session);
        assert_non_null(hand_session); /* and each gives the next */
        session = hand_session;
        hand_session = NULL;
    }
    SSL_SESSION_free(session);
    bench_close(&bench);
    assert_int_equal(counts_read(COUNT_HANDSHAKES_RESUMED), before + 3);
}

/* Both servers share their ticket keys, as the processes of one service do. */
static void a_resumed_session_is_asked_for_its_role(void **state)
{
    struct bench kiosks, centres;
    SSL_SESSION *session = NULL;
    bool resumed = false;

    (void)state;
    bench_open(&kiosks, &server_end, &(struct server_plan){0});
    bench_open(&centres, &server_end, &(struct server_plan){.peer_role = "centre"});
    session = session_of(&kiosks);
    assert_int_equal(ask_anew(&centres, session, &resumed), 0);
    assert_true(resumed);
    assert_int_equal(atomic_load(&centres.asked), 0);
    SSL_SESSION_free(session);
    bench_close(&kiosks);
    bench_close(&centres);
}

static void a_session_of_another_line_is_worth_nothing(void **state)
{
    struct bench bench, other;
    SSL_SESSION *session = NULL;
    bool resumed = true;

    (void)state;
    bench_open(&bench, &server_end, &(struct server_plan){0});
    bench_open(&other, &other_server, &(struct server_plan){0});
    session = session_of(&bench);
    assert_int_equal(ask_anew(&other, session, &resumed), 0);
    assert_false(resumed);
    SSL_SESSION_free(session);
    bench_close(&bench);
    bench_close(&other);
}

/* CTR-08: at its next request, on a connection that lives, on a session that is resumed, and on a
 * new one. */
static void a_withdrawn_peer_is_refused_from_then_on(void **state)
{
    struct bench bench;
    struct hand living;
    SSL_SESSION *session = NULL;
    bool resumed = false;

    (void)state;
    write_list("");
    bench_open(&bench, &strict_end, &(struct server_plan){0});
    session = session_of(&bench);
    assert_true(hand_open(&living, &kiosk, bench.port, NULL));
    assert_int_equal(hand_ask(&living, "/echo", ""), 200);
    withdraw(&kiosk);
    assert_int_equal(hand_ask(&living, "/echo", ""), 200); /* not read yet */
    assert_true(bench_reload(&bench));
    assert_int_equal(hand_ask(&living, "/echo", ""), 403);
    assert_true(hand_over(&living));
    assert_int_equal(ask_anew(&bench, session, &resumed), 0);
    assert_true(resumed);
    assert_int_equal(ask_anew(&bench, NULL, &resumed), 0);
    assert_int_equal(atomic_load(&bench.asked), 3);
    SSL_SESSION_free(session);
    hand_close(&living);
    bench_close(&bench);
}

static void a_broken_list_leaves_the_old_one(void **state)
{
    struct bench bench;
    bool resumed = false;

    (void)state;
    withdraw(&kiosk);
    bench_open(&bench, &strict_end, &(struct server_plan){0});
    assert_int_equal(ask_anew(&bench, NULL, &resumed), 0);
    write_list("not a digest\n");
    assert_false(bench_reload(&bench));
    assert_int_equal(ask_anew(&bench, NULL, &resumed), 0);
    write_list("# nobody any more\n\n");
    assert_true(bench_reload(&bench));
    assert_int_equal(ask_anew(&bench, NULL, &resumed), 200);
    bench_close(&bench);
}

static void a_certificate_that_ran_out_meanwhile_is_refused(void **state)
{
    static const struct end_plan plan = {"c", "akashi:kiosk:k-0003", NULL, X509_USE_CLIENT, false,
                                         3};
    struct bench bench;
    struct end brief;
    struct hand hand, again;
    int status = 200, answered = 0;

    (void)state;
    hand_forget();
    end_make(&pki, &plan, &brief);
    bench_open(&bench, &server_end, &(struct server_plan){0});
    assert_true(hand_open(&hand, &brief, bench.port, NULL));
    for (; status == 200; answered++) {
        struct pollfd wait = {.fd = hand.fd, .events = POLLRDHUP};

        status = hand_ask(&hand, "/echo", "");
        (void)poll(&wait, 1, 50);
    }
    assert_true(answered > 1);
    assert_int_equal(status, 403);
    if (hand_open(&again, &brief, bench.port, hand_session))
        assert_int_equal(hand_ask(&again, "/echo", ""), 0);
    hand_close(&again);
    hand_close(&hand);
    bench_close(&bench);
}

static void digest_of_peer(const struct hand *hand, uint8_t out[SHA256_LEN])
{
    assert_true(x509_digest(SSL_get0_peer_certificate(hand->ssl), out));
}

/* A new certificate without a connection lost; a broken one changes nothing. */
static void new_files_are_for_new_connections(void **state)
{
    struct bench bench;
    struct hand before, after, still;
    struct end end;
    uint8_t old[SHA256_LEN], new[SHA256_LEN], last[SHA256_LEN];

    (void)state;
    make_server_end(&pki, &end);
    bench_open(&bench, &end, &(struct server_plan){0});
    assert_true(hand_open(&before, &kiosk, bench.port, NULL));
    assert_int_equal(hand_ask(&before, "/echo", ""), 200);
    make_server_end(&pki, &end);
    assert_true(bench_reload(&bench));
    assert_true(hand_open(&after, &kiosk, bench.port, NULL));
    assert_int_equal(hand_ask(&after, "/echo", ""), 200);
    assert_int_equal(hand_ask(&before, "/echo", ""), 200);
    digest_of_peer(&before, old);
    digest_of_peer(&after, new);
    assert_memory_not_equal(old, new, sizeof old);

    write_whole(end.certificate, view_text("nonsense"), 0644);
    assert_false(bench_reload(&bench));
    assert_true(hand_open(&still, &kiosk, bench.port, NULL));
    assert_int_equal(hand_ask(&still, "/echo", ""), 200);
    digest_of_peer(&still, last);
    assert_memory_equal(last, new, sizeof new);
    hand_close(&before);
    hand_close(&after);
    hand_close(&still);
    bench_close(&bench);
    make_server_end(&pki, &server_end);
}

/* --- our own clients ------------------------------------------------------------- */

static void the_kiosks_client_resumes(void **state)
{
    struct bench bench;
    struct client *client = NULL;
    struct bytes answer = bytes_new(ANSWER_MAX);
    char base[64], why[TLS_WHY_SIZE] = "";
    uint64_t full = counts_read(COUNT_HANDSHAKES_FULL);
    uint64_t resumed = counts_read(COUNT_HANDSHAKES_RESUMED);
    int status = 0;

    (void)state;
    bench_open(&bench, &server_end, &(struct server_plan){.limits.asks_per_line = 1});
    (void)snprintf(base, sizeof base, "https://127.0.0.1:%d", bench.port);
    client = client_open(base, &kiosk.files, "centre", true, why);
    assert_non_null(client);
    for (int i = 0; i < 3; i++) {
        assert_true(client_ask(client, "/echo", view_text("x"), PATIENCE, &status, &answer));
        assert_int_equal(status, 200);
    }
    client_close(&client);
    bench_close(&bench);
    assert_int_equal(counts_read(COUNT_HANDSHAKES_FULL), full + 1);
    assert_int_equal(counts_read(COUNT_HANDSHAKES_RESUMED), resumed + 2);
    bytes_free(&answer);
}

struct asker {
    struct event_base *loop;
    int status;
};

static void hear(void *self, const struct relay_answer *answer)
{
    struct asker *asker = self;

    asker->status = answer->arrived ? answer->status : 0;
    (void)event_base_loopbreak(asker->loop);
}

static int ask_by(struct relay *relay, struct event_base *loop)
{
    struct asker asker = {.loop = loop};

    relay_ask(relay, "/echo", view_text("x"), PATIENCE, hear, &asker);
    assert_true(event_base_dispatch(loop) >= 0);
    return asker.status;
}

static void the_relay_resumes_until_its_files_change(void **state)
{
    struct bench bench;
    struct event_base *loop = loop_open();
    const struct tls_files strict = {kiosk.ca, kiosk.certificate, kiosk.key, list};
    struct relay_plan plan = {.address = "127.0.0.1",
                              .files = &strict,
                              .peer_role = "centre",
                              .answer_max = 4096,
                              .deadline_ms = PATIENCE,
                              .demo = true};
    struct relay *relay = NULL;
    char why[TLS_WHY_SIZE] = "";
    uint64_t full = counts_read(COUNT_HANDSHAKES_FULL);
    uint64_t resumed = counts_read(COUNT_HANDSHAKES_RESUMED);

    (void)state;
    write_list("");
    bench_open(&bench, &server_end, &(struct server_plan){.limits.asks_per_line = 1});
    plan.port = bench.port;
    relay = relay_open(loop, &plan, why);
    assert_non_null(relay);
    for (int i = 0; i < 3; i++)
        assert_int_equal(ask_by(relay, loop), 200);
    assert_int_equal(counts_read(COUNT_HANDSHAKES_FULL), full + 1);
    assert_int_equal(counts_read(COUNT_HANDSHAKES_RESUMED), resumed + 2);
    assert_true(relay_reload(relay, why));
    assert_int_equal(ask_by(relay, loop), 200);
    assert_int_equal(counts_read(COUNT_HANDSHAKES_FULL), full + 2);

    withdraw(&server_end); /* a server can be withdrawn as well */
    assert_true(relay_reload(relay, why));
    assert_int_equal(ask_by(relay, loop), 0);
    write_list("?");
    assert_false(relay_reload(relay, why));
    relay_close(&relay);
    loop_close(&loop);
    bench_close(&bench);
}

static int open_lines(void **state)
{
    static const struct end_plan plan = {
        "a", "akashi:centre:c-1", "127.0.0.1", X509_USE_SERVER, false, 0};

    (void)state;
    pki_open(&pki, "Akashi test line");
    pki_open(&stranger, "Somebody else");
    make_server_end(&pki, &server_end);
    make_client_end(&pki, &kiosk);
    end_make(&stranger, &plan, &other_server);
    (void)snprintf(list, sizeof list, "%s/withdrawn", stranger.folder);
    strict_end.files =
        (struct tls_files){server_end.ca, server_end.certificate, server_end.key, list};
    return 0;
}

static int close_lines(void **state)
{
    (void)state;
    hand_forget();
    (void)unlink(list);
    pki_close(&pki);
    pki_close(&stranger);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_session_is_resumed),
        cmocka_unit_test(a_resumed_session_is_asked_for_its_role),
        cmocka_unit_test(a_session_of_another_line_is_worth_nothing),
        cmocka_unit_test(a_withdrawn_peer_is_refused_from_then_on),
        cmocka_unit_test(a_broken_list_leaves_the_old_one),
        cmocka_unit_test(a_certificate_that_ran_out_meanwhile_is_refused),
        cmocka_unit_test(new_files_are_for_new_connections),
        cmocka_unit_test(the_kiosks_client_resumes),
        cmocka_unit_test(the_relay_resumes_until_its_files_change),
    };

    return cmocka_run_group_tests(tests, open_lines, close_lines);
}
