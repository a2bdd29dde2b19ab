#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "bench.h"
#include "drivers/net/counts.h"
#include "drivers/net/relay.h"

enum { QUESTIONS = 300, LINES_MAX = 64, PATIENCE = 60000 };

static struct pki pki;
static struct end server_end, client_end;

/* Questions under way in the loop of this thread. */
struct party {
    struct event_base *loop;
    struct relay *relay;
    int open, arrived, lost;
};

struct question {
    struct party *party;
    char body[32];
    int told, status;
    long left;
    size_t len;
};

static void party_open(struct party *party, const struct bench *bench, const char *role,
                       int deadline_ms)
{
    char why[TLS_WHY_SIZE] = "";
    struct relay_plan plan = {.address = "127.0.0.1",
                              .port = bench->port,
                              .files = &client_end.files,
                              .peer_role = role,
                              .answer_max = 4096,
                              .deadline_ms = deadline_ms,
                              .demo = true};

    *party = (struct party){.loop = loop_open()};
    party->relay = relay_open(party->loop, &plan, why);
    assert_non_null(party->relay);
}

static void party_close(struct party *party)
{
    relay_close(&party->relay);
    relay_close(&party->relay);
    loop_close(&party->loop);
}

static void hear(void *self, const struct relay_answer *answer)
{
    struct question *question = self;
    struct party *party = question->party;

    question->told++;
    question->status = answer->status;
    question->len = answer->body.len;
    if (answer->arrived) {
        party->arrived++;
        if (answer->status == 200 && answer->body.len > 0)
            assert_true(view_equal(answer->body, view_text(question->body)));
    } else {
        party->lost++;
    }
    if (--party->open == 0)
        (void)event_base_loopbreak(party->loop);
}

/* The answer is a number. */
static void hear_left(void *self, const struct relay_answer *answer)
{
    struct question *question = self;
    char text[16] = "";

    assert_true(answer->arrived && answer->body.len < sizeof text);
    memcpy(text, answer->body.at, answer->body.len);
    question->told++;
    question->left = strtol(text, NULL, 10);
    question->party->open = 0;
    (void)event_base_loopbreak(question->party->loop);
}

static void ask(struct party *party, struct question *question, const char *path, int number)
{
    *question = (struct question){.party = party};
    (void)snprintf(question->body, sizeof question->body, "question %d", number);
    party->open++;
    relay_ask(party->relay, path, view_text(question->body), PATIENCE, hear, question);
    assert_int_equal(question->told, 0); /* only ever from the loop */
}

static void wait_for_all(struct party *party)
{
    while (party->open > 0)
        assert_true(event_base_dispatch(party->loop) >= 0);
}

/* CTR-10: many at once over few lines, and each is told its own answer. */
static void every_question_gets_its_own_answer(void **state)
{
    static struct question questions[QUESTIONS];
    struct bench bench;
    struct party party;
    uint64_t before = counts_read(COUNT_HANDSHAKES_FULL) + counts_read(COUNT_HANDSHAKES_RESUMED);

    (void)state;
    bench_open(&bench, &server_end, &(struct server_plan){.limits.waiting_max = QUESTIONS});
    party_open(&party, &bench, "centre", PATIENCE);
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < QUESTIONS; i++)
            ask(&party, &questions[i], "/echo", i);
        wait_for_all(&party);
        for (int i = 0; i < QUESTIONS; i++)
            assert_int_equal(questions[i].told, 1);
    }
    assert_int_equal(party.arrived, 2 * QUESTIONS);
    party_close(&party);
    bench_close(&bench);
    assert_int_equal(atomic_load(&bench.asked), 2 * QUESTIONS);
    assert_in_range(counts_read(COUNT_HANDSHAKES_FULL) + counts_read(COUNT_HANDSHAKES_RESUMED) -
                        before,
                    1, LINES_MAX);
}

/* R1, CTR-11: what comes after the deadline meets nobody, and no other question is disturbed. */
static void a_late_answer_is_nobodys(void **state)
{
    struct question late, next;
    struct bench bench;
    struct party party;

    (void)state;
    bench_open(&bench, &server_end, &(struct server_plan){.deadline_ms = 700});
    party_open(&party, &bench, "centre", 350);
    ask(&party, &late, "/hold", 0);
    wait_for_all(&party);
    assert_int_equal(party.lost, 1);
    party_close(&party);

    party_open(&party, &bench, "centre", PATIENCE);
    ask(&party, &next, "/echo", 1);
    wait_for_all(&party);
    assert_int_equal(party.arrived, 1);
    assert_int_equal(late.told, 1);
    assert_int_equal(next.status, 200);
    party_close(&party);
    bench_close(&bench);
}

static void only_the_expected_role_is_asked(void **state)
{
    struct question question;
    struct bench bench;
    struct party party;

    (void)state;
    bench_open(&bench, &server_end, &(struct server_plan){0});
    party_open(&party, &bench, "vrs", PATIENCE);
    ask(&party, &question, "/echo", 0);
    wait_for_all(&party);
    assert_int_equal(party.lost, 1);
    party_close(&party);
    bench_close(&bench);
    assert_int_equal(atomic_load(&bench.asked), 0);
}

