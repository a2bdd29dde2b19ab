#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "drivers/net/address.h"
#include "drivers/net/listening.h"
#include "drivers/net/service.h"
#include "hand.h"

#include <signal.h>
#include <sys/wait.h>

static struct pki pki;
static struct end server_end, kiosk;
static char list[PATH_SIZE * 2];

/* A service in a process of its own. What it tells comes through pipes. */
struct house {
    pid_t pid;
    int port, metrics;
    int told[2];    /* from the service: one character an event */
    int release[2]; /* to the service: what is held may be answered */
};

static struct house house;
static struct event_base *loop_of_worker;

/* --- in the service -------------------------------------------------------------- */

static void say(char sign)
{
    assert_int_equal(write(house.told[1], &sign, 1), 1);
}

static struct server_request *held;
static struct event *released;

static void on_release(evutil_socket_t fd, short what, void *self)
{
    char sign = 0;

    (void)what, (void)self;
    assert_int_equal(read(fd, &sign, 1), 1);
    server_answer(&held, 200, "text/plain", (struct view){0});
}

/* "/who" tells the process, "/hold" waits to be released. */
static void serve(void *self, struct server_request *request)
{
    char who[32];

    (void)self;
    if (strcmp(server_path(request), "/hold") == 0) {
        held = request;
        released = event_new(loop_of_worker, house.release[0], EV_READ, on_release, NULL);
        assert_int_equal(event_add(released, NULL), 0);
        say('h');
        return;
    }
    (void)snprintf(who, sizeof who, "%ld", (long)getpid());
    server_answer(&request, 200, "text/plain",
                  strcmp(server_path(request), "/who") == 0 ? view_text(who) : (struct view){0});
}

static bool open_worker(void *self, struct event_base *loop, char *why)
{
    (void)self, (void)why;
    loop_of_worker = loop;
    return true;
}

static void close_worker(void *self)
{
    (void)self;
    if (released != NULL)
        event_free(released);
    released = NULL;
}

static void up(int port)
{
    uint16_t number = (uint16_t)port;

    assert_int_equal(write(house.told[1], &number, sizeof number), sizeof number);
}

static void tell(const char *step, enum err code, const char *why)
{
    (void)why;
    say((char)(code == ERR_OK ? step[0] : step[0] - 'a' + 'A'));
}

static int run_house(int workers)
{
    static const struct server_route routes[] = {
        {"GET", "/who", ""}, {"GET", "/hold", ""}, {"GET", "/other", ""}, {0}};
    const struct metrics_certificate certificates[] = {{"1", server_end.certificate}, {0}};
    const struct tls_files files = {server_end.ca, server_end.certificate, server_end.key, list};
    const struct service service = {.plan = {.address = "127.0.0.1",
                                             .files = &files,
                                             .own_role = "centre",
                                             .peer_role = "kiosk",
                                             .routes = routes,
                                             .body_max = 4096,
                                             .deadline_ms = 60000,
                                             .demo = true,
                                             .on_request = serve},
                                    .workers = workers,
                                    .metrics_port = house.metrics,
                                    .certificates = certificates,
                                    .open = open_worker,
                                    .close = close_worker,
                                    .up = up,
                                    .tell = tell};
    char why[TLS_WHY_SIZE] = "";

    return service_run(&service, why) ? 0 : 2;
}

/* --- around it -------------------------------------------------------------------- */

static void house_open(int workers)
{
    uint16_t port = 0;

    assert_int_equal(pipe(house.told), 0);
    assert_int_equal(pipe(house.release), 0);
    house.pid = fork();
    assert_true(house.pid >= 0);
    if (house.pid == 0)
        _exit(run_house(workers));
    assert_int_equal(read(house.told[0], &port, sizeof port), sizeof port);
    house.port = port;
}

static void house_ends_well(void)
{
    int status = -1;

    assert_int_equal(waitpid(house.pid, &status, 0), house.pid);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    for (int i = 0; i < 2; i++) {
        (void)close(house.told[i]);
        (void)close(house.release[i]);
    }
}

static void house_close(void)
{
    assert_int_equal(kill(house.pid, SIGTERM), 0);
    house_ends_well();
}

static char next_event(void)
{
    char sign = 0;

    assert_int_equal(read(house.told[0], &sign, 1), 1);
    return sign;
}

static pid_t who_serves(struct hand *hand)
{
    assert_int_equal(hand_ask(hand, "/who", ""), 200);
    return (pid_t)strtol(hand->body, NULL, 10);
}

