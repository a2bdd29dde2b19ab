/* A line on loopback: certificates made for the test, and a server in a thread of its own. */
#ifndef TESTS_UNIT_DRIVERS_NET_BENCH_H
#define TESTS_UNIT_DRIVERS_NET_BENCH_H

#include "crypto/ec.h"
#include "crypto/x509.h"
#include "drivers/net/loop.h"
#include "drivers/net/server.h"

#include <event2/event.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

enum { PATH_SIZE = 128, HOUR = 3600, PEM_MAX = 8192 };

/* --- certificates --------------------------------------------------------------- */

struct pki {
    char folder[PATH_SIZE];
    struct ec_key *key;
    struct bytes pem;
    const char *organisation;
};

/* Files of one end; the paths live as long as the struct. */
struct end {
    char ca[PATH_SIZE * 2], certificate[PATH_SIZE * 2], key[PATH_SIZE * 2];
    struct tls_files files;
};

static inline void write_whole(const char *path, struct view content, mode_t mode)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);

    assert_true(fd >= 0);
    assert_int_equal(write(fd, content.at, content.len), (ssize_t)content.len);
    assert_int_equal(fchmod(fd, mode), 0);
    assert_int_equal(close(fd), 0);
}

static inline void pki_open(struct pki *pki, const char *organisation)
{
    struct x509_plan plan = {.organisation = organisation,
                             .name = "line CA",
                             .use = X509_USE_CA,
                             .from = time(NULL) - HOUR,
                             .until = time(NULL) + HOUR};
    char path[PATH_SIZE * 2];

    *pki = (struct pki){.folder = "/tmp/akashi-net-XXXXXX",
                        .key = ec_key_new(),
                        .pem = bytes_new(PEM_MAX),
                        .organisation = organisation};
    assert_non_null(mkdtemp(pki->folder));
    assert_non_null(pki->key);
    assert_true(x509_make(&plan, pki->key, NULL, (struct view){0}, &pki->pem));
    (void)snprintf(path, sizeof path, "%s/ca.pem", pki->folder);
    write_whole(path, bytes_view(&pki->pem), 0644);
}

static inline void pki_close(struct pki *pki)
{
    char command[PATH_SIZE * 2];
    static const char *const ends[] = {"ca", "a", "b", "c"};

    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        (void)snprintf(command, sizeof command, "%s/%s.pem", pki->folder, ends[i]);
        (void)unlink(command);
        (void)snprintf(command, sizeof command, "%s/%s.key", pki->folder, ends[i]);
        (void)unlink(command);
    }
    assert_int_equal(rmdir(pki->folder), 0);
    ec_key_free(&pki->key);
    bytes_free(&pki->pem);
}

struct end_plan {
    const char *file; /* a, b or c */
    const char *uri, *address;
    enum x509_use use;
    bool expired;
    int lasts; /* seconds; 0: an hour */
};

static inline void end_make(struct pki *pki, const struct end_plan *of, struct end *out)
{
    struct x509_plan plan = {.organisation = pki->organisation,
                             .name = of->file,
                             .uri = of->uri,
                             .address = of->address,
                             .use = of->use,
                             .from = time(NULL) - HOUR,
                             .until = time(NULL) +
                                      (of->expired ? -1 : (of->lasts > 0 ? of->lasts : HOUR))};
    struct bytes cert = bytes_new(PEM_MAX), secret = bytes_new(PEM_MAX);
    struct ec_key *key = ec_key_new();

    assert_non_null(key);
    assert_true(x509_make(&plan, key, pki->key, bytes_view(&pki->pem), &cert));
    assert_true(ec_key_to_pem(key, &secret));
    (void)snprintf(out->ca, sizeof out->ca, "%s/ca.pem", pki->folder);
    (void)snprintf(out->certificate, sizeof out->certificate, "%s/%s.pem", pki->folder, of->file);
    (void)snprintf(out->key, sizeof out->key, "%s/%s.key", pki->folder, of->file);
    write_whole(out->certificate, bytes_view(&cert), 0644);
    write_whole(out->key, bytes_view(&secret), 0600);
    out->files = (struct tls_files){out->ca, out->certificate, out->key, NULL};
    ec_key_free(&key);
    bytes_free(&cert);
    bytes_free(&secret);
}

static inline void make_server_end(struct pki *pki, struct end *out)
{
    const struct end_plan plan = {"a", "akashi:centre:c-1", "127.0.0.1", X509_USE_SERVER, false, 0};

    end_make(pki, &plan, out);
}

static inline void make_client_end(struct pki *pki, struct end *out)
{
    const struct end_plan plan = {"b", "akashi:kiosk:k-0001", NULL, X509_USE_CLIENT, false, 0};

    end_make(pki, &plan, out);
}

/* --- a server ------------------------------------------------------------------- */

