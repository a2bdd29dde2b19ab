#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "bench.h"
#include "drivers/net/client.h"

#include <arpa/inet.h>
#include <linux/sockios.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <time.h>

enum { PATIENCE = 60000 };

/* A server that keeps the line after the first answer and breaks it after the second question:
 * where libcurl would ask again over a new line. */
struct moody {
    SSL_CTX *tls;
    const char *answer, *stray; /* said behind the answer; NULL: nothing */
    int fd, port;
    atomic_int lines, questions, strayed;
    pthread_t thread;
};

/* Reads one whole POST with a body of one byte. */
static bool read_question(SSL *ssl)
{
    char got[4096];
    size_t len = 0;
    int part = 0;

    while (len < sizeof got - 1 && (part = SSL_read(ssl, got + len, 1)) > 0) {
        len += (size_t)part;
        got[len] = 0;
        if (strstr(got, "\r\n\r\n") != NULL)
            return SSL_read(ssl, got, 1) == 1;
    }
    return false;
}

/* Until the other side has taken all that was sent, or has hung up. */
static void wait_until_there(int fd)
{
    struct pollfd line = {.fd = fd, .events = POLLIN};
    int left = 1;

    while (left > 0 && poll(&line, 1, 1) == 0 && ioctl(fd, SIOCOUTQ, &left) == 0)
        continue;
}

/* Where something stray is said, the next question may come on another line. */
static bool keeps_line(struct moody *moody, SSL *ssl, int fd)
{
    struct pollfd either[] = {{.fd = fd, .events = POLLIN}, {.fd = moody->fd, .events = POLLIN}};

    if (moody->stray == NULL)
        return true;
    (void)SSL_write(ssl, moody->stray, (int)strlen(moody->stray));
    wait_until_there(fd);
    atomic_fetch_add(&moody->strayed, 1);
    return poll(either, 2, -1) > 0 && either[0].revents != 0;
}

static void *serve(void *self)
{
    struct moody *moody = self;

    for (;;) {
        int fd = accept(moody->fd, NULL, NULL);
        SSL *ssl = NULL;

        if (fd < 0)
            return NULL;
        atomic_fetch_add(&moody->lines, 1);
        ssl = SSL_new(moody->tls);
        SSL_set_fd(ssl, fd);
        if (SSL_accept(ssl) == 1 && read_question(ssl)) {
            atomic_fetch_add(&moody->questions, 1);
            (void)SSL_write(ssl, moody->answer, (int)strlen(moody->answer));
            if (keeps_line(moody, ssl, fd) && read_question(ssl))
                atomic_fetch_add(&moody->questions, 1);
        }
        SSL_free(ssl);
        (void)close(fd);
    }
}

static void moody_open(struct moody *moody, const struct end *end, const char *answer,
                       const char *stray)
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t len = sizeof at;
    char why[TLS_WHY_SIZE];

    *moody = (struct moody){.tls = tls_server(&end->files, true, why),
                            .answer = answer,
                            .stray = stray,
                            .fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    assert_non_null(moody->tls);
    assert_int_equal(bind(moody->fd, (const struct sockaddr *)&at, sizeof at), 0);
    assert_int_equal(listen(moody->fd, 4), 0);
    assert_int_equal(getsockname(moody->fd, (struct sockaddr *)&at, &len), 0);
    moody->port = ntohs(at.sin_port);
    assert_int_equal(pthread_create(&moody->thread, NULL, serve, moody), 0);
}

static void moody_close(struct moody *moody)
{
    assert_int_equal(shutdown(moody->fd, SHUT_RDWR), 0);
    assert_int_equal(pthread_join(moody->thread, NULL), 0);
    (void)close(moody->fd);
    SSL_CTX_free(moody->tls);
}

/* A client and the server it talks with. */
struct call {
    struct pki pki;
    struct end server_end, client_end;
    struct moody moody;
    struct client *client;
    struct bytes answer;
    int status;
};

static void call_prepare(struct call *call)
{
    *call = (struct call){.answer = bytes_new(64)};
    pki_open(&call->pki, "Akashi test line");
    make_server_end(&call->pki, &call->server_end);
    make_client_end(&call->pki, &call->client_end);
}

static void call_begin(struct call *call, const char *answer, const char *stray)
{
    char base[64], why[TLS_WHY_SIZE] = "";

    moody_open(&call->moody, &call->server_end, answer, stray);
    (void)snprintf(base, sizeof base, "https://127.0.0.1:%d", call->moody.port);
    call->client = client_open(base, &call->client_end.files, "centre", true, why);
    assert_non_null(call->client);
}

static bool call_ask(struct call *call)
{
    return client_ask(call->client, "/", view_text("x"), PATIENCE, &call->status, &call->answer);
}