static void an_answer_too_long_does_not_arrive(void **state)
{
    struct question question;
    struct bench bench;
    struct party party;

    (void)state;
    bench_open(&bench, &server_end, &(struct server_plan){0});
    party_open(&party, &bench, "centre", PATIENCE);
    ask(&party, &question, "/long", 0);
    wait_for_all(&party);
    assert_true(party.lost == 1 || question.len == 0);
    ask(&party, &question, "/echo", 1);
    wait_for_all(&party);
    assert_int_equal(question.status, 200);
    party_close(&party);
    bench_close(&bench);
}

/* A line that broke while it was idle is replaced; what is asked on it is not asked twice. */
static void a_server_that_went_away_is_found_again(void **state)
{
    struct question question;
    struct bench bench, dead;
    struct party party;

    (void)state;
    bench_open(&dead, &server_end, &(struct server_plan){0});
    party_open(&party, &dead, "centre", PATIENCE);
    ask(&party, &question, "/echo", 0);
    wait_for_all(&party);
    assert_int_equal(party.arrived, 1);
    bench_close(&dead);
    ask(&party, &question, "/echo", 1);
    wait_for_all(&party);
    assert_int_equal(question.told, 1);
    assert_int_equal(party.lost, 1);

    bench_open(&bench, &server_end, &(struct server_plan){.port = dead.port});
    ask(&party, &question, "/echo", 2);
    wait_for_all(&party);
    assert_int_equal(question.status, 200);
    party_close(&party);
    bench_close(&bench);
}

/* KSK-17, R1: its connection breaks while it is under way; the next server never hears of it. */
static void what_broke_on_the_way_is_not_asked_again(void **state)
{
    struct question broken, next;
    struct bench bench, heir;
    struct party party;

    (void)state;
    bench_open(&bench, &server_end, &(struct server_plan){0});
    party_open(&party, &bench, "centre", PATIENCE);
    ask(&party, &broken, "/hold", 0);
    while (atomic_load(&bench.asked) == 0)
        assert_true(event_base_loop(party.loop, EVLOOP_NONBLOCK) >= 0);
    bench_halt(&bench);
    server_close(&bench.server);
    assert_true(event_base_loop(bench.loop, EVLOOP_NONBLOCK) >= 0); /* frees connections */
    wait_for_all(&party);
    assert_int_equal(broken.told, 1);
    assert_int_equal(party.lost, 1);

    bench_open(&heir, &server_end, &(struct server_plan){.port = bench.port});
    ask(&party, &next, "/echo", 1);
    wait_for_all(&party);
    assert_int_equal(next.status, 200);
    party_close(&party);
    bench_close(&heir);
    bench_free(&bench);
    assert_int_equal(atomic_load(&heir.asked), 1);
    assert_int_equal(broken.told, 1);
}

/* CTR-11: the next station hears how much of the asker's time is left, not more. */
static void a_question_carries_what_is_left(void **state)
{
    struct question question;
    struct bench bench;
    struct party party;

    (void)state;
    bench_open(&bench, &server_end, &(struct server_plan){0});
    party_open(&party, &bench, "centre", PATIENCE);
    question = (struct question){.party = &party};
    party.open = 1;
    relay_ask(party.relay, "/left", view_text("x"), 5000, hear_left, &question);
    wait_for_all(&party);
    assert_int_equal(question.told, 1);
    assert_in_range(question.left, 1, 5000);
    party_close(&party);
    bench_close(&bench);
}

static void closing_tells_everybody(void **state)
{
    static struct question questions[QUESTIONS];
    struct bench bench;
    struct party party;

    (void)state;
    bench_open(&bench, &server_end, &(struct server_plan){0});
    party_open(&party, &bench, "centre", PATIENCE);
    for (int i = 0; i < QUESTIONS; i++)
        ask(&party, &questions[i], "/hold", i);
    assert_true(event_base_loop(party.loop, EVLOOP_ONCE) >= 0);
    party_close(&party);
    for (int i = 0; i < QUESTIONS; i++)
        assert_int_equal(questions[i].told, 1);
    assert_int_equal(party.lost, QUESTIONS);
    bench_close(&bench);
}

static int open_line(void **state)
{
    (void)state;
    pki_open(&pki, "Akashi test line");
    make_server_end(&pki, &server_end);
    make_client_end(&pki, &client_end);
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
        cmocka_unit_test(every_question_gets_its_own_answer),
        cmocka_unit_test(a_late_answer_is_nobodys),
        cmocka_unit_test(only_the_expected_role_is_asked),
        cmocka_unit_test(an_answer_too_long_does_not_arrive),
        cmocka_unit_test(a_server_that_went_away_is_found_again),
        cmocka_unit_test(what_broke_on_the_way_is_not_asked_again),
        cmocka_unit_test(a_question_carries_what_is_left),
        cmocka_unit_test(closing_tells_everybody),
    };

    return cmocka_run_group_tests(tests, open_line, close_line);
}
