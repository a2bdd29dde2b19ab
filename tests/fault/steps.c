#include "tests/fault/steps.h"

#include "drivers/fault/dice.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STEPS_MAX = 8192, WAYS = 2 };

/* How many places between the borders, for faults that show at once and for those that are waited
 * for. */
static const struct {
    size_t quick, waiting;
} samples[] = {[false] = {5, 0}, [true] = {36, 3}};

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

/* What the other side hears of at once. Another bit at each place. */
static void add_quick(struct steps *steps, size_t way, uint64_t byte)
{
    char flip[LANE_TEXT_SIZE];

    (void)snprintf(flip, sizeof flip, "flip,bit=%u", (unsigned)(byte % 8));
    add(steps, false, "ended", way, byte);
    add(steps, false, "reset", way, byte);
    add(steps, false, "twice", way, byte);
    add(steps, false, flip, way, byte);
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
        add_quick(steps, way, border);
        add_quick(steps, way, border + 1);
        add(steps, false, "lost", way, border);
        add(steps, true, "slow,ms=300", way, border);
    }
}

static void add_sample(struct steps *steps, size_t way, uint64_t total, bool dense,
                       struct dice *dice)
{
    for (size_t i = 0; i < samples[dense].quick; i++)
        add_quick(steps, way, 1 + dice_next(dice) % total);
    for (size_t i = 0; i < samples[dense].waiting; i++)
        add(steps, false, "lost", way, 1 + dice_next(dice) % total);
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

bool steps_make(const struct lane *measured, bool dense, uint64_t seed, struct steps *out)
{
    const struct mark *end = &measured->mark[measured->marks - 1];
    struct dice dice = dice_at(seed, 1);

    *out = (struct steps){.at = calloc(STEPS_MAX, sizeof *out->at)};
    if (out->at == NULL)
        return false;
    add_whole(out);
    for (size_t way = 0; way < WAYS; way++) {
        add_borders(out, measured, way);
        add_sample(out, way, place_of(end, way), dense, &dice);
    }
    return true;
}

void steps_thin(struct steps *steps, size_t every)
{
    size_t kept = 0;

    for (size_t i = 0; i < steps->count; i += every)
        steps->at[kept++] = steps->at[i];
    steps->count = kept;
}

void steps_free(struct steps *steps)
{
    free(steps->at);
    *steps = (struct steps){0};
}
