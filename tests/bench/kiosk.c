/* The kiosk's budgets (design §11): its own share of the way from the PIN to the printer, its first
 * frame and its memory beside the least window of its toolkit, and how soon a touch shows.
 * tests/bench/run lays out what this needs: kiosk_stand.h. */
#include "figure.h"
#include "kiosk_glass.h"
#include "kiosk_stand.h"
#include "kiosk_visit.h"

#include <poll.h>
#include <string.h>

enum {
    VISITS = 40,
    VISITS_QUICK = 5,
    STARTS = 9,
    STARTS_QUICK = 3,
    TOUCHES = 20, /* of each start */
    TOUCHES_QUICK = 5,
    LOOKS = 20,
    LOOK_MS = 50,
    PATH_SIZE = 512
};

/* What the design asks for; where it says nothing, what nobody would notice. */
static const double share_limit_ms = 250, welcome_limit_ms = 5000, touch_limit_ms = 50,
                    turn_limit_ms = 100, first_frame_limit_ms = 500, memory_limit = 1.5,
                    growth_limit = 1.05;

struct bench {
    struct stand stand;
    bool quick, json;
};

enum { KIOSK, HELLO, SIDES };

struct glass_times {
    double first_ms[SIDES][STARTS], kb[SIDES][STARTS], welcome_ms[STARTS], turn_ms[STARTS];
    double touch_ms[STARTS * TOUCHES];
    size_t touches;
};

static bool start(const struct bench *bench, int side, struct program *program)
{
    static const char *const settings[] = {"screen.port=gtk", "screen.width=1080",
                                           "screen.height=1920", NULL};
    char hello[PATH_SIZE];
    const char *const words[] = {hello, NULL};

    snprintf(hello, sizeof hello, "%s/../tests/bench/kiosk_hello", bench->stand.programs);
    return side == HELLO ? stand_start(words, program)
                         : stand_kiosk(&bench->stand, bench->stand.printer, settings, program);
}

/* At the first page: how long until it stood, how soon it answers a finger. */
static bool try_page(const struct bench *bench, struct glass *glass, double from, int turn,
                     struct glass_times *times)
{
    double at = 0;
    bool good = glass_main_button(glass, &at);

    times->welcome_ms[turn] = (at - from) / 1e3;
    for (int i = 0; good && i < (bench->quick ? TOUCHES_QUICK : TOUCHES); i++) {
        good = glass_touch(glass, &at);
        times->touch_ms[times->touches++] = at / 1e3;
    }
    return good;
}

/* The least of what is resident within a second: between two frames there is no frame in memory. */
static double rest_kb(const struct processes *processes)
{
    double least = processes_kb(processes);

    for (int i = 0; i < LOOKS; i++) {
        double now = 0;

        (void)poll(NULL, 0, LOOK_MS);
        now = processes_kb(processes);
        least = now < least ? now : least;
    }
    return least;
}

/* Starts one of the two, looks, and ends it. */
static bool try_start(const struct bench *bench, struct glass *glass, int side, int turn,
                      struct glass_times *times)
{
    struct program program = {.log = -1};
    struct processes processes = {.count = 0};
    double from = wall_us(), at = 0;
    bool good = start(bench, side, &program) && glass_first_frame(glass, &at);

    times->first_ms[side][turn] = (at - from) / 1e3;
    if (side == KIOSK)
        good = good && try_page(bench, glass, from, turn, times);
    processes_of(program.pid, &processes);
    times->kb[side][turn] = rest_kb(&processes);
    if (side == KIOSK) {
        good = good && glass_turn(glass, &at);
        times->turn_ms[turn] = at / 1e3;
    }
    if (!good)
        stand_tell(&program);
    stand_stop(&program);
    return good && glass_dark(glass);
}

static bool try_all(const struct bench *bench, int starts, struct glass_times *times)
{
    struct glass *glass = glass_open();
    bool good = glass != NULL;

    for (int turn = 0; good && turn < starts; turn++)
        good = try_start(bench, glass, HELLO, turn, times) &&
               try_start(bench, glass, KIOSK, turn, times);
    glass_close(&glass);
    return good;
}

/* 0 ok, 1 short, 2 could not measure. */
static int measure_glass(const struct bench *bench)
{
    int starts = bench->quick ? STARTS_QUICK : STARTS;
    size_t count = (size_t)starts;
    struct glass_times *t = calloc(1, sizeof *t);
    double peer = 0;
    bool good = false;
    int status = 2;

    if (t == NULL || !try_all(bench, starts, t))
        goto out;
    peer = median(t->first_ms[HELLO], count);
    good = figure_time("kiosk.first_frame", median(t->first_ms[KIOSK], count), peer,
                       first_frame_limit_ms, bench->json);
    good = figure_time("kiosk.welcome", median(t->welcome_ms, count), welcome_limit_ms,
                       welcome_limit_ms, bench->json) &&
           good;
    good = figure_time("kiosk.touch", median(t->touch_ms, t->touches), touch_limit_ms,
                       touch_limit_ms, bench->json) &&
           good;
    good = figure_time("kiosk.turn", median(t->turn_ms, count), turn_limit_ms, turn_limit_ms,
                       bench->json) &&
           good;
    peer = median(t->kb[HELLO], count);
    good = figure_size("kiosk.memory", median(t->kb[KIOSK], count), peer, memory_limit * peer,
                       bench->json) &&
           good;
    status = good ? 0 : 1;

out:
    free(t);
    return status;
}

static int measure_visits(const struct bench *bench)
{
    struct kiosk_figures f = {0};
    int visits = bench->quick ? VISITS_QUICK : VISITS;
    size_t count = (size_t)visits;
    bool good = false;

    if (!kiosk_visits(&bench->stand, visits, &f))
        return 2;
    good = figure_time("kiosk.pin_to_printer", median(f.share_ms, count), share_limit_ms,
                       share_limit_ms, bench->json);
    good = figure_time("kiosk.pin_to_printer_work", median(f.work_ms, count), share_limit_ms,
                       share_limit_ms, bench->json) &&
           good;
    good =
        figure_size("kiosk.growth", f.last_kb, f.warm_kb, growth_limit * f.warm_kb, bench->json) &&
        good;
    return good ? 0 : 1;
}

int main(int argc, char **argv)
{
    struct bench bench = {0};
    int status = 2, glass = 0;

    for (int i = 1; i < argc; i++) {
        bench.quick = bench.quick || strcmp(argv[i], "--quick") == 0;
        bench.json = bench.json || strcmp(argv[i], "--json") == 0;
    }
    if (stand_open(&bench.stand)) {
        status = measure_visits(&bench);
        glass = measure_glass(&bench);
        status = glass > status ? glass : status;
    }
    if (status == 2)
        (void)fprintf(stderr, "kiosk: could not measure\n");
    return status;
}
