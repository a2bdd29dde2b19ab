#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "../../drivers/net/bench.h"

#include "app/centre/front.h"
#include "drivers/net/client.h"

#define TRANSACTION "00112233445566778899aabbccddeeff"

enum { PATIENCE = 60000, SILENCE_MS = 300 };

static struct pki line1, line2;
static struct end centre_end, kiosk_end, vrs_end, relay_end;

/* How the vrs of the test answers. */
static enum manner { CANDID, REFUSING, BUSY, GARBLED, SILENT } manner;
static struct server_request *unanswered;

static void answer_nonce(struct server_request *request)
{
    struct wire_nonce_ask ask;
    struct wire_nonce nonce;
    struct bytes body = bytes_new(WIRE_MAX);

    assert_int_equal(wire_nonce_ask_decode(server_body(request), &ask), ERR_OK);
    memcpy(nonce.nonce, ask.kiosk, sizeof nonce.nonce);
    assert_true(wire_nonce_encode(&nonce, &body));
    server_answer(&request, 200, WIRE_TYPE_MESSAGE, bytes_view(&body));
    bytes_free(&body);
}

static void answer_refusal(struct server_request *request)
{
    const struct wire_problem problem = {422, AK_N30};
    struct bytes body = bytes_new(WIRE_MAX);

    assert_true(wire_problem_encode(&problem, &body));
    server_answer(&request, problem.status, WIRE_TYPE_PROBLEM, bytes_view(&body));
    bytes_free(&body);
}

static void vrs_answer(void *self, struct server_request *request)
{
    atomic_int *asked = self;

    atomic_fetch_add(asked, 1);
    switch (manner) {
    case CANDID:
        answer_nonce(request);
        break;
    case REFUSING:
        answer_refusal(request);
        break;
    case BUSY:
        server_answer(&request, 503, NULL, (struct view){0});
        break;
    case GARBLED:
        server_answer(&request, 200, WIRE_TYPE_MESSAGE, view_text("{\"nonce\":1}"));
        break;
    default:
        unanswered = request;
        break;
    }
}

static int64_t seconds(void *self)
{
    (void)self;
    return 1800000000;
}

/* kiosk ─ centre ─ vrs, each over its own line. */
struct road {
    struct bench vrs, centre;
    struct front front;
    struct desk *desk;
    struct client *kiosk;
    atomic_int asked;
    int status;
    struct bytes answer;
};

static void open_centre(struct road *road)
{
    char why[TLS_WHY_SIZE] = "";
    struct relay_plan plan = {.address = "127.0.0.1",
                              .port = road->vrs.port,
                              .files = &relay_end.files,
                              .peer_role = "vrs",
                              .demo = true,
                              .answer_max = WIRE_MAX,
                              .deadline_ms = manner == SILENT ? SILENCE_MS : PATIENCE};

    road->desk = desk_new((struct clock_port){.seconds = seconds});
    assert_non_null(road->desk);
    road->desk->areas = 1;
    memcpy(road->desk->area[0].code, "131105", AREA_CODE_SIZE);
    bench_make(&road->centre, &centre_end,
               &(struct server_plan){.on_request = front_serve, .self = &road->front});
    road->front =
        (struct front){.desk = road->desk, .relay = relay_open(road->centre.loop, &plan, why)};
    assert_non_null(road->front.relay);
    bench_start(&road->centre);
}

static void road_open(struct road *road, enum manner how)
{
    char base[64], why[TLS_WHY_SIZE] = "";

    *road = (struct road){.answer = bytes_new(WIRE_MAX)};
    manner = how;
    bench_open(&road->vrs, &vrs_end,
               &(struct server_plan){
                   .peer_role = "centre", .on_request = vrs_answer, .self = &road->asked});
    open_centre(road);
    (void)snprintf(base, sizeof base, "https://127.0.0.1:%d", road->centre.port);
    road->kiosk = client_open(base, &kiosk_end.files, "centre", true, why);
    assert_non_null(road->kiosk);
}

static void road_close(struct road *road)
{
    client_close(&road->kiosk);
    bench_halt(&road->centre);
    server_close(&road->centre.server);
    relay_close(&road->front.relay);
    bench_free(&road->centre);
    bench_close(&road->vrs);
    server_answer(&unanswered, 200, NULL, (struct view){0});
    desk_free(&road->desk);
    bytes_free(&road->answer);
}

