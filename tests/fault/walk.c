/* Every fault at every byte of every message between two programs: each case is one message of a
 * visit whose others go well. usage: walk --config KIOSK.CONF --lane PORT:CONTROL:CARD
 * [--hangs-up PID]... --says MESSAGE,MESSAGE... [--codes CODE,CODE...] [--bare] [--borders N]
 * [--every N] [--seed N] [--one 'MESSAGE PLAN']. Each lane is walked by another person, all at
 * once; PID is the process that asks on the lane's line, where that is not the kiosk. */
#include "tests/fault/cases.h"

#include <getopt.h>
#include <inttypes.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* A machine that is busy says nothing at all in the time that silence is waited for: then longer.
 */
enum { WALKERS_MAX = 16, MEASURES = 3, TRIES = 4, PATIENCE_MS = 100 };

/* What a walker has to do with the list of cases. */
struct share {
    struct walker walker;
    struct lengths lengths; /* of this person's messages */
    size_t next;            /* the first case that may be left for them */
    struct order on;
    bool walks; /* there is one that they are on */
    int tries;  /* of this one, in which the byte did not come by */
    struct visitor_counts counts;
};

struct run {
    const char *config, *one, *says;
    struct rules rules;
    struct cases_plan plan;
    struct share share[WALKERS_MAX];
    size_t shares;
    struct cases cases;
    bool *begun; /* of each case */
    struct settings settings;
    struct kiosk kiosk;
    uint64_t bytes;
    size_t right, refused, short_of, failed;
};

enum choice { CONFIG, LANE, HANGS_UP, SAYS, CODES, BARE, BORDERS, EVERY, SEED, ONE };

static bool take_number(struct run *run, enum choice choice, const char *text)
{
    uint64_t number = strtoull(text, NULL, 10);

    if (choice == BORDERS)
        run->plan.borders = number;
    else if (choice == EVERY)
        run->plan.every = number;
    else if (choice == SEED)
        run->plan.seed = number;
    else if (run->shares > 0)
        run->share[run->shares - 1].walker.hangs_up = (pid_t)number;
    return choice != HANGS_UP || run->shares > 0;
}

static bool take(struct run *run, enum choice choice, const char *text)
{
    switch (choice) {
    case CONFIG:
        run->config = text;
        return true;
    case LANE:
        return run->shares < WALKERS_MAX &&
               lane_parse(text, &run->share[run->shares++].walker.lane);
    case SAYS:
        run->says = text;
        return true;
    case CODES:
        run->rules.codes = text;
        return true;
    case BARE:
        run->rules.bare = true;
        return true;
    case ONE:
        run->one = text;
        return true;
    default:
        return take_number(run, choice, text);
    }
}

static bool take_options(int argc, char **argv, struct run *run)
{
    static const struct option options[] = {{"config", required_argument, NULL, CONFIG},
                                            {"lane", required_argument, NULL, LANE},
                                            {"hangs-up", required_argument, NULL, HANGS_UP},
                                            {"says", required_argument, NULL, SAYS},
                                            {"codes", required_argument, NULL, CODES},
                                            {"bare", no_argument, NULL, BARE},
                                            {"borders", required_argument, NULL, BORDERS},
                                            {"every", required_argument, NULL, EVERY},
                                            {"seed", required_argument, NULL, SEED},
                                            {"one", required_argument, NULL, ONE},
                                            {0}};
    int option = 0;

    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1)
        if (option == '?' || !take(run, (enum choice)option, optarg))
            return false;
    return run->config != NULL && run->shares > 0 && run->says != NULL && run->plan.every > 0 &&
           run->plan.borders > 0 && optind == argc;
}

/* --- How long the messages are ------------------------------------------------------------------
 */

static bool says(const struct run *run, enum saying saying)
{
    const char *name = saying_name(saying), *at = strstr(run->says, name);

    return at != NULL && (at[strlen(name)] == ',' || at[strlen(name)] == 0);
}