/* What was counted stays. */
static void call_hang_up(struct call *call)
{
    client_close(&call->client);
    moody_close(&call->moody);
}

static void call_close(struct call *call)
{
    bytes_free(&call->answer);
    pki_close(&call->pki);
}

/* KSK-17, R1: one question, one answer or none. */
static void a_broken_line_is_never_asked_again(void **state)
{
    struct call call;

    (void)state;
    call_prepare(&call);
    call_begin(&call, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", NULL);
    assert_true(call_ask(&call));
    assert_false(call_ask(&call));
    call_hang_up(&call);
    assert_int_equal(atomic_load(&call.moody.questions), 2);
    call_close(&call);
}

static void wait_for_stray(struct moody *moody)
{
    const struct timespec pause = {.tv_nsec = 1000000};

    for (int i = 0; i < PATIENCE && atomic_load(&moody->strayed) == 0; i++)
        (void)nanosleep(&pause, NULL);
    assert_int_equal(atomic_load(&moody->strayed), 1);
}

/* R1: what came and was not asked for meets no question, and costs none. */
static void what_nobody_asked_for_answers_nothing(void **state)
{
    struct call call;

    (void)state;
    call_prepare(&call);
    call_begin(&call, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
               "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nno");
    assert_true(call_ask(&call));
    wait_for_stray(&call.moody);
    assert_true(call_ask(&call));
    assert_true(view_equal(bytes_view(&call.answer), view_text("ok")));
    assert_int_equal(atomic_load(&call.moody.lines), 2);
    call_hang_up(&call);
    call_close(&call);
}

/* KSK-25: nobody tells the kiosk where else to go. */
static void a_redirection_is_an_answer_and_nothing_more(void **state)
{
    struct call call;
    struct bench elsewhere;
    char moved[160];

    (void)state;
    call_prepare(&call);
    bench_open(&elsewhere, &call.server_end, &(struct server_plan){0});
    (void)snprintf(moved, sizeof moved,
                   "HTTP/1.1 307 Moved\r\nLocation: https://127.0.0.1:%d/echo\r\n"
                   "Content-Length: 0\r\n\r\n",
                   elsewhere.port);
    call_begin(&call, moved, NULL);
    assert_true(call_ask(&call));
    assert_int_equal(call.status, 307);
    call_hang_up(&call);
    bench_close(&elsewhere);
    assert_int_equal(atomic_load(&elsewhere.asked), 0);
    call_close(&call);
}

/* KSK-25, CTR-08: a centre whose certificate was withdrawn is told nothing. */
static void a_withdrawn_server_is_told_nothing(void **state)
{
    struct pki pki;
    struct end server_end, client_end;
    struct bench bench;
    struct client *client = NULL;
    struct bytes answer = bytes_new(64);
    uint8_t digest[SHA256_LEN];
    char list[PATH_SIZE * 2], hex[2 * SHA256_LEN + 1], base[64], why[TLS_WHY_SIZE] = "";
    int status = 0;

    (void)state;
    pki_open(&pki, "Akashi test line");
    make_server_end(&pki, &server_end);
    make_client_end(&pki, &client_end);
    (void)snprintf(list, sizeof list, "%s/withdrawn", pki.folder);
    client_end.files.withdrawn = list;
    write_whole(list, view_text("# nobody\n"), 0644);
    bench_open(&bench, &server_end, &(struct server_plan){.limits.asks_per_line = 1});
    (void)snprintf(base, sizeof base, "https://127.0.0.1:%d", bench.port);
    client = client_open(base, &client_end.files, "centre", true, why);
    assert_non_null(client);
    assert_true(client_ask(client, "/echo", view_text("x"), PATIENCE, &status, &answer));
    client_close(&client);
    assert_true(tls_own_digest(server_end.certificate, digest));
    for (size_t i = 0; i < sizeof digest; i++)
        (void)snprintf(hex + 2 * i, 3, "%02x", digest[i]);
    write_whole(list, view_text(hex), 0644);
    client = client_open(base, &client_end.files, "centre", true, why);
    assert_non_null(client);
    assert_false(client_ask(client, "/echo", view_text("x"), PATIENCE, &status, &answer));
    client_close(&client);
    write_whole(list, view_text("nonsense"), 0644);
    assert_null(client_open(base, &client_end.files, "centre", true, why));
    assert_non_null(strstr(why, "line 1"));
    bench_close(&bench);
    assert_int_equal(atomic_load(&bench.asked), 1);
    bytes_free(&answer);
    (void)unlink(list);
    pki_close(&pki);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_broken_line_is_never_asked_again),
        cmocka_unit_test(what_nobody_asked_for_answers_nothing),
        cmocka_unit_test(a_redirection_is_an_answer_and_nothing_more),
        cmocka_unit_test(a_withdrawn_server_is_told_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
