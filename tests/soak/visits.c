/* One resident after the other in one address space, which no kiosk does: what a visit leaves
 * behind of memory, descriptors or threads adds up here. The flow and the line to the centre are
 * the shipped ones; card, screen, printer and money are simulated. usage: soak.visits --config
 * KIOSK.CONF --port PORT --visits N --seed N CARD NO-RECORD-CARD. Of twenty, two leave with a
 * paper, for that is where the time goes. Standard output is for tests/soak/flat.py. */
#include "tests/fault/resident.h"

#include <dirent.h>
#include <getopt.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SAMPLES = 300, LINE_SIZE = 256 };

/* What somebody does, and how their visit must end. */
struct way {
    bool no_record;
    const char *leaves; /* the state at which they choose `by`; NULL: they stay */
    const char *by;
    bool wrong_pin;
    enum err code;
    int papers;
};

static const struct way ways[] = {
    {.papers = 1},
    {.leaves = "pin", .by = "stop", .code = AK_S30},
    {.no_record = true, .code = AK_R58},
    {.leaves = "consent", .by = "stop", .code = AK_S30},
    {.wrong_pin = true, .leaves = "pin", .by = "stop", .code = AK_C31},
    {.leaves = "take_paper", .by = "not_mine", .code = AK_S62, .papers = 1},
    {.no_record = true, .code = AK_R58},
    {.leaves = "choose", .by = "stop", .code = AK_S30},
    {.no_record = true, .code = AK_R58},
    {.leaves = "pin", .by = "stop", .code = AK_S30},
    {.no_record = true, .code = AK_R58},
    {.leaves = "consent", .by = "stop", .code = AK_S30},
    {.no_record = true, .code = AK_R58},
    {.leaves = "consent", .by = "stop", .code = AK_S30},
    {.wrong_pin = true, .leaves = "pin", .by = "stop", .code = AK_C31},
    {.no_record = true, .code = AK_R58},
    {.leaves = "choose", .by = "stop", .code = AK_S30},
    {.no_record = true, .code = AK_R58},
    {.leaves = "consent", .by = "stop", .code = AK_S30},
    {.leaves = "pin", .by = "stop", .code = AK_S30},
};

struct run {
    const char *config, *card, *no_record;
    int port;
    unsigned long visits, seed;
    struct settings settings;
    struct kiosk prepared;
    struct screen_port screen;
    const struct way *way;
    bool typed; /* they typed a wrong PIN already */
    bool leaving;
};

static void show(void *self, const struct screen_view *view)
{
    struct run *run = self;

    run->leaving = run->way->leaves != NULL && strcmp(view->state, run->way->leaves) == 0;
    run->screen.show(run->screen.self, view);
}

static int fd(void *self)
{
    struct run *run = self;

    return run->screen.fd(run->screen.self);
}

static void next(void *self, struct screen_event *out)
{
    struct run *run = self;
    char wrong[] = "9999";

    run->screen.next(run->screen.self, out);
    if (!run->leaving || out->did == SCREEN_NOTHING)
        return;
    pin_wipe(&out->pin);
    if (run->way->wrong_pin && !run->typed) {
        run->typed = pin_take(&out->pin, wrong, PIN_LEN);
        return;
    }
    out->did = SCREEN_CHOSE;
    (void)snprintf(out->id, sizeof out->id, "%s", run->way->by);
}

static void dress(void *self, struct kiosk *kiosk)
{
    struct run *run = self;

    run->screen = kiosk->screen;
    kiosk->screen = (struct screen_port){run, show, fd, next, NULL};
}

static bool visit(struct run *run, const struct way *way)
{
    const struct resident resident = {.config = run->config,
                                      .card = way->no_record ? run->no_record : run->card,
                                      .port = run->port,
                                      .dress = dress,
                                      .self = run};
    struct outcome outcome = {0};

    run->way = way;
    run->typed = false;
    run->leaving = false;
    if (resident_visit(&resident, &run->settings, &run->prepared, &outcome) &&
        outcome.code == way->code && outcome.printed == way->papers && outcome.own)
        return true;
    fprintf(stderr, "soak.visits: way %d ends with %s and %d papers\n", (int)(way - ways),
            err_name(outcome.code), outcome.printed);
    return false;
}

static int count_descriptors(void)
{
    DIR *folder = opendir("/proc/self/fd");
    int count = 0;

    while (folder != NULL && readdir(folder) != NULL)
        count++;
    if (folder != NULL)
        (void)closedir(folder);
    return count;
}

/* What is free goes back to the system first: where it lies is the allocator's affair (which has
 * one arena for all threads here: it gives back the end of no other), and what stays is used. */
static void sample(void)
{
    FILE *status = NULL;
    char line[LINE_SIZE];
    long value = 0;

    (void)malloc_trim(0);
    status = fopen("/proc/self/status", "re");
    while (status != NULL && fgets(line, sizeof line, status) != NULL) {
        if (sscanf(line, "RssAnon: %ld", &value) == 1)
            printf("process kb %ld\n", value);
        else if (sscanf(line, "Threads: %ld", &value) == 1)
            printf("process threads %ld\n", value);
    }
    if (status != NULL)
        (void)fclose(status);
    printf("process descriptors %d\n", count_descriptors());
    (void)fflush(stdout);
}

static bool walk(struct run *run)
{
    const size_t count = sizeof ways / sizeof *ways;
    unsigned long each = run->visits / SAMPLES > count ? run->visits / SAMPLES : count;

    for (unsigned long i = 0; i < run->visits; i++) {
        if (!visit(run, &ways[(run->seed + i) % count]))
            return false;
        if (i % each == each - 1)
            sample();
    }
    return true;
}

static bool take_options(int argc, char **argv, struct run *run)
{
    static const struct option options[] = {{"config", required_argument, NULL, 'c'},
                                            {"port", required_argument, NULL, 'p'},
                                            {"visits", required_argument, NULL, 'v'},
                                            {"seed", required_argument, NULL, 's'},
                                            {0}};
    int option = 0;

    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (option == 'c')
            run->config = optarg;
        else if (option == 'p')
            run->port = (int)strtol(optarg, NULL, 10);
        else if (option == 'v')
            run->visits = strtoul(optarg, NULL, 10);
        else if (option == 's')
            run->seed = strtoul(optarg, NULL, 10);
        else
            return false;
    }
    if (optind + 2 != argc)
        return false;
    run->card = argv[optind];
    run->no_record = argv[optind + 1];
    return run->config != NULL && run->port > 0 && run->visits > 0;
}

int main(int argc, char **argv)
{
    struct run *run = calloc(1, sizeof *run);
    char why[CONF_WHY_SIZE] = "not as the head of visits.c says";
    int status = EXIT_CANNOT_TELL;

    if (run == NULL || mallopt(M_ARENA_MAX, 1) != 1 || !take_options(argc, argv, run) ||
        !resident_prepare(run->config, &run->settings, &run->prepared, why)) {
        fprintf(stderr, "soak.visits: %s\n", why);
        goto out;
    }
    status = walk(run) ? EXIT_YES : EXIT_NO;

out:
    if (run != NULL) {
        trust_free(&run->prepared.trust);
        ec_key_free(&run->prepared.sheet_key);
    }
    free(run);
    return status;
}