static void ask(struct road *road, const char *path, const char *body)
{
    assert_true(
        client_ask(road->kiosk, path, view_text(body), PATIENCE, &road->status, &road->answer));
}

static void ask_open(struct road *road)
{
    ask(road, WIRE_OPEN,
        "{\"transaction\":\"" TRANSACTION "\",\"area\":\"131105\",\"kind\":\"domestic\"}");
}

static void expect_problem(struct road *road, int status, enum err wanted)
{
    struct wire_problem problem;

    assert_int_equal(road->status, status);
    assert_int_equal(wire_problem_decode(bytes_view(&road->answer), &problem), ERR_OK);
    assert_int_equal(problem.status, status);
    assert_int_equal(problem.code, wanted);
}

/* The vrs echoes what it was told of the kiosk: the digest of its certificate on line 1. */
static void a_step_goes_the_whole_way(void **state)
{
    struct road road;
    struct wire_opened opened;
    uint8_t digest[SHA256_LEN];

    (void)state;
    road_open(&road, CANDID);
    ask_open(&road);
    assert_int_equal(road.status, 200);
    assert_int_equal(wire_opened_decode(bytes_view(&road.answer), &opened), ERR_OK);
    assert_true(tls_own_digest(kiosk_end.certificate, digest));
    assert_memory_equal(opened.nonce, digest, sizeof digest);
    assert_true(opened.sealed.len > 0);
    wire_opened_free(&opened);
    road_close(&road);
}

static void what_cannot_be_read_goes_nowhere(void **state)
{
    struct road road;

    (void)state;
    road_open(&road, CANDID);
    ask(&road, WIRE_OPEN, "{");
    expect_problem(&road, 400, AK_N90);
    ask(&road, WIRE_PRESENT, "{}");
    expect_problem(&road, 400, AK_N92);
    ask(&road, "/v1/nonce", "{}");
    expect_problem(&road, 500, AK_N94);
    road_close(&road);
    assert_int_equal(atomic_load(&road.asked), 0);
}

static void the_reason_of_the_vrs_reaches_the_kiosk(void **state)
{
    struct road road;

    (void)state;
    road_open(&road, REFUSING);
    ask_open(&road);
    expect_problem(&road, 422, AK_N30);
    road_close(&road);
}

static void a_busy_vrs_is_told_from_a_silent_one(void **state)
{
    struct road road;

    (void)state;
    road_open(&road, BUSY);
    ask_open(&road);
    expect_problem(&road, 503, AK_N04);
    road_close(&road);
    road_open(&road, SILENT);
    ask_open(&road);
    expect_problem(&road, 503, AK_N05);
    road_close(&road);
}

static void a_garbled_answer_does_not_pass(void **state)
{
    struct road road;

    (void)state;
    road_open(&road, GARBLED);
    ask_open(&road);
    expect_problem(&road, 400, AK_N93);
    road_close(&road);
}

static int open_lines(void **state)
{
    static const struct end_plan vrs = {"a", "akashi:vrs:v-1", "127.0.0.1", X509_USE_SERVER, false,
                                        0};
    static const struct end_plan relay = {"b", "akashi:centre:c-1", NULL, X509_USE_CLIENT, false,
                                          0};

    (void)state;
    pki_open(&line1, "Akashi test line 1");
    pki_open(&line2, "Akashi test line 2");
    make_server_end(&line1, &centre_end);
    make_client_end(&line1, &kiosk_end);
    end_make(&line2, &vrs, &vrs_end);
    end_make(&line2, &relay, &relay_end);
    return 0;
}

static int close_lines(void **state)
{
    (void)state;
    pki_close(&line1);
    pki_close(&line2);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_step_goes_the_whole_way),
        cmocka_unit_test(what_cannot_be_read_goes_nowhere),
        cmocka_unit_test(the_reason_of_the_vrs_reaches_the_kiosk),
        cmocka_unit_test(a_busy_vrs_is_told_from_a_silent_one),
        cmocka_unit_test(a_garbled_answer_does_not_pass),
    };

    return cmocka_run_group_tests(tests, open_lines, close_lines);
}
