#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "../../drivers/net/bench.h"

#include "app/vrs/door.h"
#include "app/wire/wire.h"
#include "drivers/net/client.h"

#define OUTCOME                                                                                    \
    "{\"transaction\":\"00112233445566778899aabbccddeeff\",\"delivered\":true,\"sheets\":1,"       \
    "\"code\":\"AK-OK\",\"dose\":0}"

enum { PATIENCE = 60000 };

static struct pki pki;
static struct end vrs_end, centre_end;

/* How the signer of the test answers. */
static enum manner { CANDID, REFUSING, STRANGE, ABSENT } manner;
static atomic_int asked;

static void signer_answer(void *self, uint8_t kind, struct view body, uint8_t *answer_kind,
                          struct bytes *answer_body)
{
    const struct wire_problem refusal = {403, AK_N66};

    (void)self;
    assert_int_equal(kind, WIRE_SIGNER_OUTCOME);
    assert_true(view_equal(body, view_text(OUTCOME)));
    atomic_fetch_add(&asked, 1);
    *answer_kind = manner == STRANGE ? 'Z' : WIRE_SIGNER_ANSWER;
    if (manner == REFUSING) {
        *answer_kind = WIRE_SIGNER_PROBLEM;
        assert_true(wire_problem_encode(&refusal, answer_body));
    }
}

/* centre ─ vrs ─ signer; the last two share a loop. */
struct house {
    char folder[64], socket[96];
    struct bench vrs;
    struct local_server *signer;
    struct door door;
    struct client *centre;
    int status;
    struct bytes answer;
};

static void house_open(struct house *house, enum manner how)
{
    char base[64], why[TLS_WHY_SIZE] = "";

    *house = (struct house){.folder = "/tmp/akashi-door-XXXXXX", .answer = bytes_new(WIRE_MAX)};
    manner = how;
    atomic_store(&asked, 0);
    assert_non_null(mkdtemp(house->folder));
    (void)snprintf(house->socket, sizeof house->socket, "%s/signer", house->folder);
    bench_make(&house->vrs, &vrs_end,
               &(struct server_plan){
                   .peer_role = "centre", .on_request = door_serve, .self = &house->door});
    if (how != ABSENT) {
        house->signer =
            local_server_open(house->vrs.loop, house->socket, geteuid(), signer_answer, NULL, why);
        assert_non_null(house->signer);
    }
    house->door.signer = local_client_open(house->vrs.loop, house->socket, PATIENCE);
    assert_non_null(house->door.signer);
    bench_start(&house->vrs);
    (void)snprintf(base, sizeof base, "https://127.0.0.1:%d", house->vrs.port);
    house->centre = client_open(base, &centre_end.files, "vrs", true, why);
    assert_non_null(house->centre);
}

static void house_close(struct house *house)
{
    client_close(&house->centre);
    bench_halt(&house->vrs);
    server_close(&house->vrs.server);
    local_client_close(&house->door.signer);
    local_server_close(&house->signer);
    bench_free(&house->vrs);
    bytes_free(&house->answer);
    assert_int_equal(rmdir(house->folder), 0);
}

static void ask(struct house *house, const char *path, const char *body)
{
    assert_true(
        client_ask(house->centre, path, view_text(body), PATIENCE, &house->status, &house->answer));
}

static void expect_problem(struct house *house, int status, enum err wanted)
{
    struct wire_problem problem;

    assert_int_equal(house->status, status);
    assert_int_equal(wire_problem_decode(bytes_view(&house->answer), &problem), ERR_OK);
    assert_int_equal(problem.code, wanted);
}

static void a_message_reaches_the_signer(void **state)
{
    struct house house;

    (void)state;
    house_open(&house, CANDID);
    ask(&house, WIRE_OUTCOME, OUTCOME);
    assert_int_equal(house.status, 200);
    assert_int_equal(house.answer.len, 0);
    house_close(&house);
    assert_int_equal(atomic_load(&asked), 1);
}

static void what_is_not_understood_does_not(void **state)
{
    struct house house;

    (void)state;
    house_open(&house, CANDID);
    ask(&house, WIRE_OUTCOME, "{\"transaction\":1}");
    expect_problem(&house, 400, AK_N93);
    ask(&house, WIRE_OPEN, OUTCOME);
    expect_problem(&house, 500, AK_N96);
    house_close(&house);
    assert_int_equal(atomic_load(&asked), 0);
}

static void the_signers_reason_reaches_the_centre(void **state)
{
    struct house house;

    (void)state;
    house_open(&house, REFUSING);
    ask(&house, WIRE_OUTCOME, OUTCOME);
    expect_problem(&house, 403, AK_N66);
    house_close(&house);
}

static void a_strange_signer_is_told_from_an_absent_one(void **state)
{
    struct house house;

    (void)state;
    house_open(&house, STRANGE);
    ask(&house, WIRE_OUTCOME, OUTCOME);
    expect_problem(&house, 500, AK_N95);
    house_close(&house);
    house_open(&house, ABSENT);
    ask(&house, WIRE_OUTCOME, OUTCOME);
    expect_problem(&house, 503, AK_N06);
    house_close(&house);
}

static int open_line(void **state)
{
    static const struct end_plan vrs = {"a", "akashi:vrs:v-1", "127.0.0.1", X509_USE_SERVER, false,
                                        0};
    static const struct end_plan centre = {"b", "akashi:centre:c-1", NULL, X509_USE_CLIENT, false,
                                           0};

    (void)state;
    pki_open(&pki, "Akashi test line 2");
    end_make(&pki, &vrs, &vrs_end);
    end_make(&pki, &centre, &centre_end);
    return 0;
}

static int close_line(void **state)
{
    (void)state;
    pki_close(&pki);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_message_reaches_the_signer),
        cmocka_unit_test(what_is_not_understood_does_not),
        cmocka_unit_test(the_signers_reason_reaches_the_centre),
        cmocka_unit_test(a_strange_signer_is_told_from_an_absent_one),
    };

    return cmocka_run_group_tests(tests, open_line, close_line);
}
