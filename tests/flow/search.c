/* Walks every path of the kiosk's table, with the world free to do anything at any moment, and
 * proves what must never happen. Prints the number of situations and moves, or the path to a broken
 * promise. */
#include "app/kiosk/flow.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { AWAY, EMPTY, CARD }; /* what the reader says */

enum { NODES_MAX = 1 << 20, BUCKETS = 1 << 21, EDGES_MAX = 1 << 22, PATIENCE = 2, TRIES = 3 };

/* What has happened and what the world is like: all that a promise speaks of. */
struct world {
    uint8_t state, waiting; /* waiting: a command answers next, with `answer` */
    uint8_t answer;
    uint8_t card, tries, reminders;
    uint8_t consent, typed, dared; /* dared: an explicit yes to the last try */
    uint8_t knows, verified, judged, live1, agreed, live2, asked, looked, printed, told, voided;
    uint8_t noted; /* a code says why there is no certificate */
};

struct node {
    struct world world;
    int32_t parent;
    uint8_t event;
};

static struct node *nodes;
static int32_t count;
static int32_t *buckets;
static size_t moves;
static int32_t (*edges)[2];
static size_t edge_count;

static const char *promise; /* the one that broke */

static uint64_t hash_of(const struct world *w)
{
    const uint8_t *at = (const uint8_t *)w;
    uint64_t hash = 1469598103934665603U;

    for (size_t i = 0; i < sizeof *w; i++)
        hash = (hash ^ at[i]) * 1099511628211U;
    return hash;
}

/* A move from one situation to another, whether the other was known or not. */
static void draw_edge(int32_t from, int32_t to)
{
    if (edge_count == EDGES_MAX) {
        promise = "the search is bounded";
        return;
    }
    edges[edge_count][0] = from;
    edges[edge_count++][1] = to;
}

static void add(const struct world *w, int32_t parent, enum flow_event event)
{
    uint64_t at = hash_of(w) % BUCKETS;

    for (; buckets[at] != 0; at = (at + 1) % BUCKETS) {
        if (memcmp(&nodes[buckets[at] - 1].world, w, sizeof *w) == 0) {
            draw_edge(parent, buckets[at] - 1);
            return;
        }
    }
    if (count == NODES_MAX) {
        promise = "the search is bounded";
        return;
    }
    nodes[count] = (struct node){*w, parent, (uint8_t)event};
    buckets[at] = ++count;
    draw_edge(parent, count - 1);
}

static void must(bool holds, const char *what)
{
    if (!holds && promise == NULL)
        promise = what;
}

/* What a command may only be done after, and what it changes. */
static void do_card_command(struct world *w, enum flow_command command)
{
    must(w->consent, "no byte is read from a card before the consent (KSK-03)");
    if (command == FLOW_DO_verify) {
        must(w->typed, "a PIN is sent only once for each time it was typed (KSK-09)");
        must(w->tries > 1 || w->dared, "the last try needs an explicit yes (R26)");
        w->typed = w->dared = 0;
    }
    if (command == FLOW_DO_read)
        must(w->verified, "nothing is read without the PIN (KSK-04)");
    if (command == FLOW_DO_read || command == FLOW_DO_ask_tries)
        w->knows = 1;
}

static void do_issue_command(struct world *w, enum flow_command command)
{
    if (command == FLOW_DO_issue) {
        must(!w->asked, "a certificate is asked for once (KSK-15)");
        must(w->agreed && w->live1 && w->live2 && w->judged,
             "no certificate without the yes and both challenges (KSK-05, KSK-15)");
        must(w->card == EMPTY, "nothing goes on while a card lies there (KSK-11)");
        w->asked = 1;
    }
    if (command == FLOW_DO_print) {
        must(w->looked, "nothing is printed that the last look has not passed (KSK-16)");
        must(w->verified && w->judged && w->live1 && w->live2,
             "nothing is printed without an authentic, live card of this visit");
        must(w->card == EMPTY, "nothing is printed while a card lies there (KSK-12)");
        must(!w->printed, "a document is printed once");
        w->printed = 1;
    }
    /* Said is enough: what does not arrive is withdrawn by the record system itself (VRS-58). */
    if (command == FLOW_DO_report)
        w->told = 1;
    if (command == FLOW_DO_void_serial)
        w->voided = 1;
}