static bool measure_one(struct share *share, enum saying saying)
{
    const struct order order = {.saying = saying, .clean = true};
    struct report report = {0};

    if (!walker_order(&share->walker, &order)) {
        printf("FAILED: nobody walks with %s\n", share->walker.lane.card);
        return false;
    }
    walker_hear(&share->walker, &report);
    for (size_t way = 0; way < WAYS_OF_LINE; way++)
        if (share->lengths.of[saying][way] < report.bytes[way])
            share->lengths.of[saying][way] = report.bytes[way];
    if (report.wrong)
        printf("FAILED %s, when nothing goes wrong: %s %s\n", saying_name(saying),
               err_name(report.code), report.why);
    return !report.wrong;
}

/* Signatures have no fixed length, and other things a few digits more or less. */
static bool measure_lane(const struct run *run, struct share *share)
{
    for (size_t i = 0; i < SAYINGS; i++)
        for (int k = 0; k < MEASURES && says(run, (enum saying)i); k++)
            if (!measure_one(share, (enum saying)i))
                return false;
    return true;
}

static void lengthen(struct lengths *longest, const struct lengths *other)
{
    for (size_t i = 0; i < SAYINGS; i++)
        for (size_t way = 0; way < WAYS_OF_LINE; way++)
            if (longest->of[i][way] < other->of[i][way])
                longest->of[i][way] = other->of[i][way];
}

static bool measure(struct run *run, struct lengths *longest)
{
    for (size_t i = 0; i < run->shares; i++) {
        if (!measure_lane(run, &run->share[i]))
            return false;
        lengthen(longest, &run->share[i].lengths);
    }
    for (size_t i = 0; i < SAYINGS; i++)
        run->bytes += longest->of[i][0] + longest->of[i][1];
    return true;
}

/* --- The walk -----------------------------------------------------------------------------------
 */

/* The next case that nobody has begun and that this person's message is long enough for. */
static const struct order *find_next(struct run *run, struct share *share)
{
    bool passed = false;

    for (size_t i = share->next; i < run->cases.count; i++) {
        const struct order *order = &run->cases.at[i];

        if (!run->begun[i] &&
            order->fault.byte <= share->lengths.of[order->saying][order->fault.answers]) {
            run->begun[i] = true;
            return order;
        }
        passed = passed || !run->begun[i];
        if (!passed)
            share->next = i + 1;
    }
    return NULL;
}

static bool begin(struct run *run, struct share *share)
{
    const struct order *next = find_next(run, share);

    share->walks = next != NULL;
    if (next == NULL)
        return true;
    share->on = *next;
    share->on.patience_ms = PATIENCE_MS;
    share->tries = 1;
    return walker_order(&share->walker, &share->on);
}

static void tell(const struct order *order, const struct report *report)
{
    char text[PLAN_TEXT_SIZE];

    cases_text(order, text);
    printf("%s '%s': %s in %d ms%s%s%s\n", report->wrong ? "FAILED" : "case", text,
           err_name(report->code), report->ms, report->acted ? "" : ", not touched",
           report->wrong ? ": " : "", report->why);
}

static bool try_again(struct share *share)
{
    share->tries++;
    share->on.patience_ms *= 3;
    return walker_order(&share->walker, &share->on);
}

/* A message that was shorter this time, or late, is said again. */
static bool take_report(struct run *run, struct share *share, bool loud)
{
    struct report report = {0};

    walker_hear(&share->walker, &report);
    share->counts = report.counts;
    if (!report.wrong && !report.acted && share->tries < TRIES)
        return try_again(share);
    if (report.wrong || !report.acted || loud)
        tell(&share->on, &report);
    run->failed += report.wrong;
    run->short_of += !report.wrong && !report.acted;
    run->right += !report.wrong && report.acted && report.code == ERR_OK;
    run->refused += !report.wrong && report.acted && report.code != ERR_OK;
    return begin(run, share);
}

