#include "tests/flow/walk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NODES_MAX = 1 << 17, BUCKETS = 1 << 18, EDGES_MAX = 1 << 20, ROWS_MAX = 256 };

struct node {
    struct world world;
    int32_t parent;
    uint8_t event;
};

static struct node *nodes;
static int32_t count, at;
static int32_t *buckets;
static int32_t (*edges)[2];
static size_t edge_count, moves;
static bool taken[FLOW_STATE_COUNT][ROWS_MAX]; /* rows of the table `when`, and where */
static const struct walk_table *walked;

static uint64_t hash_of(const struct world *w)
{
    const uint8_t *byte = (const uint8_t *)w;
    uint64_t hash = 1469598103934665603U;

    for (size_t i = 0; i < sizeof *w; i++)
        hash = (hash ^ byte[i]) * 1099511628211U;
    return hash;
}

/* A move from one situation to another, whether the other was known or not. */
static void draw_edge(int32_t from, int32_t to)
{
    must(edge_count < EDGES_MAX, "the search is bounded");
    if (edge_count == EDGES_MAX)
        return;
    edges[edge_count][0] = from;
    edges[edge_count++][1] = to;
}

static void add(const struct world *w, int32_t parent, enum flow_event event)
{
    uint64_t bucket = hash_of(w) % BUCKETS;

    for (; buckets[bucket] != 0; bucket = (bucket + 1) % BUCKETS) {
        if (memcmp(&nodes[buckets[bucket] - 1].world, w, sizeof *w) == 0) {
            draw_edge(parent, buckets[bucket] - 1);
            return;
        }
    }
    must(count < NODES_MAX, "the search is bounded");
    if (count == NODES_MAX)
        return;
    nodes[count] = (struct node){*w, parent, (uint8_t)event};
    buckets[bucket] = ++count;
    draw_edge(parent, count - 1);
}

static void answer(struct world w, enum flow_event event, int32_t parent, enum flow_event cause)
{
    w.waiting = 1;
    w.answer = (uint8_t)event;
    add(&w, parent, cause);
}

/* Every way the last command can end well. */
static void end_well(struct world w, enum flow_command last, int32_t parent, enum flow_event cause)
{
    if (last == FLOW_DO_keep_choice) {
        for (w.travel = 0; w.travel < 2; w.travel++)
            add(&w, parent, cause);
    } else if (last == FLOW_DO_check_ready) {
        for (w.priced = 0; w.priced < 2; w.priced++)
            answer(w, FLOW_ON_ready, parent, cause);
    } else if (last == FLOW_DO_ask_tries) {
        for (w.tries = 1; w.tries <= TRIES; w.tries++)
            answer(w, FLOW_ON_worked, parent, cause);
    } else if (flow_answers(last)) {
        answer(w, FLOW_ON_worked, parent, cause);
    } else {
        add(&w, parent, cause);
    }
}

static void end_badly(struct world w, enum flow_command command, int32_t parent,
                      enum flow_event cause)
{
    w.noted = 1;
    answer(w, FLOW_ON_failed, parent, cause);
    if (command == FLOW_DO_present)
        answer(w, FLOW_ON_none, parent, cause);
    if (command == FLOW_DO_verify && w.tries > 1) {
        w.tries--;
        answer(w, FLOW_ON_wrong_pin, parent, cause);
    }
}

/* As loop.c does it: what is done at once first. */
static void carry_out(struct world w, const struct flow_row *row, int32_t parent)
{
    enum flow_command last = FLOW_DO_nothing;

    for (int answering = 0; answering < 2; answering++)
        for (size_t i = 0; i < FLOW_COMMANDS_MAX; i++) {
            enum flow_command command = row->commands[i];

            if (command == FLOW_DO_nothing || flow_answers(command) != answering)
                continue;
            last = command;
            world_begin(&w, command);
            if (world_can_fail(command))
                end_badly(w, command, parent, row->event);
            world_succeed(&w, command);
        }
    end_well(w, last, parent, row->event);
}

static bool moves_card(enum flow_event event)
{
    return event == FLOW_ON_card_laid || event == FLOW_ON_card_gone || event == FLOW_ON_reader_lost;
}

static uint8_t card_after(enum flow_event event)
{
    return event == FLOW_ON_card_laid ? CARD : event == FLOW_ON_card_gone ? EMPTY : AWAY;
}

static const struct flow_row *step(const struct world *w, enum flow_event event)
{
    struct flow_facts facts = world_facts(w);
    bool when = facts.is[walked->guard];

    return flow_step_in(when ? walked->when : walked->otherwise,
                        when ? walked->when_rows : walked->otherwise_rows, w->state, event, &facts);
}

static void take(struct world *w, enum flow_event event, const struct flow_row *row)
{
    moves++;
    if (row >= walked->when && row < walked->when + walked->when_rows)
        taken[w->state][row - walked->when] = true;
    world_take(w, event, row);
    w->state = (uint8_t)flow_next(row, w->state);
}

static void move(int32_t from, enum flow_event event)
{
    struct world w = nodes[from].world;
    const struct flow_row *row = NULL;
    uint8_t before = w.state;

    if (moves_card(event))
        w.card = card_after(event);
    row = step(&w, event);
    w.waiting = w.answer = 0;
    if (row == NULL) {
        must(!nodes[from].world.waiting, "an answer of a command is always understood");
        must(event != FLOW_ON_deadline || flow_seconds(w.state) == 0,
             "a deadline always leads on (KSK-10)");
        must(event != FLOW_ON_staff, "staff can be called from everywhere");
        add(&w, from, event);
        return;
    }
    take(&w, event, row);
    if (w.state != before)
        world_enter(&w);
    carry_out(w, row, from);
}

