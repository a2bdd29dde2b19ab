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
    bool answers;
} commands[] = {
#define FLOW_ENTRY(name, answers) {#name, answers},
    FLOW_COMMANDS(FLOW_ENTRY)
#undef FLOW_ENTRY
};

static const struct flow_row *find(enum flow_state state, unsigned groups, enum flow_event event,
                                   const struct flow_facts *facts)
{
    for (size_t i = 0; i < flow_rows; i++) {
        const struct flow_row *row = &flow_table[i];
        bool here =
            groups != 0 ? (row->group & groups) != 0 : row->group == 0 && row->state == state;

        if (here && row->event == event && (row->guard == FLOW_IF_always || facts->is[row->guard]))
            return row;
    }
    return NULL;
}

const struct flow_row *flow_step(enum flow_state state, enum flow_event event,
                                 const struct flow_facts *facts)
{
    const struct flow_row *row = find(state, 0, event, facts);

    if (row == NULL && states[state].groups != 0)
        row = find(state, states[state].groups, event, facts);
    return row;
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
    return commands[command].answers;
}

int flow_seconds(enum flow_state state)
{
    return states[state].seconds;
}

unsigned flow_groups(enum flow_state state)
{
    return states[state].groups;
}