/* Waits until there is a report; how many walk. */
static size_t wait_for_reports(struct run *run, struct pollfd fds[WALKERS_MAX])
{
    size_t walking = 0;

    for (size_t i = 0; i < run->shares; i++) {
        bool walks = run->share[i].walks;

        fds[i] = (struct pollfd){.fd = walks ? run->share[i].walker.orders : -1, .events = POLLIN};
        walking += walks;
    }
    if (walking > 0)
        (void)poll(fds, run->shares, -1);
    return walking;
}

static bool walk_all(struct run *run)
{
    struct pollfd fds[WALKERS_MAX] = {0};

    for (size_t i = 0; i < run->shares; i++)
        if (!begin(run, &run->share[i]))
            return false;
    while (wait_for_reports(run, fds) > 0)
        for (size_t i = 0; i < run->shares; i++)
            if (fds[i].revents != 0 && !take_report(run, &run->share[i], run->one != NULL))
                return false;
    return run->right + run->refused + run->short_of + run->failed == run->cases.count;
}

static bool choose(struct run *run)
{
    struct lengths longest = {0};
    struct order one;

    if (!measure(run, &longest) || !cases_make(&longest, &run->plan, &run->cases))
        return false;
    if (run->one != NULL) {
        if (!cases_parse(run->one, &one))
            return false;
        run->cases.at[0] = one;
        run->cases.count = 1;
    }
    run->begun = calloc(run->cases.count + 1, sizeof *run->begun);
    return run->begun != NULL;
}

static void finish(struct run *run)
{
    static const struct order last = {.last = true};

    for (size_t i = 0; i < run->shares; i++) {
        struct share *share = &run->share[i];
        struct report report = {0};

        if (walker_order(&share->walker, &last)) {
            walker_hear(&share->walker, &report);
            share->counts = report.counts;
            if (report.wrong)
                printf("FAILED at the end: %s %s\n", err_name(report.code), report.why);
            run->failed += report.wrong;
        }
        walker_end(&share->walker);
    }
}

static void tell_result(const struct run *run, time_t began)
{
    long seconds = (long)(time(NULL) - began);
    int issued = 0, delivered = 0;

    for (size_t i = 0; i < run->shares; i++) {
        issued += run->share[i].counts.issued;
        delivered += run->share[i].counts.delivered;
    }
    printf("bytes=%" PRIu64 " all=%zu cases=%zu right=%zu refused=%zu short=%zu failed=%zu "
           "issued=%d delivered=%d every=%" PRIu64 " seed=%" PRIu64 " seconds=%ld\n",
           run->bytes, run->cases.all, run->cases.count, run->right, run->refused, run->short_of,
           run->failed, issued, delivered, run->plan.every, run->plan.seed, seconds);
}

static bool run_all(struct run *run)
{
    time_t began = time(NULL);
    bool walked = true;

    for (size_t i = 0; walked && i < run->shares; i++)
        walked = walker_start(&run->share[i].walker, &run->settings, &run->kiosk, &run->rules);
    walked = walked && choose(run) && walk_all(run);
    finish(run);
    tell_result(run, began);
    return walked;
}

int main(int argc, char **argv)
{
    struct run *run = calloc(1, sizeof *run);
    char why[CONF_WHY_SIZE] = "--config, --lane and --says";
    int status = EXIT_CANNOT_TELL;

    if (run == NULL)
        return status;
    run->rules.codes = "AK-N28";
    run->plan = (struct cases_plan){.borders = 1, .every = 1};
    if (!take_options(argc, argv, run) ||
        !resident_prepare(run->config, &run->settings, &run->kiosk, why))
        fprintf(stderr, "walk: %s\n", why);
    else if (run_all(run))
        status = run->failed == 0 ? EXIT_YES : EXIT_NO;
    trust_free(&run->kiosk.trust);
    ec_key_free(&run->kiosk.sheet_key);
    cases_free(&run->cases);
    free(run->begun);
    free(run);
    return status;
}
