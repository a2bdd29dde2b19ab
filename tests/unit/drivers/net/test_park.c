/* Requests that wait for a change stand in nobody's way. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "bench.h"

#include "drivers/net/client.h"

enum { PATIENCE = 60000 };

static struct pki pki;
static struct end server_end, kiosk;

/* A server that parks what asks for "/park" until somebody asks for "/go". */
struct house {
    struct bench bench;
    struct server_request *parked;
    atomic_int parks;
    int left_before, left_draining;
};

static void gone(void *self)
{
    (void)self;
}

static void serve(void *self, struct server_request *request)
{
    struct house *house = self;

    if (strcmp(server_path(request), "/park") == 0) {
        server_park(request);
        server_park(request); /* again is no harm */
        house->parked = request;
        atomic_fetch_add(&house->parks, 1);
        return;
    }
    if (strcmp(server_path(request), "/drain") == 0) {
        house->left_before = server_left_ms(house->parked);
        server_drain(house->bench.server, gone, NULL);
        house->left_draining = server_left_ms(house->parked);
    }
    if (strcmp(server_path(request), "/echo") != 0)
        server_answer(&house->parked, 200, "text/plain", view_text("now"));
    server_answer(&request, 200, "text/plain", view_text("here"));
}

struct asker {
    struct client *client;
    int status;
    struct bytes answer;
};

static struct asker asker_open(const struct house *house)
{
    struct asker asker = {.answer = bytes_new(4096)};
    char base[64], why[TLS_WHY_SIZE] = "";

    (void)snprintf(base, sizeof base, "https://127.0.0.1:%d", house->bench.port);
    asker.client = client_open(base, &kiosk.files, "centre", true, why);
    assert_non_null(asker.client);
    return asker;
}

static void asker_close(struct asker *asker)
{
    client_close(&asker->client);
    bytes_free(&asker->answer);
}

static int ask(struct asker *asker, const char *path)
{
    assert_true(
        client_ask(asker->client, path, view_text("?"), PATIENCE, &asker->status, &asker->answer));
    return asker->status;
}

static void *ask_for_park(void *self)
{
    (void)ask(self, "/park");
    return NULL;
}

/* One is parked, where there is room for a single one that waits; then `path` lets it go. */
static void park_and(struct house *house, const char *path, int echoes)
{
    struct asker first, second;
    pthread_t waits;

    *house = (struct house){0};
    bench_open(&house->bench, &server_end,
               &(struct server_plan){.on_request = serve, .self = house, .limits.waiting_max = 1});
    first = asker_open(house);
    second = asker_open(house);
    assert_int_equal(pthread_create(&waits, NULL, ask_for_park, &first), 0);
    while (atomic_load(&house->parks) == 0)
        (void)sched_yield();
    for (int i = 0; i < echoes; i++)
        assert_int_equal(ask(&second, "/echo"), 200);
    assert_int_equal(ask(&second, path), 200);
    assert_int_equal(pthread_join(waits, NULL), 0);
    assert_int_equal(first.status, 200);
    assert_true(view_equal(bytes_view(&first.answer), view_text("now")));
    asker_close(&first);
    asker_close(&second);
    bench_close(&house->bench);
}

static void others_are_served_beside_it(void **state)
{
    struct house house;

    (void)state;
    park_and(&house, "/go", 20);
}

/* A server that ends does not wait for what nothing works on. */
static void its_time_is_over_when_the_server_drains(void **state)
{
    struct house house;

    (void)state;
    park_and(&house, "/drain", 0);
    assert_true(house.left_before > 0);
    assert_int_equal(house.left_draining, 0);
}

static int open_pki(void **state)
{
    (void)state;
    pki_open(&pki, "Akashi test line");
    make_server_end(&pki, &server_end);
    make_client_end(&pki, &kiosk);
    return 0;
}

static int close_pki(void **state)
{
    (void)state;
    pki_close(&pki);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(others_are_served_beside_it),
        cmocka_unit_test(its_time_is_over_when_the_server_drains),
    };

    return cmocka_run_group_tests(tests, open_pki, close_pki);
}
