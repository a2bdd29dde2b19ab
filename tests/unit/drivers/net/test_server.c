#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "bench.h"
#include "drivers/net/address.h"
#include "drivers/net/client.h"
#include "drivers/net/listening.h"

#include <arpa/inet.h>
#include <netinet/in.h>

static struct pki pki, stranger;
static struct end server_end, client_end;

enum { PATIENCE = 60000 };

static struct client *open_client(const struct bench *bench, const struct end *end,
                                  const char *role)
{
    char base[64], why[TLS_WHY_SIZE] = "";
    struct client *client = NULL;

    (void)snprintf(base, sizeof base, "https://127.0.0.1:%d", bench->port);
    client = client_open(base, &end->files, role, true, why);
    if (client == NULL)
        fail_msg("%s", why);
    return client;
}

/* One request by a client of its own. */
static bool ask_once(const struct bench *bench, const struct end *end, const char *role,
                     int *status)
{
    struct client *client = open_client(bench, end, role);
    struct bytes answer = bytes_new(ANSWER_MAX);
    bool whole = client_ask(client, "/echo", view_text("x"), PATIENCE, status, &answer);

    client_close(&client);
    client_close(&client);
    bytes_free(&answer);
    return whole;
}

static void the_right_pair_talks(void **state)
{
    struct bench bench;
    struct client *client = NULL;
    struct bytes answer = bytes_new(ANSWER_MAX);
    uint8_t digest[SHA256_LEN];
    int status = 0;

    (void)state;
    bench_open(&bench, &server_end, &(struct server_plan){0});
    client = open_client(&bench, &client_end, "centre");
    assert_true(client_ask(client, "/echo", view_text("hello"), PATIENCE, &status, &answer));
    assert_int_equal(status, 200);
    assert_true(view_equal(bytes_view(&answer), view_text("hello")));
    assert_true(client_ask(client, "/v1/offer", (struct view){0}, PATIENCE, &status, &answer));
    assert_int_equal(status, 200);
    assert_int_equal(answer.len, 0);
    client_close(&client);
    bench_close(&bench);

    assert_int_equal(atomic_load(&bench.asked), 2);
    assert_string_equal(bench.last_peer.role, "kiosk");
    assert_string_equal(bench.last_peer.name, "k-0001");
    assert_true(tls_own_digest(client_end.certificate, digest));
    assert_memory_equal(bench.last_peer.digest, digest, sizeof digest);
    bytes_free(&answer);
}

/* KSK-25: the kiosk talks to the centre and to nobody on the way. */
static void a_proxy_in_the_environment_is_not_used(void **state)
{
    struct bench bench;
    int status = 0;

    (void)state;
    assert_int_equal(setenv("https_proxy", "http://127.0.0.1:1", 1), 0);
    assert_int_equal(setenv("ALL_PROXY", "http://127.0.0.1:1", 1), 0);
    bench_open(&bench, &server_end, &(struct server_plan){0});
    assert_true(ask_once(&bench, &client_end, "centre", &status));
    bench_close(&bench);
    assert_int_equal(unsetenv("https_proxy"), 0);
    assert_int_equal(unsetenv("ALL_PROXY"), 0);
}

/* --- who is not served (CTR-08, CTR-09) ------------------------------------------ */

static void expect_client_refused(struct pki *line, const struct end_plan *plan)
{
    struct bench bench;
    struct end end;
    int status = 0;

    end_make(line, plan, &end);
    /* Such a client trusts the right CA, so that only the server can be the one to refuse. */
    end.files.ca = server_end.ca;
    bench_open(&bench, &server_end, &(struct server_plan){0});
    assert_false(ask_once(&bench, &end, "centre", &status));
    bench_close(&bench);
    assert_int_equal(atomic_load(&bench.asked), 0);
}