/* What the person may do while a command is at work: nothing of it starts another. */
static void move_beside(int32_t from, enum flow_event event)
{
    struct world w = nodes[from].world;
    const struct flow_row *row = step(&w, event);

    if (row == NULL || !flow_beside(w.state, row))
        return;
    take(&w, event, row);
    for (size_t i = 0; i < FLOW_COMMANDS_MAX; i++)
        world_begin(&w, row->commands[i]);
    if (w.halted && w.state == FLOW_paying)
        w.answer = FLOW_ON_failed;
    add(&w, from, event);
}

static bool is_answer(enum flow_event event)
{
    return event == FLOW_ON_ready || event == FLOW_ON_worked || event == FLOW_ON_failed ||
           event == FLOW_ON_none || event == FLOW_ON_wrong_pin;
}

static void move_at_work(int32_t from)
{
    for (enum flow_event event = 0; event < FLOW_EVENT_COUNT && promise == NULL; event++) {
        struct world w = nodes[from].world;

        if (moves_card(event)) { /* the world moves under a working command too */
            w.card = card_after(event);
            add(&w, from, event);
        } else if (!is_answer(event) && (event != FLOW_ON_deadline || flow_seconds(w.state) > 0)) {
            move_beside(from, event);
        }
    }
    if (promise == NULL)
        move(from, nodes[from].world.answer);
}

static void move_everywhere(int32_t from)
{
    const struct world *w = &nodes[from].world;

    if (w->state == FLOW_end)
        return;
    if (w->waiting) {
        move_at_work(from);
        return;
    }
    must(flow_seconds(w->state) > 0, "every state that waits has a deadline (KSK-10)");
    for (enum flow_event event = 0; event < FLOW_EVENT_COUNT && promise == NULL; event++) {
        bool impossible = moves_card(event) && card_after(event) == nodes[from].world.card;

        if (!is_answer(event) && !impossible)
            move(from, event);
    }
}

static bool lead_back(char *leads)
{
    bool changed = false;

    for (size_t i = edge_count; i-- > 0;) {
        if (leads[edges[i][1]] && !leads[edges[i][0]]) {
            leads[edges[i][0]] = 1;
            changed = true;
        }
    }
    return changed;
}

/* Every state is reached, and from every situation there is a way to the end. */
static bool check_ways_out(struct walk *out)
{
    char *leads = calloc((size_t)count, 1);
    bool reached[FLOW_STATE_COUNT] = {false};

    if (leads == NULL)
        return false;
    for (int32_t i = 0; i < count; i++) {
        leads[i] = nodes[i].world.state == FLOW_end;
        out->ends += (size_t)leads[i];
        reached[nodes[i].world.state] = true;
    }
    while (lead_back(leads))
        continue;
    for (at = 0; at < count && leads[at]; at++)
        continue;
    must(at == count, "from every situation there is a way to the end (KSK-10)");
    for (enum flow_state state = 0; state < FLOW_STATE_COUNT; state++)
        must(reached[state], "every state is reached");
    free(leads);
    return true;
}

static bool prepare(void)
{
    if (nodes == NULL)
        nodes = calloc(NODES_MAX, sizeof *nodes);
    if (edges == NULL)
        edges = calloc(EDGES_MAX, sizeof *edges);
    if (buckets == NULL)
        buckets = calloc(BUCKETS, sizeof *buckets);
    else
        memset(buckets, 0, BUCKETS * sizeof *buckets);
    memset(taken, 0, sizeof taken);
    count = 0;
    edge_count = moves = 0;
    promise = NULL;
    return nodes != NULL && edges != NULL && buckets != NULL;
}

static bool is_taken(size_t row)
{
    for (enum flow_state from = 0; from < FLOW_STATE_COUNT; from++)
        if (taken[from][row])
            return true;
    return false;
}

bool walk_all(const struct walk_table *table, struct walk *out)
{
    const struct world first = {.state = FLOW_starting, .tries = TRIES};
    bool whole = true;

    *out = (struct walk){0};
    if (!prepare() || table->when_rows > ROWS_MAX)
        return false;
    walked = table;
    add(&first, 0, FLOW_ON_ready);
    for (at = 0; at < count && promise == NULL; at++)
        move_everywhere(at);
    if (promise == NULL)
        whole = check_ways_out(out);
    out->situations = (size_t)count;
    out->moves = moves;
    for (size_t i = 0; i < table->when_rows; i++)
        out->rows += is_taken(i);
    return whole;
}

bool walk_took(enum flow_state from, size_t row)
{
    return taken[from][row];
}

static void print_to(int32_t to)
{
    if (to > 0)
        print_to(nodes[to].parent);
    printf("  %s%s%s\n", to > 0 ? flow_event_name(nodes[to].event) : "", to > 0 ? " → " : "",
           flow_state_name(nodes[to].world.state));
}

/* The walk stopped one behind the situation in which it broke. */
void walk_print_path(void)
{
    print_to(at > 0 ? at - 1 : 0);
}

void walk_free(void)
{
    free(nodes);
    free(buckets);
    free(edges);
    nodes = NULL;
    buckets = NULL;
    edges = NULL;
}