static pid_t who_serves_now(void)
{
    struct hand hand;
    pid_t who = -1;

    assert_true(hand_open(&hand, &kiosk, house.port, hand_session));
    who = who_serves(&hand);
    hand_close(&hand);
    return who;
}

static void several_processes_serve_one_port(void **state)
{
    pid_t first = -1, other = -1;
    bool resumed = false;

    (void)state;
    house_open(3);
    first = who_serves_now();
    assert_true(first != house.pid);
    for (other = first; other == first;) {
        struct hand hand;

        /* The kernel deals; a session from one process is resumed at any. */
        assert_true(hand_open(&hand, &kiosk, house.port, hand_session));
        resumed = SSL_session_reused(hand.ssl) == 1;
        assert_true(resumed);
        other = who_serves(&hand);
        hand_close(&hand);
    }
    house_close();
}

/* What was asked is answered, what comes is refused, what is idle is closed; then it ends. */
static void an_end_lets_nobody_down(void **state)
{
    struct hand asked, idle;
    int fd = -1;

    (void)state;
    house_open(2);
    assert_true(hand_open(&idle, &kiosk, house.port, NULL));
    assert_int_equal(hand_ask(&idle, "/other", ""), 200);
    assert_true(hand_open(&asked, &kiosk, house.port, NULL));
    assert_true(
        hand_send(&asked, "GET /hold HTTP/1.1\r\nHost: x\r\nAkashi-Deadline: 60000\r\n\r\n"));
    assert_int_equal(next_event(), 'h');
    assert_int_equal(kill(house.pid, SIGTERM), 0);
    assert_true(hand_over(&idle));
    while ((fd = hand_connect(house.port)) >= 0)
        (void)close(fd);
    assert_int_equal(write(house.release[1], "r", 1), 1);
    assert_int_equal(hand_hear(&asked), 200);
    assert_non_null(strstr(asked.headers, "Connection: close"));
    house_ends_well();
    hand_close(&idle);
    hand_close(&asked);
}

static void files_are_read_again_at_hangup(void **state)
{
    struct hand living;

    (void)state;
    write_whole(list, view_text(""), 0644);
    house_open(1);
    assert_true(hand_open(&living, &kiosk, house.port, NULL));
    assert_int_equal(hand_ask(&living, "/other", ""), 200);
    write_whole(list, view_text("nonsense\n"), 0644);
    assert_int_equal(kill(house.pid, SIGHUP), 0);
    assert_int_equal(next_event(), 'R');
    assert_int_equal(hand_ask(&living, "/other", ""), 200);
    write_whole(list, view_text("# nobody\n"), 0644);
    assert_int_equal(kill(house.pid, SIGHUP), 0);
    assert_int_equal(next_event(), 'r');
    assert_int_equal(hand_ask(&living, "/other", ""), 200);
    hand_close(&living);
    house_close();
}

/* --- figures ---------------------------------------------------------------------- */

/* The whole answer to a plain GET on loopback. */
static const char *fetch(const char *path)
{
    static char got[1 << 16];
    size_t len = 0;
    ssize_t part = 0;
    int fd = hand_connect(house.metrics);

    assert_true(fd >= 0);
    (void)snprintf(got, sizeof got, "GET %s HTTP/1.0\r\n\r\n", path);
    assert_int_equal(send(fd, got, strlen(got), MSG_NOSIGNAL), (ssize_t)strlen(got));
    while ((part = recv(fd, got + len, sizeof got - 1 - len, 0)) > 0)
        len += (size_t)part;
    got[len] = 0;
    (void)close(fd);
    return got;
}

static int free_port(void)
{
    char why[TLS_WHY_SIZE] = "";
    int fd = -1, port = 0;

    assert_true(listening_open("127.0.0.1", 0, true, 1, &fd, why));
    port = address_port(fd);
    listening_close(&fd, 1);
    return port;
}

static void a_worker_that_died_is_replaced(void **state)
{
    struct hand hand;
    pid_t first = -1;

    (void)state;
    house.metrics = free_port();
    house_open(1);
    assert_true(hand_open(&hand, &kiosk, house.port, NULL));
    first = who_serves(&hand);
    assert_non_null(strstr(fetch("/metrics"), "akashi_connections_open 1\n"));
    assert_int_equal(kill(first, SIGKILL), 0);
    assert_int_equal(next_event(), 'W');
    assert_non_null(strstr(fetch("/metrics"), "akashi_connections_open 0\n"));
    assert_non_null(strstr(fetch("/metrics"), "akashi_workers_restarted_total 1\n"));
    assert_true(who_serves_now() != first);
    hand_close(&hand);
    house_close();
    house.metrics = 0;
}