static void clients_of_another_kind_get_nothing(void **state)
{
    static const struct end_plan plans[] = {
        {"c", "akashi:vrs:v-1", NULL, X509_USE_CLIENT, false, 0},
        {"c", "akashi:kiosk", NULL, X509_USE_CLIENT, false, 0},
        {"c", "akashi:kiosk:k:1", NULL, X509_USE_CLIENT, false, 0},
        {"c", "other:kiosk:k-0001", NULL, X509_USE_CLIENT, false, 0},
        {"c", NULL, NULL, X509_USE_CLIENT, false, 0},
        {"c", "akashi:kiosk:k-0001", "127.0.0.1", X509_USE_SERVER, false, 0},
        {"c", "akashi:kiosk:k-0001", NULL, X509_USE_CLIENT, true, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof plans / sizeof *plans; i++)
        expect_client_refused(&pki, &plans[i]);
}

static void a_client_of_a_stranger_gets_nothing(void **state)
{
    static const struct end_plan plan = {"c", "akashi:kiosk:k-0001", NULL, X509_USE_CLIENT, false,
                                         0};

    (void)state;
    expect_client_refused(&stranger, &plan);
}

static void expect_server_refused(struct pki *line, const struct end_plan *plan)
{
    struct bench bench;
    struct end end;
    int status = 0;

    end_make(line, plan, &end);
    /* Such a server trusts the right CA, so that only the client can be the one to refuse. */
    end.files.ca = client_end.ca;
    bench_open(&bench, &end, &(struct server_plan){0});
    assert_false(ask_once(&bench, &client_end, "centre", &status));
    bench_close(&bench);
    assert_int_equal(atomic_load(&bench.asked), 0);
}

static void servers_of_another_kind_are_told_nothing(void **state)
{
    static const struct end_plan plans[] = {
        {"c", "akashi:vrs:v-1", "127.0.0.1", X509_USE_SERVER, false, 0},
        {"c", NULL, "127.0.0.1", X509_USE_SERVER, false, 0},
        {"c", "akashi:centre:c-1", "127.0.0.2", X509_USE_SERVER, false, 0},
        {"c", "akashi:centre:c-1", NULL, X509_USE_SERVER, false, 0},
        {"c", "akashi:centre:c-1", NULL, X509_USE_CLIENT, false, 0},
        {"c", "akashi:centre:c-1", "127.0.0.1", X509_USE_SERVER, true, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof plans / sizeof *plans; i++)
        expect_server_refused(&pki, &plans[i]);
}

static void a_server_of_a_stranger_is_told_nothing(void **state)
{
    static const struct end_plan plan = {
        "c", "akashi:centre:c-1", "127.0.0.1", X509_USE_SERVER, false, 0};

    (void)state;
    expect_server_refused(&stranger, &plan);
}

static int connect_to(const struct bench *bench)
{
    struct sockaddr_in at = {.sin_family = AF_INET,
                             .sin_port = htons((uint16_t)bench->port),
                             .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    assert_true(fd >= 0);
    assert_int_equal(connect(fd, (const struct sockaddr *)&at, sizeof at), 0);
    return fd;
}

static const char request[] = "GET /echo HTTP/1.1\r\nHost: x\r\nAkashi-Deadline: 60000\r\n\r\n";

static void plain_text_gets_nothing(void **state)
{
    struct bench bench;
    char got[16];
    ssize_t len = 0;
    int fd = -1;

    (void)state;
    bench_open(&bench, &server_end, &(struct server_plan){0});
    fd = connect_to(&bench);
    assert_int_equal(send(fd, request, sizeof request - 1, MSG_NOSIGNAL), sizeof request - 1);
    while ((len = recv(fd, got, sizeof got, 0)) > 0)
        assert_true(got[0] != 'H'); /* an alert at most */
    (void)close(fd);
    bench_close(&bench);
    assert_int_equal(atomic_load(&bench.asked), 0);
}

/* Speaks TLS by hand; whether an answer came. */
static bool ask_by_hand(const struct bench *bench, SSL_CTX *tls)
{
    SSL *ssl = SSL_new(tls);
    char got[16];
    int fd = connect_to(bench);
    bool answered = false;

    assert_int_equal(SSL_set_fd(ssl, fd), 1);
    answered = SSL_connect(ssl) == 1 && SSL_write(ssl, request, sizeof request - 1) > 0 &&
               SSL_read(ssl, got, sizeof got) > 0;
    SSL_free(ssl);
    (void)close(fd);
    return answered;
}

static SSL_CTX *free_client(bool with_certificate)
{
    SSL_CTX *tls = SSL_CTX_new(TLS_client_method());

    assert_non_null(tls);
    if (with_certificate) {
        assert_int_equal(
            SSL_CTX_use_certificate_file(tls, client_end.certificate, SSL_FILETYPE_PEM), 1);
        assert_int_equal(SSL_CTX_use_PrivateKey_file(tls, client_end.key, SSL_FILETYPE_PEM), 1);
    }
    return tls;
}

static void without_a_certificate_there_is_nothing(void **state)
{
    struct bench bench;
    SSL_CTX *without = free_client(false), *with = free_client(true);

    (void)state;
    bench_open(&bench, &server_end, &(struct server_plan){0});
    assert_false(ask_by_hand(&bench, without));
    assert_true(ask_by_hand(&bench, with));
    bench_close(&bench);
    assert_int_equal(atomic_load(&bench.asked), 1);
    SSL_CTX_free(without);
    SSL_CTX_free(with);
}

static void older_tls_gets_nothing(void **state)
{
    struct bench bench;
    SSL_CTX *tls = free_client(true);

    (void)state;
    assert_int_equal(SSL_CTX_set_max_proto_version(tls, TLS1_2_VERSION), 1);
    bench_open(&bench, &server_end, &(struct server_plan){0});
    assert_false(ask_by_hand(&bench, tls));
    bench_close(&bench);
    assert_int_equal(atomic_load(&bench.asked), 0);
    SSL_CTX_free(tls);
}

/* --- limits ---------------------------------------------------------------------- */

static void what_takes_too_long_is_answered_by_the_server(void **state)
{
    struct bench bench;
    struct client *client = NULL;
    struct bytes answer = bytes_new(ANSWER_MAX);
    int status = 0;

    (void)state;
    bench_open(&bench, &server_end, &(struct server_plan){.deadline_ms = 50});
    client = open_client(&bench, &client_end, "centre");
    assert_true(client_ask(client, "/hold", view_text("x"), PATIENCE, &status, &answer));
    assert_int_equal(status, 503);
    assert_true(view_equal(bytes_view(&answer), view_text("{\"status\":503,\"code\":\"AK-N09\"}")));
    /* The line lives on, and the next answer is the next question's (R1). */
    assert_true(client_ask(client, "/echo", view_text("next"), PATIENCE, &status, &answer));
    assert_int_equal(status, 200);
    assert_true(view_equal(bytes_view(&answer), view_text("next")));
    client_close(&client);
    bench_close(&bench);
    bytes_free(&answer);
}

/* Whoever is connected to, but never spoken to, is waited for no longer than that. */
static void a_client_gives_up_at_its_own_deadline(void **state)
{
    struct bench bench = {0};
    struct client *client = NULL;
    struct bytes answer = bytes_new(ANSWER_MAX);
    char why[TLS_WHY_SIZE] = "";
    int status = 0, deaf = -1;

    (void)state;
    assert_true(listening_open("127.0.0.1", 0, true, 1, &deaf, why));
    bench.port = address_port(deaf);
    client = open_client(&bench, &client_end, "centre");
    assert_false(client_ask(client, "/hold", view_text("x"), 300, &status, &answer));
    assert_int_equal(answer.len, 0);
    client_close(&client);
    listening_close(&deaf, 1);
    bytes_free(&answer);
}

/* CTR-11: the server, which has a minute, answers within the client's third of a second. */
static void a_deadline_travels_with_the_request(void **state)
{
    struct bench bench;
    struct client *client = NULL;
    struct bytes answer = bytes_new(ANSWER_MAX);
    int status = 0;

    (void)state;
    bench_open(&bench, &server_end, &(struct server_plan){0});
    client = open_client(&bench, &client_end, "centre");
    assert_true(client_ask(client, "/left", view_text("x"), 10000, &status, &answer));
    assert_int_equal(status, 200);
    assert_true(strtol(bytes_text(&answer), NULL, 10) <= 9000);
    assert_true(client_ask(client, "/hold", view_text("x"), 1000, &status, &answer));
    assert_int_equal(status, 503);
    client_close(&client);
    bench_close(&bench);
    bytes_free(&answer);
}

static void bodies_have_a_limit_both_ways(void **state)
{
    static uint8_t large[4096];
    struct bench bench;
    struct client *client = NULL;
    struct bytes answer = bytes_new(ANSWER_MAX / 2);
    int status = 0;

    (void)state;
    bench_open(&bench, &server_end, &(struct server_plan){.body_max = 1000});
    client = open_client(&bench, &client_end, "centre");
    if (client_ask(client, "/echo", view_of(large, sizeof large), PATIENCE, &status, &answer))
        assert_int_equal(status, 413);
    assert_false(client_ask(client, "/long", view_text("x"), PATIENCE, &status, &answer));
    assert_int_equal(answer.len, 0);
    client_close(&client);
    bench_close(&bench);
    assert_int_equal(atomic_load(&bench.asked), 1);
    bytes_free(&answer);
}

struct holder {
    struct client *client;
    bool whole;
};

static void *ask_and_wait(void *self)
{
    struct holder *holder = self;
    struct bytes answer = bytes_new(ANSWER_MAX);
    int status = 0;

    holder->whole = client_ask(holder->client, "/hold", view_text("x"), PATIENCE, &status, &answer);
    bytes_free(&answer);
    return NULL;
}

static void a_full_house_answers_at_once(void **state)
{
    struct bench bench;
    struct holder holder = {.whole = true};
    struct client *second = NULL;
    struct bytes answer = bytes_new(ANSWER_MAX);
    pthread_t thread;
    int status = 0;

    (void)state;
    bench_open(&bench, &server_end, &(struct server_plan){.limits.waiting_max = 1});
    holder.client = open_client(&bench, &client_end, "centre");
    second = open_client(&bench, &client_end, "centre");
    assert_int_equal(pthread_create(&thread, NULL, ask_and_wait, &holder), 0);
    while (atomic_load(&bench.asked) == 0)
        (void)sched_yield();
    assert_true(client_ask(second, "/echo", view_text("x"), PATIENCE, &status, &answer));
    assert_int_equal(status, 503);
    bench_close(&bench);
    assert_int_equal(pthread_join(thread, NULL), 0);
    assert_false(holder.whole);
    assert_int_equal(atomic_load(&bench.asked), 1);
    client_close(&holder.client);
    client_close(&second);
    bytes_free(&answer);
}

static void a_path_too_long_is_no_path(void **state)
{
    struct bench bench;
    struct client *client = NULL;
    struct bytes answer = bytes_new(ANSWER_MAX);
    char path[200] = "/hold";
    int status = 0;

    (void)state;
    memset(path + 5, 'd', sizeof path - 6);
    bench_open(&bench, &server_end, &(struct server_plan){0});
    client = open_client(&bench, &client_end, "centre");
    assert_true(client_ask(client, path, view_text("x"), PATIENCE, &status, &answer));
    assert_int_equal(status, 200);
    client_close(&client);
    bench_close(&bench);
    bytes_free(&answer);
}

static int open_lines(void **state)
{
    (void)state;
    pki_open(&pki, "Akashi test line");
    pki_open(&stranger, "Somebody else");
    make_server_end(&pki, &server_end);
    make_client_end(&pki, &client_end);
    return 0;
}

static int close_lines(void **state)
{
    (void)state;
    pki_close(&pki);
    pki_close(&stranger);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_right_pair_talks),
        cmocka_unit_test(a_proxy_in_the_environment_is_not_used),
        cmocka_unit_test(clients_of_another_kind_get_nothing),
        cmocka_unit_test(a_client_of_a_stranger_gets_nothing),
        cmocka_unit_test(servers_of_another_kind_are_told_nothing),
        cmocka_unit_test(a_server_of_a_stranger_is_told_nothing),
        cmocka_unit_test(plain_text_gets_nothing),
        cmocka_unit_test(without_a_certificate_there_is_nothing),
        cmocka_unit_test(older_tls_gets_nothing),
        cmocka_unit_test(what_takes_too_long_is_answered_by_the_server),
        cmocka_unit_test(a_client_gives_up_at_its_own_deadline),
        cmocka_unit_test(a_deadline_travels_with_the_request),
        cmocka_unit_test(bodies_have_a_limit_both_ways),
        cmocka_unit_test(a_full_house_answers_at_once),
        cmocka_unit_test(a_path_too_long_is_no_path),
    };

    return cmocka_run_group_tests(tests, open_lines, close_lines);
}