static void begin(struct world *w, enum flow_command command)
{
    switch (command) {
    case FLOW_DO_keep_consent:
        w->consent = 1;
        break;
    case FLOW_DO_ask_tries:
    case FLOW_DO_verify:
    case FLOW_DO_read:
    case FLOW_DO_judge_card:
    case FLOW_DO_challenge:
        do_card_command(w, command);
        break;
    case FLOW_DO_remind:
        w->reminders++;
        break;
    case FLOW_DO_wipe_all:
        w->knows = w->typed = 0;
        break;
    case FLOW_DO_note_differs:
    case FLOW_DO_note_not_mine:
    case FLOW_DO_note_stop:
    case FLOW_DO_note_gone:
    case FLOW_DO_note_idle:
    case FLOW_DO_note_no_reader:
    case FLOW_DO_note_no_card:
    case FLOW_DO_note_card_left:
    case FLOW_DO_note_paper_left:
        w->noted = 1;
        break;
    default:
        do_issue_command(w, command);
    }
}

static void succeed(struct world *w, enum flow_command command)
{
    switch (command) {
    case FLOW_DO_verify:
        w->verified = 1;
        w->noted = 0;
        break;
    case FLOW_DO_judge_card:
        w->judged = 1;
        break;
    case FLOW_DO_present:
        w->live1 = 1;
        break;
    case FLOW_DO_challenge:
        w->live2 = 1;
        w->reminders = 0;
        break;
    case FLOW_DO_draw_and_look:
        w->looked = 1;
        break;
    case FLOW_DO_print:
        w->reminders = 0;
        break;
    default:
        break;
    }
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
    if (!flow_answers(last)) {
        w.waiting = 0;
        add(&w, parent, cause);
        return;
    }
    if (last == FLOW_DO_check_ready) {
        answer(w, FLOW_ON_ready, parent, cause);
        return;
    }
    if (last == FLOW_DO_ask_tries) {
        for (w.tries = 1; w.tries < TRIES; w.tries++)
            answer(w, FLOW_ON_worked, parent, cause);
    }
    answer(w, FLOW_ON_worked, parent, cause);
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

static bool can_fail(enum flow_command command)
{
    return command == FLOW_DO_keep_choice ||
           (flow_answers(command) && command != FLOW_DO_wipe_all && command != FLOW_DO_void_serial);
}

static void carry_out(struct world w, const struct flow_row *row, int32_t parent)
{
    enum flow_command last = FLOW_DO_nothing;

    for (size_t i = 0; i < FLOW_COMMANDS_MAX; i++) {
        if (row->commands[i] == FLOW_DO_nothing)
            continue;
        last = row->commands[i];
        begin(&w, last);
        if (can_fail(last))
            end_badly(w, last, parent, row->event);
        succeed(&w, last);
    }
    end_well(w, last, parent, row->event);
}

static struct flow_facts facts_of(const struct world *w)
{
    struct flow_facts facts = {.is[FLOW_IF_always] = true};

    facts.is[FLOW_IF_last_try] = w->tries == 1;
    facts.is[FLOW_IF_card_lies] = w->card == CARD;
    facts.is[FLOW_IF_deck_clear] = w->card == EMPTY;
    facts.is[FLOW_IF_patient] = w->reminders < PATIENCE;
    facts.is[FLOW_IF_issued] = w->asked;
    return facts;
}

static void note_touch(struct world *w, enum flow_event event)
{
    if (event == FLOW_ON_typed_pin)
        w->typed = 1;
    if (event == FLOW_ON_yes && w->state == FLOW_last_try)
        w->dared = 1;
    if (event == FLOW_ON_yes && w->state == FLOW_preview)
        w->agreed = 1;
}

static void check_end(const struct world *w)
{
    if (w->state != FLOW_end)
        return;
    must(!w->knows && !w->typed, "every way out forgets (KSK-10)");
    must(w->told || w->noted, "without a delivery there is a code that says why");
    must(!w->asked || w->told || w->voided,
         "no serial stays that nobody holds and nobody withdrew (KSK-20)");
}

static bool moves_card(enum flow_event event)
{
    return event == FLOW_ON_card_laid || event == FLOW_ON_card_gone || event == FLOW_ON_reader_lost;
}

static uint8_t card_after(enum flow_event event)
{
    return event == FLOW_ON_card_laid ? CARD : event == FLOW_ON_card_gone ? EMPTY : AWAY;
}

static void move(int32_t from, enum flow_event event)
{
    struct world w = nodes[from].world;
    struct flow_facts facts;
    const struct flow_row *row = NULL;

    if (moves_card(event))
        w.card = card_after(event);
    facts = facts_of(&w);
    row = flow_step(w.state, event, &facts);
    w.waiting = 0;
    w.answer = 0;
    if (row == NULL) {
        must(!nodes[from].world.waiting, "an answer of a command is always understood");
        must(event != FLOW_ON_deadline || flow_seconds(w.state) == 0,
             "a deadline always leads on (KSK-10)");
        add(&w, from, event);
        return;
    }
    moves++;
    note_touch(&w, event);
    w.state = (uint8_t)row->next;
    carry_out(w, row, from);
    check_end(&w);
}

static void move_everywhere(int32_t from)
{
    const struct world *w = &nodes[from].world;

    if (w->state == FLOW_end)
        return;
    if (w->waiting) {
        /* The world moves under a working command too. */
        struct world other = *w;

        for (enum flow_event event = FLOW_ON_card_laid; event <= FLOW_ON_reader_lost; event++) {
            other.card = card_after(event);
            add(&other, from, event);
        }
        move(from, nodes[from].world.answer);
        return;
    }
    must(w->state == FLOW_welcome || flow_seconds(w->state) > 0 || w->state == FLOW_starting,
         "every state that waits has a deadline (KSK-10)");
    for (enum flow_event event = FLOW_ON_chose; event < FLOW_EVENT_COUNT; event++) {
        bool answers = event == FLOW_ON_worked || event == FLOW_ON_failed ||
                       event == FLOW_ON_none || event == FLOW_ON_wrong_pin;
        bool impossible = moves_card(event) && card_after(event) == nodes[from].world.card;

        if (!answers && !impossible && promise == NULL)
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
static void check_ways_out(void)
{
    char *leads = calloc((size_t)count, 1);
    bool reached[FLOW_STATE_COUNT] = {false};

    if (leads == NULL)
        return;
    for (int32_t i = 0; i < count; i++) {
        leads[i] = nodes[i].world.state == FLOW_end;
        reached[nodes[i].world.state] = true;
    }
    while (lead_back(leads))
        continue;
    for (int32_t i = 0; i < count; i++)
        must(leads[i], "from every situation there is a way to the end (KSK-10)");
    for (enum flow_state state = 0; state < FLOW_STATE_COUNT; state++)
        must(reached[state], "every state is reached");
    free(leads);
}

static void print_path(int32_t to)
{
    if (to > 0)
        print_path(nodes[to].parent);
    fprintf(stderr, "  %s%s%s\n", to > 0 ? flow_event_name(nodes[to].event) : "",
            to > 0 ? " → " : "", flow_state_name(nodes[to].world.state));
}

int main(void)
{
    struct world first = {.state = FLOW_starting, .tries = TRIES};
    int32_t at = 0;

    nodes = calloc(NODES_MAX, sizeof *nodes);
    buckets = calloc(BUCKETS, sizeof *buckets);
    edges = calloc(EDGES_MAX, sizeof *edges);
    if (nodes == NULL || buckets == NULL || edges == NULL)
        return 2;
    add(&first, 0, FLOW_ON_ready);
    for (; at < count && promise == NULL; at++)
        move_everywhere(at);
    if (promise == NULL)
        check_ways_out();
    if (promise != NULL) {
        fprintf(stderr, "broken: %s\n", promise);
        print_path(at > 0 ? at - 1 : 0);
        return 1;
    }
    printf("%d situations, %zu moves, no promise broken\n", count, moves);
    free(nodes);
    free(buckets);
    free(edges);
    return 0;
}