enum { HELD_MAX = 8, ANSWER_MAX = 1 << 16 };

/* Echoes the body; "/hold" is never answered by the handler, "/long" at length, "/left" by the ms
 * that are left. */
struct bench {
    struct event_base *loop;
    struct server *server;
    struct event *stop;
    int signal[2];
    pthread_t thread;
    int port;
    atomic_int asked, reloaded, reload_refused;
    int held_count;
    struct server_request *held[HELD_MAX];
    struct tls_peer last_peer;
};

static inline void bench_answer(void *self, struct server_request *request)
{
    static const uint8_t zeros[ANSWER_MAX];
    struct bench *bench = self;
    char left[16];

    (void)snprintf(left, sizeof left, "%d", server_left_ms(request));
    bench->last_peer = *server_peer(request);
    atomic_fetch_add(&bench->asked, 1);
    if (strcmp(server_path(request), "/hold") == 0 && bench->held_count < HELD_MAX)
        bench->held[bench->held_count++] = request;
    else if (strcmp(server_path(request), "/long") == 0)
        server_answer(&request, 200, "application/octet-stream", view_of(zeros, sizeof zeros));
    else if (strcmp(server_path(request), "/left") == 0)
        server_answer(&request, 200, "text/plain", view_text(left));
    else
        server_answer(&request, 200, "text/plain", server_body(request));
}

/* 'r' reloads, anything else stops. */
static inline void bench_order(evutil_socket_t fd, short what, void *self)
{
    struct bench *bench = self;
    char order = 0, why[TLS_WHY_SIZE] = "";

    (void)what;
    assert_int_equal(read(fd, &order, 1), 1);
    if (order == 'r')
        atomic_fetch_add(
            server_reload(bench->server, why) ? &bench->reloaded : &bench->reload_refused, 1);
    else
        (void)event_base_loopbreak(bench->loop);
}

static inline void *bench_run(void *self)
{
    struct bench *bench = self;

    (void)event_base_dispatch(bench->loop);
    return NULL;
}

/* A server that listens, in a loop that does not run yet. What `wishes` leaves open is filled in.
 */
static inline void bench_make(struct bench *bench, const struct end *end,
                              const struct server_plan *wishes)
{
    struct server_plan plan = *wishes;
    char why[TLS_WHY_SIZE] = "";

    *bench = (struct bench){.loop = loop_open()};
    plan.address = "127.0.0.1";
    plan.files = &end->files;
    plan.peer_role = plan.peer_role != NULL ? plan.peer_role : "kiosk";
    plan.body_max = plan.body_max > 0 ? plan.body_max : 4096;
    plan.deadline_ms = plan.deadline_ms > 0 ? plan.deadline_ms : 60000;
    plan.demo = true;
    if (plan.on_request == NULL) {
        plan.on_request = bench_answer;
        plan.self = bench;
    }
    bench->server = server_open(bench->loop, &plan, why);
    if (bench->server == NULL)
        fail_msg("%s", why);
    bench->port = server_port(bench->server);
    assert_true(bench->port > 0);
}

static inline void bench_start(struct bench *bench)
{
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, bench->signal), 0);
    bench->stop =
        event_new(bench->loop, bench->signal[0], EV_READ | EV_PERSIST, bench_order, bench);
    assert_int_equal(event_add(bench->stop, NULL), 0);
    assert_int_equal(pthread_create(&bench->thread, NULL, bench_run, bench), 0);
}

static inline void bench_open(struct bench *bench, const struct end *end,
                              const struct server_plan *wishes)
{
    bench_make(bench, end, wishes);
    bench_start(bench);
}

/* Whether the files were taken. */
static inline bool bench_reload(struct bench *bench)
{
    int before = atomic_load(&bench->reloaded), refused = atomic_load(&bench->reload_refused);

    assert_int_equal(write(bench->signal[1], "r", 1), 1);
    while (atomic_load(&bench->reloaded) == before &&
           atomic_load(&bench->reload_refused) == refused)
        (void)sched_yield();
    return atomic_load(&bench->reloaded) > before;
}

static inline void bench_halt(struct bench *bench)
{
    assert_int_equal(write(bench->signal[1], "x", 1), 1);
    assert_int_equal(pthread_join(bench->thread, NULL), 0);
}

/* What is held is given back after the server has gone, which must be harmless. */
static inline void bench_free(struct bench *bench)
{
    server_close(&bench->server);
    server_close(&bench->server);
    for (int i = 0; i < bench->held_count; i++)
        server_answer(&bench->held[i], 200, "text/plain", view_text("late"));
    event_free(bench->stop);
    loop_close(&bench->loop);
    (void)close(bench->signal[0]);
    (void)close(bench->signal[1]);
}

static inline void bench_close(struct bench *bench)
{
    bench_halt(bench);
    bench_free(bench);
}

#endif
