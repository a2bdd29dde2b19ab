#include "app/kiosk/flow.h"

static const struct {
    const char *name;
    int seconds;
    unsigned groups;
} states[] = {
#define FLOW_ENTRY(name, seconds, groups) {#name, seconds, groups},
    FLOW_STATES(FLOW_ENTRY)
#undef FLOW_ENTRY
};

#define FLOW_ENTRY(name) #name,
static const char *const events[] = {FLOW_EVENTS(FLOW_ENTRY)};
static const char *const guards[] = {FLOW_GUARDS(FLOW_ENTRY)};
#undef FLOW_ENTRY

static const struct {
    const char *name;
    int limit;
} commands[] = {
#define FLOW_ENTRY(name, seconds) {#name, seconds},
    FLOW_COMMANDS(FLOW_ENTRY)
#undef FLOW_ENTRY
};

static bool applies(const struct flow_row *row, enum flow_state state, unsigned groups)
{
    return groups != 0 ? (row->group & groups) != 0 : row->group == 0 && row->state == state;
}

static const struct flow_row *find(const struct flow_row *table, size_t rows, enum flow_state state,
                                   unsigned groups, enum flow_event event,
                                   const struct flow_facts *facts)
{
    for (size_t i = 0; i < rows; i++)
        if (applies(&table[i], state, groups) && table[i].event == event &&
            (table[i].guard == FLOW_IF_always || facts->is[table[i].guard]))
            return &table[i];
    return NULL;
}

const struct flow_row *flow_step_in(const struct flow_row *table, size_t rows,
                                    enum flow_state state, enum flow_event event,
                                    const struct flow_facts *facts)
{
    const struct flow_row *row = find(table, rows, state, 0, event, facts);

    return row != NULL ? row
                       : find(table, rows, state, states[state].groups | FLOW_IN_ANY, event, facts);
}

const struct flow_row *flow_step(enum flow_state state, enum flow_event event,
                                 const struct flow_facts *facts)
{
    return flow_step_in(flow_table, flow_rows, state, event, facts);
}

enum flow_state flow_next(const struct flow_row *row, enum flow_state from)
{
    return row->next == FLOW_same ? from : row->next;
}

bool flow_beside(enum flow_state state, const struct flow_row *row)
{
    for (size_t i = 0; i < FLOW_COMMANDS_MAX; i++)
        if (flow_answers(row->commands[i]))
            return false;
    return (states[state].groups & FLOW_IN_BESIDE) != 0 || row->group == FLOW_IN_ANY;
}

const char *flow_state_name(enum flow_state state)
{
    return states[state].name;
}

const char *flow_event_name(enum flow_event event)
{
    return events[event];
}

const char *flow_guard_name(enum flow_guard guard)
{
    return guards[guard];
}

const char *flow_command_name(enum flow_command command)
{
    return commands[command].name;
}

bool flow_answers(enum flow_command command)
{
    return commands[command].limit > 0;
}

int flow_limit(enum flow_command command)
{
    return commands[command].limit;
}

int flow_seconds(enum flow_state state)
{
    return states[state].seconds;
}

unsigned flow_groups(enum flow_state state)
{
    return states[state].groups;
}