static void figures_are_those_of_all_processes(void **state)
{
    static const char *const wanted[] = {
        "akashi_requests_total{path=\"/who\",class=\"2xx\"} 8\n",
        "akashi_requests_total{path=\"/other\",class=\"2xx\"} 1\n",
        "akashi_request_seconds_count{path=\"/who\"} 8\n",
        "akashi_request_seconds_bucket{path=\"/who\",le=\"+Inf\"} 8\n",
        "akashi_workers 2\n",
        "akashi_workers_alive 2\n",
        "akashi_draining 0\n",
        "akashi_certificate_days_left{line=\"1\"} 0\n",
        "akashi_connections_open 1\n",
        "akashi_requests_refused_total{why=\"form\"} 2\n",
        "akashi_connections_cut_total{why=\"peer\"} 0\n",
    };
    struct hand hand;
    const char *text = NULL;

    (void)state;
    house.metrics = free_port();
    house_open(2);
    for (int i = 0; i < 8; i++)
        (void)who_serves_now();
    assert_true(hand_open(&hand, &kiosk, house.port, NULL));
    assert_int_equal(hand_ask(&hand, "/secret/of/nobody", ""), 404);
    hand_close(&hand);
    assert_true(hand_open(&hand, &kiosk, house.port, NULL));
    assert_int_equal(hand_ask(&hand, "/who", "Akashi-Deadline: x\r\n"), 400);
    hand_close(&hand);
    assert_true(hand_open(&hand, &kiosk, house.port, NULL));
    assert_int_equal(hand_ask(&hand, "/other", ""), 200);
    do
        text = fetch("/metrics");
    while (strstr(text, "akashi_connections_open 1\n") == NULL);
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        if (strstr(text, wanted[i]) == NULL)
            fail_msg("%s is not in\n%s", wanted[i], text);
    assert_null(strstr(text, "nobody"));
    assert_null(strstr(text, "k-0001"));
    assert_non_null(strstr(fetch("/health"), " 200 "));
    assert_non_null(strstr(fetch("/else"), " 404 "));
    hand_close(&hand);
    house_close();
    house.metrics = 0;
}

static void a_service_that_cannot_start_says_why(void **state)
{
    static struct end wrong;
    static const struct end_plan plan = {"c", "akashi:vrs:v-1", "127.0.0.1", X509_USE_SERVER, false,
                                         0};
    struct service service = {.plan = {.address = "127.0.0.1",
                                       .files = &wrong.files,
                                       .own_role = "centre",
                                       .peer_role = "kiosk",
                                       .demo = true},
                              .workers = 1,
                              .open = open_worker,
                              .close = close_worker};
    char why[TLS_WHY_SIZE] = "";
    int taken = -1;

    (void)state;
    end_make(&pki, &plan, &wrong);
    assert_false(service_run(&service, why));
    assert_non_null(strstr(why, "another role"));

    /* Sockets that share a port must not join somebody else's. */
    service.plan.files = &server_end.files;
    assert_true(listening_open("127.0.0.1", 0, true, 1, &taken, why));
    service.plan.port = address_port(taken);
    service.workers = 2;
    assert_false(service_run(&service, why));
    assert_non_null(strstr(why, "in use"));
    listening_close(&taken, 1);
}

static int open_line(void **state)
{
    (void)state;
    pki_open(&pki, "Akashi test line");
    make_server_end(&pki, &server_end);
    make_client_end(&pki, &kiosk);
    (void)snprintf(list, sizeof list, "%s/withdrawn", pki.folder);
    write_whole(list, view_text(""), 0644);
    return 0;
}

static int close_line(void **state)
{
    (void)state;
    hand_forget();
    (void)unlink(list);
    pki_close(&pki);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(several_processes_serve_one_port),
        cmocka_unit_test(a_worker_that_died_is_replaced),
        cmocka_unit_test(an_end_lets_nobody_down),
        cmocka_unit_test(files_are_read_again_at_hangup),
        cmocka_unit_test(figures_are_those_of_all_processes),
        cmocka_unit_test(a_service_that_cannot_start_says_why),
    };

    return cmocka_run_group_tests(tests, open_line, close_line);
}
