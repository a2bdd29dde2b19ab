/* The kiosk's client against a server that stops in the middle of its answer, at every byte of
 * every answer of the kiosk's line: with a goodbye, without one, by a reset, or in silence. Each
 * time a question before it has had its own answer on the same connection. TLS is real, and
 * resumed. AKASHI_STEPS=dense takes every byte, else every 16th. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "app/wire/wire.h"
#include "drivers/net/client.h"
#include "tests/fault/exchange.h"
#include "tests/unit/drivers/net/bench.h"

#include <netinet/in.h>
#include <netinet/tcp.h>

enum { SPARSE = 16, SILENT_EACH = 64, SILENT_MS = 40, PATIENCE_MS = 60000, FDS = 256 };
enum { HEAD_SIZE = 512, QUESTION_SIZE = WIRE_MAX };

enum how { GOODBYE, ENDED, RESET, QUICK, SILENT = QUICK };

/* What the server's thread does next; between two questions of the client nobody else looks. */
static struct {
    SSL_CTX *tls;
    int fd, port;
    pthread_t thread;
    struct exchange exchange[EXCHANGES_MAX];
    size_t exchanges;
    atomic_int spoilt, how; /* the exchange whose next answer breaks off, or -1 */
    atomic_size_t before;   /* so many bytes of it pass */
    atomic_int heard[EXCHANGES_MAX], resumed, lines;
} mean;

/* --- The server ---------------------------------------------------------------------------------
 */

static size_t length_named(const char *head)
{
    const char *named = strcasestr(head, "\r\nContent-Length: ");

    return named != NULL ? strtoul(named + strlen("\r\nContent-Length: "), NULL, 10) : 0;
}

/* The number of the exchange that is asked for; -1: the client has hung up. */
static int hear(SSL *ssl)
{
    static char text[QUESTION_SIZE + 1];
    size_t len = 0, whole = SIZE_MAX;
    char path[64] = "";
    int part = 0;

    while (len < whole && (part = SSL_read(ssl, text + len, (int)(QUESTION_SIZE - len))) > 0) {
        const char *end = NULL;

        len += (size_t)part;
        text[len] = 0;
        end = strstr(text, "\r\n\r\n");
        if (end != NULL)
            whole = (size_t)(end + 4 - text) + length_named(text);
    }
    if (part <= 0 || sscanf(text, "%*s %63s", path) != 1)
        return -1;
    for (size_t i = 0; i < mean.exchanges; i++) {
        struct view ask = bytes_view(&mean.exchange[i].ask);

        if (strcmp(mean.exchange[i].route->path, path) == 0 && whole >= ask.len &&
            view_equal(view_of(text + whole - ask.len, ask.len), ask))
            return (int)i;
    }
    return -1;
}

static void write_text(const struct exchange *exchange, struct bytes *out)
{
    char head[HEAD_SIZE];

    (void)snprintf(head, sizeof head,
                   "HTTP/1.1 %d OK\r\nCache-Control: no-store\r\nContent-Type: %s\r\n"
                   "Content-Length: %zu\r\n\r\n",
                   exchange->status, exchange->type, exchange->answer.len);
    if (!bytes_append_text(out, head) || !bytes_append(out, bytes_view(&exchange->answer)))
        abort();
}

