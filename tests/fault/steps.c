#include "tests/fault/steps.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STEPS_MAX = 1 << 12, WAYS = 2, QUICK = 4 };

static void add(struct steps *steps, bool harmless, const char *how, size_t way, uint64_t byte)
{
    static const char *const ways[WAYS] = {"ask", "answer"};
    struct step *step = &steps->at[steps->count];

    if (steps->count == STEPS_MAX || byte == 0)
        return;
    (void)snprintf(step->plan, sizeof step->plan, "how=%s,way=%s,byte=%" PRIu64, how, ways[way],
                   byte);
    step->harmless = harmless;
    step->spoils = strncmp(how, "flip", 4) == 0 || strcmp(how, "twice") == 0;
    steps->count++;
}

/* One of those that the other side hears of at once; another bit at each place. */
static void add_quick(struct steps *steps, uint64_t which, size_t way, uint64_t byte)
{
    static const char *const hows[QUICK] = {"ended", "reset", "twice", "flip"};
    char how[LANE_TEXT_SIZE];

    (void)snprintf(how, sizeof how, "%s", hows[which % QUICK]);
    if (which % QUICK == QUICK - 1)
        (void)snprintf(how, sizeof how, "flip,bit=%u", (unsigned)(byte % 8));
    add(steps, false, how, way, byte);
}

static void add_each_quick(struct steps *steps, size_t way, uint64_t byte)
{
    for (uint64_t which = 0; which < QUICK; which++)
        add_quick(steps, which, way, byte);
}

static uint64_t place_of(const struct mark *mark, size_t way)
{
    return way == 0 ? mark->ask : mark->answer;
}

/* The last byte of what was said until a screen came, and the first of what came next. */
static void add_borders(struct steps *steps, const struct lane *measured, size_t way)
{
    uint64_t last = 0;

    for (size_t i = 0; i < measured->marks; i++) {
        uint64_t border = place_of(&measured->mark[i], way);

        if (border == last && i > 0)
            continue;
        last = border;
        add_each_quick(steps, way, border);
        add_each_quick(steps, way, border + 1);
        add(steps, false, "lost", way, border);
        add(steps, true, "slow,ms=300", way, border);
    }
}

static void add_whole(struct steps *steps)
{
    static const struct step whole[] = {
        {.plan = "none", .harmless = true},
        {.plan = "how=narrow,rate=40000;how=narrow,way=answer,rate=40000", .harmless = true},
        {.plan = "how=refused"},
        {.plan = "how=refused,at=2"},
        {.plan = "how=deaf,at=1"}};

    for (size_t i = 0; i < sizeof whole / sizeof *whole && steps->count < STEPS_MAX; i++)
        steps->at[steps->count++] = whole[i];
}

/* Keeps one of so many. */
static void keep_each(struct steps *steps, uint64_t nth)
{
    size_t kept = 0;

    for (size_t i = 0; i < steps->count; i += nth)
        steps->at[kept++] = steps->at[i];
    steps->count = kept;
}

bool steps_make(const struct lane *measured, uint64_t nth, struct steps *out)
{
    *out = (struct steps){.at = calloc(STEPS_MAX, sizeof *out->at)};
    if (out->at == NULL)
        return false;
    add_whole(out);
    for (size_t way = 0; way < WAYS; way++)
        add_borders(out, measured, way);
    keep_each(out, nth);
    return true;
}

void steps_free(struct steps *steps)
{
    free(steps->at);
    *steps = (struct steps){0};
}
