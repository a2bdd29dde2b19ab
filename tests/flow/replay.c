/* Walks the way through the table that a kiosk's log tells of: replay LOG. Each state must be one
 * that the events before it lead to. A visit may break off (kill -9); what is told must be true. */
#include "app/kiosk/flow.h"

#include <stdio.h>
#include <string.h>

enum { LINE_SIZE = 512, WORD_SIZE = 64 };

/* Where the visit can be, guards being free. */
struct places {
    bool is[FLOW_STATE_COUNT];
};

static bool find_state(const char *word, enum flow_state *out)
{
    for (enum flow_state state = 0; state < FLOW_STATE_COUNT; state++)
        if (strcmp(word, flow_state_name(state)) == 0) {
            *out = state;
            return true;
        }
    return false;
}

static bool find_event(const char *word, enum flow_event *out)
{
    for (enum flow_event event = 0; event < FLOW_EVENT_COUNT; event++)
        if (strcmp(word, flow_event_name(event)) == 0) {
            *out = event;
            return true;
        }
    return false;
}

static bool applies(const struct flow_row *row, enum flow_state state, enum flow_event event)
{
    unsigned groups = flow_groups(state) | FLOW_IN_ANY;

    return row->event == event &&
           (row->group != 0 ? (row->group & groups) != 0 : row->state == state);
}

/* False: from none of the places does the event lead anywhere. */
static bool follow(struct places *places, enum flow_event event)
{
    struct places next = {{false}};
    bool any = false;

    for (enum flow_state state = 0; state < FLOW_STATE_COUNT; state++)
        for (size_t i = 0; i < flow_rows && places->is[state]; i++)
            if (applies(&flow_table[i], state, event))
                any = next.is[flow_next(&flow_table[i], state)] = true;
    *places = next;
    return any;
}

static bool take_word(struct places *places, const char *word)
{
    enum flow_state state = FLOW_starting;
    enum flow_event event = FLOW_ON_ready;

    if (strcmp(word, "idle") == 0)
        return true;
    if (find_event(word, &event))
        return follow(places, event);
    if (!find_state(word, &state) || (state != FLOW_starting && !places->is[state]))
        return false;
    *places = (struct places){{false}};
    places->is[state] = true;
    return true;
}

int main(int argc, char **argv)
{
    FILE *log = argc == 2 ? fopen(argv[1], "r") : NULL;
    char line[LINE_SIZE], program[WORD_SIZE], word[WORD_SIZE];
    struct places places = {{false}};
    int words = 0, bad = 0;

    if (log == NULL) {
        fprintf(stderr, "usage: replay LOG\n");
        return 2;
    }
    while (fgets(line, sizeof line, log) != NULL && bad == 0) {
        if (sscanf(line, "%*s %63s %63s", program, word) != 2 ||
            strcmp(program, "akashi-kiosk") != 0)
            continue;
        words++;
        bad = !take_word(&places, word);
    }
    (void)fclose(log);
    if (bad != 0)
        printf("the table does not lead there: %s", line);
    else
        printf("%d steps, all of them the table's\n", words);
    return bad != 0 || words == 0 ? 1 : 0;
}
