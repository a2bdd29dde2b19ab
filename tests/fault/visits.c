/* Visits through lines that go wrong: every how at every border of a clean visit. usage: visits
 * --config KIOSK.CONF --lane PORT:CONTROL:CARD... [--codes CODE,CODE...] [--bare] [--borders N]
 * [--one PLAN]. Several lanes are walked at once, each by another person. A visit that is not
 * delivered ends with one of the codes; on a bare line, without TLS, bytes that were spoilt may end
 * it with any. */
#include "tests/fault/steps.h"

#include <getopt.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LANES_MAX = 16, CLEAN_MARKS = 6 };

struct run {
    const char *config, *codes, *one;
    bool bare;
    uint64_t nth; /* one of so many steps is taken */
    struct lane lane[LANES_MAX];
    const struct step *step[LANES_MAX]; /* that the lane is on */
    size_t lanes;
    struct settings settings;
    struct kiosk kiosk;
    int visits, delivered, printed, failed;
};

static bool take_options(int argc, char **argv, struct run *run)
{
    static const struct option options[] = {{"config", required_argument, NULL, 'c'},
                                            {"lane", required_argument, NULL, 'l'},
                                            {"borders", required_argument, NULL, 'n'},
                                            {"bare", no_argument, NULL, 'b'},
                                            {"one", required_argument, NULL, 'o'},
                                            {"codes", required_argument, NULL, 'k'},
                                            {0}};
    int option = 0;

    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (option == 'c')
            run->config = optarg;
        else if (option == 'n')
            run->nth = strtoull(optarg, NULL, 10);
        else if (option == 'b')
            run->bare = true;
        else if (option == 'o')
            run->one = optarg;
        else if (option == 'k')
            run->codes = optarg;
        else if (option != 'l' || run->lanes == LANES_MAX ||
                 !lane_parse(optarg, &run->lane[run->lanes++]))
            return false;
    }
    return run->config != NULL && run->lanes > 0 && run->nth > 0 && optind == argc;
}

/* Why an outcome is not one that may be. NULL: it may. A paper that came out of a visit that is not
 * delivered is one whose report did not arrive, or not its answer. */
static const char *judge(const struct run *run, const struct step *step, enum lane_end end,
                         const struct outcome *outcome)
{
    bool delivered = outcome->code == ERR_OK;
    bool any = run->bare && step->spoils;

    if (end != LANE_ENDED)
        return end == LANE_HUNG ? "it hung" : "it crashed";
    if (!outcome->own)
        return "a paper names another person than the card (R1)";
    if (outcome->said_none || outcome->code == AK_R58)
        return "a screen says that there are no records (R13)";
    if (outcome->printed > 1 || (delivered && outcome->printed != 1))
        return "not one paper";
    if (!delivered && !any && strstr(run->codes, err_name(outcome->code)) == NULL)
        return "a code that says something else than what happened";
    if (step->harmless && !delivered)
        return "it is not delivered";
    return NULL;
}

static void finish(struct run *run, size_t at)
{
    struct lane *lane = &run->lane[at];
    char answer[LANE_TEXT_SIZE];
    struct outcome outcome = {0};
    enum lane_end end = lane_wait(lane, &outcome);
    const char *wrong = judge(run, run->step[at], end, &outcome);

    run->visits++;
    run->delivered += outcome.code == ERR_OK;
    run->printed += outcome.printed;
    if (wrong == NULL && !lane_tell(lane, "cut", answer))
        wrong = "the line does not answer";
    if (wrong != NULL || run->one != NULL)
        printf("%s '%s': %s%s%s\n", wrong != NULL ? "FAILED" : "visit", run->step[at]->plan,
               err_name(outcome.code), wrong != NULL ? ": " : "", wrong != NULL ? wrong : "");
    run->failed += wrong != NULL;
}

static bool begin(struct run *run, size_t at, const struct step *step)
{
    struct lane *lane = &run->lane[at];
    char plan[LANE_TEXT_SIZE + 8], answer[LANE_TEXT_SIZE];

    (void)snprintf(plan, sizeof plan, "plan %s", step->plan);
    run->step[at] = step;
    return lane_tell(lane, plan, answer) &&
           lane_send(lane, run->config, &run->settings, &run->kiosk, false);
}

/* Waits until one of the visits on the way has ended. */
static void finish_one(struct run *run)
{
    struct pollfd fds[LANES_MAX];

    for (size_t i = 0; i < run->lanes; i++)
        fds[i] = (struct pollfd){.fd = run->lane[i].told, .events = POLLIN};
    (void)poll(fds, run->lanes, -1);
    for (size_t i = 0; i < run->lanes; i++)
        if (fds[i].revents != 0)
            finish(run, i);
}

static size_t count_walking(const struct run *run)
{
    size_t walking = 0;

    for (size_t i = 0; i < run->lanes; i++)
        walking += run->lane[i].visit != 0;
    return walking;
}

static bool walk_all(struct run *run, const struct steps *steps)
{
    size_t next = 0;

    while (next < steps->count || count_walking(run) > 0) {
        for (size_t i = 0; i < run->lanes && next < steps->count; i++)
            if (run->lane[i].visit == 0 && !begin(run, i, &steps->at[next++]))
                return false;
        finish_one(run);
    }
    return true;
}

/* A clean visit, for the number of bytes at each screen. */
static bool measure(struct run *run)
{
    static const struct step clean = {.plan = "none", .harmless = true};
    struct lane *lane = &run->lane[0];
    struct outcome outcome = {0};
    char answer[LANE_TEXT_SIZE];

    if (!lane_tell(lane, "plan none", answer) ||
        !lane_send(lane, run->config, &run->settings, &run->kiosk, true) ||
        judge(run, &clean, lane_wait(lane, &outcome), &outcome) != NULL ||
        lane->marks < CLEAN_MARKS)
        return false;
    run->visits++;
    run->delivered++;
    run->printed++;
    return lane_tell(lane, "cut", answer);
}

static bool run_all(struct run *run)
{
    struct step one = {.harmless = false};
    struct steps steps = {0};
    bool walked = false;

    if (!measure(run)) {
        fprintf(stderr, "visits: a clean visit is not delivered\n");
        return false;
    }
    if (run->one != NULL) {
        (void)snprintf(one.plan, sizeof one.plan, "%s", run->one);
        walked = walk_all(run, &(struct steps){&one, 1});
    } else if (steps_make(&run->lane[0], run->nth, &steps)) {
        walked = walk_all(run, &steps);
    }
    steps_free(&steps);
    return walked;
}

int main(int argc, char **argv)
{
    struct run *run = calloc(1, sizeof *run);
    char why[CONF_WHY_SIZE] = "no memory";
    int status = EXIT_CANNOT_TELL;

    if (run != NULL) {
        run->codes = "AK-N28";
        run->nth = 1;
    }
    if (run == NULL || !take_options(argc, argv, run) ||
        !resident_prepare(run->config, &run->settings, &run->kiosk, why)) {
        fprintf(stderr, "visits: %s\n", why);
        goto out;
    }
    if (!run_all(run))
        goto out;
    printf("visits=%d delivered=%d printed=%d failed=%d\n", run->visits, run->delivered,
           run->printed, run->failed);
    status = run->failed == 0 ? EXIT_YES : EXIT_NO;

out:
    if (run != NULL) {
        trust_free(&run->kiosk.trust);
        ec_key_free(&run->kiosk.sheet_key);
    }
    free(run);
    return status;
}
