/* Everything that goes wrong, at every operation and page of a document of two pages (R27, R28). */
#include "bench.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <poll.h>
#include <pthread.h>

enum { OPERATIONS = 11, WORKERS = 12, PLANS_MAX = 256, PATIENCE = 300, GLANCE_MS = 20 };

static const char *const at_both[] = {
    "media-empty", "jam",          "cover",     "toner",          "stopped",
    "slow,ms=400", "power,ms=300", "cancelled", "lies-completed", "counts-wrong",
};
static const char *const at_operation[] = {"silent,ms=300", "refuses", "takes-twice",
                                           "busy,ms=300"};
static const char *const at_byte[] = {"power,ms=300", "silent,ms=300", "jam"};

struct steps {
    pthread_mutex_t lock;
    char plan[PLANS_MAX][64];
    int count, next, delivered;
    char wrong[512]; /* the first thing that was wrong */
};

static void complain(struct steps *s, const char *plan, const char *what, struct printer_result r)
{
    pthread_mutex_lock(&s->lock);
    if (s->wrong[0] == '\0')
        (void)snprintf(s->wrong, sizeof s->wrong, "%s: %s (%s, %d sheets)", plan, what,
                       err_name(r.code), r.sheets);
    pthread_mutex_unlock(&s->lock);
}

/* Whatever happened, the next person's document comes out whole, and nothing of the one before:
 * what was called dead put out no more than the `out` sheets that lay there then. */
static void use_again(struct steps *s, const struct bench *b, const char *plan, bool dead, int out)
{
    static const struct plan nothing;
    struct printer_state state = {0};
    struct printer_result r = {0};
    int before = 0;

    printer_follow(b->printer, &nothing);
    printer_mend(b->printer);
    for (int i = 0; i < PATIENCE && !state.ready; i++) {
        b->port.state(b->port.self, &state);
        (void)poll(NULL, 0, state.ready ? 0 : GLANCE_MS);
    }
    before = bench_life(b);
    if (before > BENCH_PAGES || (dead && before != out))
        complain(s, plan, "paper came out afterwards", r);
    r = bench_print(b);
    if (!state.ready || r.code != ERR_OK || bench_life(b) != before + BENCH_PAGES)
        complain(s, plan, "not usable afterwards", r);
}

static bool is_of_hand(enum err code)
{
    return code == AK_P63 || code == AK_P64 || code == AK_P65 || code == AK_P66 || code == AK_P67;
}

/* What ended a document is what the next person is told, until a hand mends it. */
static void stays_told(struct steps *s, const struct bench *b, const char *plan,
                       struct printer_result r)
{
    struct printer_state state = {0};

    b->port.state(b->port.self, &state);
    if (state.ready || (state.code != r.code && state.code != AK_P83))
        complain(s, plan, "another state than the document's", r);
}

static void step(struct steps *s, const char *plan, unsigned fitted)
{
    struct bench b;
    struct printer_result r = {0};
    int out = 0;

    if (bench_open(&b, plan, fitted)) {
        r = bench_print(&b);
        out = bench_life(&b);
        if (r.code == ERR_OK && out != BENCH_PAGES)
            complain(s, plan, "delivered without paper", r);
        if (out > BENCH_PAGES)
            complain(s, plan, "two papers", r);
        if (r.sheets != out && r.sheets != -1)
            complain(s, plan, "sheets not as they lie there", r);
        if (is_of_hand(r.code))
            stays_told(s, &b, plan, r);
        use_again(s, &b, plan, r.dead, out);
    } else {
        complain(s, plan, "no bench", r);
    }
    bench_close(&b);
    pthread_mutex_lock(&s->lock);
    s->delivered += r.code == ERR_OK;
    pthread_mutex_unlock(&s->lock);
}

static void *work(void *context)
{
    struct steps *s = context;

    for (;;) {
        int mine = 0;

        pthread_mutex_lock(&s->lock);
        mine = s->next++;
        pthread_mutex_unlock(&s->lock);
        if (mine >= s->count)
            return NULL;
        step(s, s->plan[mine], mine % 2 == 0 ? 0 : BENCH_URF);
    }
}

static void add(struct steps *s, const char *how, const char *when, int n)
{
    assert_true(s->count < PLANS_MAX);
    (void)snprintf(s->plan[s->count++], sizeof s->plan[0], "how=%s,%s=%d", how, when, n);
}

static void list(struct steps *s)
{
    for (size_t i = 0; i < sizeof at_both / sizeof at_both[0]; i++) {
        for (int n = 1; n <= OPERATIONS; n++)
            add(s, at_both[i], "at", n);
        for (int k = 1; k <= BENCH_PAGES; k++)
            add(s, at_both[i], "page", k);
    }
    for (size_t i = 0; i < sizeof at_operation / sizeof at_operation[0]; i++)
        for (int n = 1; n <= OPERATIONS; n++)
            add(s, at_operation[i], "at", n);
    for (size_t i = 0; i < sizeof at_byte / sizeof at_byte[0]; i++)
        for (int byte = 1; byte < 2000; byte += 500)
            add(s, at_byte[i], "byte", byte);
}

static void every_step(void **state)
{
    static struct steps s;
    pthread_t worker[WORKERS];

    (void)state;
    pthread_mutex_init(&s.lock, NULL);
    list(&s);
    for (int i = 0; i < WORKERS; i++)
        assert_int_equal(pthread_create(&worker[i], NULL, work, &s), 0);
    for (int i = 0; i < WORKERS; i++)
        pthread_join(worker[i], NULL);
    pthread_mutex_destroy(&s.lock);
    print_message("%d plans, %d delivered\n", s.count, s.delivered);
    assert_string_equal(s.wrong, "");
    assert_in_range(s.delivered, 1, s.count - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_step)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
