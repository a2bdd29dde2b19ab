/* A change at the centre reaches whoever waits for it (design §6: long poll). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../drivers/net/bench.h"

#include "app/centre/front.h"
#include "drivers/host/file.h"
#include "drivers/net/client.h"

enum { PATIENCE = 60000, SHORT_MS = 700 };

static const char open_[] = "[service]\nclosed = no\n", shut[] = "[service]\nclosed = yes\n";

static struct pki line;
static struct end centre_end, kiosk_end;

static int64_t seconds(void *self)
{
    (void)self;
    return 1795132800;
}

/* A kiosk and a centre that watches a control file of its own. */
struct road {
    struct bench centre;
    struct front front;
    struct desk *desk;
    struct client *kiosk;
    char control[64];
    char first[WIRE_VERSION_SIZE]; /* in force at the start */
    struct wire_awaited told;
};

static void write_control(const struct road *road, const char *text)
{
    assert_true(file_write(road->control, view_text(text), 0600));
}

static void road_open(struct road *road, int deadline_ms)
{
    char base[64], why[TLS_WHY_SIZE] = "";

    *road = (struct road){.desk = desk_new((struct clock_port){.seconds = seconds})};
    assert_non_null(road->desk);
    (void)snprintf(road->control, sizeof road->control, "/tmp/akashi-lookout-%d", (int)getpid());
    write_control(road, open_);
    bench_make(&road->centre, &centre_end,
               &(struct server_plan){
                   .on_request = front_serve, .self = &road->front, .deadline_ms = deadline_ms});
    road->front = (struct front){.desk = road->desk};
    road->front.lookout = lookout_open(road->centre.loop, road->desk, road->control, why);
    assert_non_null(road->front.lookout);
    memcpy(road->first, road->desk->control.version, sizeof road->first);
    memcpy(road->told.version, road->first, sizeof road->first);
    bench_start(&road->centre);
    (void)snprintf(base, sizeof base, "https://127.0.0.1:%d", road->centre.port);
    road->kiosk = client_open(base, &kiosk_end.files, "centre", true, why);
    assert_non_null(road->kiosk);
}

static void road_close(struct road *road)
{
    client_close(&road->kiosk);
    bench_halt(&road->centre);
    lookout_close(&road->front.lookout);
    server_close(&road->centre.server);
    bench_free(&road->centre);
    desk_free(&road->desk);
    assert_int_equal(unlink(road->control), 0);
}

/* Asks for what is new after the version that was told last. */
static void await(struct road *road)
{
    struct wire_await in = {0};
    struct bytes body = bytes_new(WIRE_MAX), answer = bytes_new(WIRE_MAX);
    int status = 0;

    memcpy(in.after, road->told.version, sizeof in.after);
    assert_true(wire_await_encode(&in, &body));
    assert_true(client_ask(road->kiosk, WIRE_AWAIT, bytes_view(&body), PATIENCE, &status, &answer));
    assert_int_equal(status, 200);
    assert_int_equal(wire_awaited_decode(bytes_view(&answer), &road->told), ERR_OK);
    bytes_free(&body);
    bytes_free(&answer);
}

static void *wait_beside(void *self)
{
    await(self);
    return NULL;
}

/* Waits while the file becomes `text`; what was told is another version. */
static void await_while(struct road *road, const char *text)
{
    char before[WIRE_VERSION_SIZE];
    pthread_t kiosk;

    memcpy(before, road->told.version, sizeof before);
    assert_int_equal(pthread_create(&kiosk, NULL, wait_beside, road), 0);
    write_control(road, text);
    assert_int_equal(pthread_join(kiosk, NULL), 0);
    assert_string_not_equal(road->told.version, before);
}

static void a_change_reaches_who_waits(void **state)
{
    struct road road;

    (void)state;
    road_open(&road, PATIENCE);
    await_while(&road, shut);
    assert_true(road.told.closed);
    await_while(&road, open_);
    assert_false(road.told.closed);
    road_close(&road);
}

/* Whoever knows less than is known is told at once. */
static void an_older_version_is_answered_at_once(void **state)
{
    struct road road;

    (void)state;
    road_open(&road, PATIENCE);
    memcpy(road.told.version, "0000000000000000", WIRE_VERSION_SIZE);
    await(&road);
    assert_string_equal(road.told.version, road.first);
    assert_false(road.told.closed);
    road_close(&road);
}

/* Nothing new is an answer too, and comes before the line gives up. */
static void without_a_change_the_same_version_comes_in_time(void **state)
{
    struct road road;
    char before[WIRE_VERSION_SIZE];

    (void)state;
    road_open(&road, SHORT_MS);
    memcpy(before, road.told.version, sizeof before);
    await(&road);
    assert_string_equal(road.told.version, before);
    road_close(&road);
}

/* A node that cannot read what the operator says issues nothing. */
static void an_unreadable_file_closes(void **state)
{
    struct road road;

    (void)state;
    road_open(&road, PATIENCE);
    await_while(&road, "[service]\nclosed = maybe\n");
    assert_true(road.told.closed);
    await_while(&road, open_);
    assert_false(road.told.closed);
    road_close(&road);
}

static void what_cannot_be_read_is_refused(void **state)
{
    struct road road;
    struct bytes answer = bytes_new(WIRE_MAX);
    struct wire_problem problem;
    int status = 0;

    (void)state;
    road_open(&road, PATIENCE);
    assert_true(client_ask(road.kiosk, WIRE_AWAIT, view_text("{}"), PATIENCE, &status, &answer));
    assert_int_equal(status, 400);
    assert_int_equal(wire_problem_decode(bytes_view(&answer), &problem), ERR_OK);
    assert_int_equal(problem.code, AK_N92);
    bytes_free(&answer);
    road_close(&road);
}

static void without_a_file_it_is_open_and_a_missing_one_stops_the_start(void **state)
{
    struct desk *desk = desk_new((struct clock_port){.seconds = seconds});
    struct event_base *loop = loop_open();
    struct lookout *lookout = NULL;
    char why[TLS_WHY_SIZE] = "";

    (void)state;
    lookout = lookout_open(loop, desk, "", why);
    assert_non_null(lookout);
    assert_false(desk->control.closed);
    lookout_close(&lookout);
    assert_null(lookout_open(loop, desk, "/nonexistent/control.conf", why));
    loop_close(&loop);
    desk_free(&desk);
}

static int open_line(void **state)
{
    (void)state;
    pki_open(&line, "Akashi test line 1");
    make_server_end(&line, &centre_end);
    make_client_end(&line, &kiosk_end);
    return 0;
}

static int close_line(void **state)
{
    (void)state;
    pki_close(&line);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_change_reaches_who_waits),
        cmocka_unit_test(an_older_version_is_answered_at_once),
        cmocka_unit_test(without_a_change_the_same_version_comes_in_time),
        cmocka_unit_test(an_unreadable_file_closes),
        cmocka_unit_test(what_cannot_be_read_is_refused),
        cmocka_unit_test(without_a_file_it_is_open_and_a_missing_one_stops_the_start),
    };

    return cmocka_run_group_tests(tests, open_line, close_line);
}