static void break_off(SSL *ssl, int fd)
{
    const struct linger now = {.l_onoff = 1};
    char rest = 0;

    switch (atomic_load(&mean.how)) {
    case GOODBYE:
        (void)SSL_shutdown(ssl);
        break;
    case RESET:
        (void)setsockopt(fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
        break;
    case SILENT:
        (void)SSL_read(ssl, &rest, 1);
        break;
    default:
        break;
    }
}

/* False: it was broken off. */
static bool say(SSL *ssl, int fd, int which)
{
    struct bytes text = bytes_new(QUESTION_SIZE);
    bool spoils = atomic_load(&mean.spoilt) == which;
    size_t len = 0;

    write_text(&mean.exchange[which], &text);
    len = spoils ? atomic_load(&mean.before) : text.len;
    if (len > 0)
        (void)SSL_write(ssl, text.at, (int)len);
    bytes_free(&text);
    if (!spoils)
        return true;
    atomic_store(&mean.spoilt, -1);
    break_off(ssl, fd);
    return false;
}

static void talk(SSL *ssl, int fd)
{
    int which = -1;

    if (SSL_accept(ssl) != 1)
        return;
    atomic_fetch_add(&mean.lines, 1);
    atomic_fetch_add(&mean.resumed, SSL_session_reused(ssl));
    while ((which = hear(ssl)) >= 0) {
        atomic_fetch_add(&mean.heard[which], 1);
        if (!say(ssl, fd, which))
            return;
    }
}

static void *serve(void *self)
{
    int fd = -1, on = 1;

    while ((fd = accept4(mean.fd, NULL, NULL, SOCK_CLOEXEC)) >= 0) {
        SSL *ssl = SSL_new(mean.tls);

        (void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        if (ssl != NULL && SSL_set_fd(ssl, fd) == 1)
            talk(ssl, fd);
        SSL_free(ssl);
        (void)close(fd);
    }
    return self;
}

static void mean_open(const struct end *end)
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t len = sizeof at;
    char why[TLS_WHY_SIZE];

    mean.tls = tls_server(&end->files, true, why);
    mean.fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_non_null(mean.tls);
    assert_int_equal(bind(mean.fd, (const struct sockaddr *)&at, sizeof at), 0);
    assert_int_equal(listen(mean.fd, 4), 0);
    assert_int_equal(getsockname(mean.fd, (struct sockaddr *)&at, &len), 0);
    mean.port = ntohs(at.sin_port);
    mean.exchanges = exchanges_make(mean.exchange, false);
    assert_true(mean.exchanges > 0);
    atomic_store(&mean.spoilt, -1);
    assert_int_equal(pthread_create(&mean.thread, NULL, serve, NULL), 0);
}

static void mean_close(void)
{
    assert_int_equal(shutdown(mean.fd, SHUT_RDWR), 0);
    assert_int_equal(pthread_join(mean.thread, NULL), 0);
    (void)close(mean.fd);
    SSL_CTX_free(mean.tls);
    exchanges_free(mean.exchange, mean.exchanges);
}

/* --- The client ---------------------------------------------------------------------------------
 */

struct walk {
    struct client *client;
    struct bytes answer;
    int descriptors; /* with one connection */
    size_t bytes, cases;
};

static bool ask(struct walk *walk, size_t which, int deadline_ms, int *status)
{
    const struct exchange *exchange = &mean.exchange[which];

    return client_ask(walk->client, exchange->route->path, bytes_view(&exchange->ask), deadline_ms,
                      status, &walk->answer);
}

static int count_descriptors(void)
{
    int count = 0;

    for (int fd = 0; fd < FDS; fd++)
        count += fcntl(fd, F_GETFD) >= 0;
    return count;
}

/* Its own answer, on a connection that stays. */
static void ask_well(struct walk *walk, size_t which)
{
    int status = 0, before = atomic_load(&mean.heard[which]);

    if (!ask(walk, which, PATIENCE_MS, &status))
        fail_msg("%s: no answer", mean.exchange[which].name);
    assert_int_equal(status, mean.exchange[which].status);
    assert_true(view_equal(bytes_view(&walk->answer), bytes_view(&mean.exchange[which].answer)));
    assert_int_equal(atomic_load(&mean.heard[which]), before + 1);
    if (walk->descriptors == 0)
        walk->descriptors = count_descriptors();
    assert_int_equal(count_descriptors(), walk->descriptors);
}

static void walk_one(struct walk *walk, size_t which, size_t before, enum how how)
{
    int status = 0, heard = 0;
    bool whole = false;

    ask_well(walk, (which + 1) % mean.exchanges);
    heard = atomic_load(&mean.heard[which]);
    atomic_store(&mean.before, before);
    atomic_store(&mean.how, (int)how);
    atomic_store(&mean.spoilt, (int)which);
    whole = ask(walk, which, how == SILENT ? SILENT_MS : PATIENCE_MS, &status);
    atomic_store(&mean.spoilt, -1);
    heard = atomic_load(&mean.heard[which]) - heard;
    if (whole || walk->answer.len > 0)
        fail_msg("%s, %zu bytes, how %d: taken for an answer, status %d", mean.exchange[which].name,
                 before, (int)how, status);
    if (heard > 1 || (heard == 0 && how != SILENT))
        fail_msg("%s, %zu bytes, how %d: asked %d times", mean.exchange[which].name, before,
                 (int)how, heard);
    walk->cases++;
}

static void walk_answer(struct walk *walk, size_t which, size_t every)
{
    struct bytes text = bytes_new(QUESTION_SIZE);

    write_text(&mean.exchange[which], &text);
    walk->bytes += text.len;
    for (size_t before = 0; before < text.len; before += every) {
        for (int how = 0; how < QUICK; how++)
            walk_one(walk, which, before, (enum how)how);
        if (before / every % SILENT_EACH == 0)
            walk_one(walk, which, before, SILENT);
    }
    bytes_free(&text);
}

static void half_an_answer_is_none(void **state)
{
    const char *steps = getenv("AKASHI_STEPS");
    size_t every = steps != NULL && strcmp(steps, "dense") == 0 ? 1 : SPARSE;
    struct walk walk = {.answer = bytes_new(WIRE_MAX)};
    struct pki pki;
    struct end server, client;
    char base[64], why[TLS_WHY_SIZE];

    (void)state;
    pki_open(&pki, "Akashi demo");
    make_server_end(&pki, &server);
    make_client_end(&pki, &client);
    mean_open(&server);
    (void)snprintf(base, sizeof base, "https://127.0.0.1:%d", mean.port);
    walk.client = client_open(base, &client.files, "centre", true, why);
    assert_non_null(walk.client);
    for (size_t i = 0; i < mean.exchanges; i++)
        if (mean.exchange[i].route->line == CATALOGUE_KIOSK_LINE)
            walk_answer(&walk, i, every);
    ask_well(&walk, 0);
    assert_true(atomic_load(&mean.resumed) > 0);
    printf("bytes=%zu cases=%zu every=%zu connections=%d resumed=%d\n", walk.bytes, walk.cases,
           every, atomic_load(&mean.lines), atomic_load(&mean.resumed));
    client_close(&walk.client);
    mean_close();
    pki_close(&pki);
    bytes_free(&walk.answer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(half_an_answer_is_none)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
