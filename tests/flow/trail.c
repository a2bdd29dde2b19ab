#include "tests/flow/trail.h"

#include <string.h>

enum { WORD_SIZE = 64 };

struct place {
    enum flow_state state;
    bool moving; /* an event was told, and not yet where it led to */
    enum flow_event event;
};

static bool find_state(const char *word, enum flow_state *out)
{
    for (*out = 0; *out < FLOW_STATE_COUNT; (*out)++)
        if (strcmp(word, flow_state_name(*out)) == 0)
            return true;
    return false;
}

static bool find_event(const char *word, enum flow_event *out)
{
    for (*out = 0; *out < FLOW_EVENT_COUNT; (*out)++)
        if (strcmp(word, flow_event_name(*out)) == 0)
            return true;
    return false;
}

/* A log does not say which guards held: the row that leads to `next` with one of them, or none. */
static const struct flow_row *row_to(const struct place *place, enum flow_state next)
{
    for (enum flow_guard guard = 0; guard < FLOW_GUARD_COUNT; guard++) {
        struct flow_facts facts = {.is[FLOW_IF_always] = true};
        const struct flow_row *row = NULL;

        facts.is[guard] = true;
        row = flow_step(place->state, place->event, &facts);
        if (row != NULL && flow_next(row, place->state) == next)
            return row;
    }
    return NULL;
}

/* The event that was told led to `next`. Whoever stays is told of only when the screen changes. */
static bool arrive(struct trail *trail, struct place *place, enum flow_state next)
{
    const struct flow_row *row = NULL;

    if (!place->moving)
        return place->state == next;
    row = row_to(place, next);
    if (row == NULL)
        return false;
    if (trail->took != NULL)
        trail->took(trail->self, place->state, row);
    *place = (struct place){.state = next};
    return true;
}

static bool take_word(struct trail *trail, struct place *place, const char *word)
{
    enum flow_state state = FLOW_starting;
    enum flow_event event = FLOW_ON_ready;

    if (strcmp(word, "idle") == 0)
        return arrive(trail, place, place->state);
    if (find_state(word, &state)) {
        if (arrive(trail, place, state))
            return true;
        *place = (struct place){.state = state};
        return state == FLOW_starting; /* of another visit */
    }
    if (!find_event(word, &event) || !arrive(trail, place, place->state))
        return false;
    place->moving = true;
    place->event = event;
    return true;
}

bool trail_walk(struct trail *trail, FILE *log)
{
    struct place place = {.state = FLOW_end};
    char program[WORD_SIZE], word[WORD_SIZE];

    while (fgets(trail->line, sizeof trail->line, log) != NULL) {
        if (sscanf(trail->line, "%*s %63s %63s", program, word) != 2 ||
            strcmp(program, "akashi-kiosk") != 0)
            continue;
        trail->words++;
        if (!take_word(trail, &place, word))
            return false;
    }
    return true;
}
