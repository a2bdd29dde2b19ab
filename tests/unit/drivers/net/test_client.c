#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "bench.h"
#include "drivers/net/client.h"

#include <arpa/inet.h>
#include <netinet/in.h>

enum { PATIENCE = 60000 };

/* A server that keeps the line after the first answer and breaks it after the second question:
 * where libcurl would ask again over a new line. */
struct moody {
    SSL_CTX *tls;
    const char *answer;
    int fd, port;
    atomic_int lines, questions;
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
            if (read_question(ssl))
                atomic_fetch_add(&moody->questions, 1);
        }
        SSL_free(ssl);
        (void)close(fd);
    }
}

static void moody_open(struct moody *moody, const struct end *end, const char *answer)
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t len = sizeof at;
    char why[TLS_WHY_SIZE];

    *moody = (struct moody){.tls = tls_server(&end->files, true, why),
                            .answer = answer,
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

/* KSK-17, R1: one question, one answer or none. */
static void a_broken_line_is_never_asked_again(void **state)
{
    struct pki pki;
    struct end server_end, client_end;
    struct moody moody;
    struct client *client = NULL;
    struct bytes answer = bytes_new(64);
    char base[64], why[TLS_WHY_SIZE] = "";
    int status = 0;

    (void)state;
    pki_open(&pki, "Akashi test line");
    make_server_end(&pki, &server_end);
    make_client_end(&pki, &client_end);
    moody_open(&moody, &server_end, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    (void)snprintf(base, sizeof base, "https://127.0.0.1:%d", moody.port);
    client = client_open(base, &client_end.files, "centre", true, why);
    assert_non_null(client);
    assert_true(client_ask(client, "/", view_text("x"), PATIENCE, &status, &answer));
    assert_false(client_ask(client, "/", view_text("x"), PATIENCE, &status, &answer));
    client_close(&client);
    moody_close(&moody);
    assert_int_equal(atomic_load(&moody.questions), 2);
    bytes_free(&answer);
    pki_close(&pki);
}

/* KSK-25: nobody tells the kiosk where else to go. */
static void a_redirection_is_an_answer_and_nothing_more(void **state)
{
    struct pki pki;
    struct end server_end, client_end;
    struct moody moody;
    struct bench elsewhere;
    struct client *client = NULL;
    struct bytes answer = bytes_new(64);
    char base[64], moved[160], why[TLS_WHY_SIZE] = "";
    int status = 0;

    (void)state;
    pki_open(&pki, "Akashi test line");
    make_server_end(&pki, &server_end);
    make_client_end(&pki, &client_end);
    bench_open(&elsewhere, &server_end, &(struct server_plan){0});
    (void)snprintf(moved, sizeof moved,
                   "HTTP/1.1 307 Moved\r\nLocation: https://127.0.0.1:%d/echo\r\n"
                   "Content-Length: 0\r\n\r\n",
                   elsewhere.port);
    moody_open(&moody, &server_end, moved);
    (void)snprintf(base, sizeof base, "https://127.0.0.1:%d", moody.port);
    client = client_open(base, &client_end.files, "centre", true, why);
    assert_non_null(client);
    assert_true(client_ask(client, "/", view_text("x"), PATIENCE, &status, &answer));
    assert_int_equal(status, 307);
    client_close(&client);
    moody_close(&moody);
    bench_close(&elsewhere);
    assert_int_equal(atomic_load(&elsewhere.asked), 0);
    bytes_free(&answer);
    pki_close(&pki);
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
        cmocka_unit_test(a_redirection_is_an_answer_and_nothing_more),
        cmocka_unit_test(a_withdrawn_server_is_told_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
