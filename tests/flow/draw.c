/* Prints the kiosk's table as a graph for dot. */
#include "app/kiosk/flow.h"

#include <stdio.h>

static void draw_state(enum flow_state state)
{
    int seconds = flow_seconds(state);

    printf("  %s [label=\"%s", flow_state_name(state), flow_state_name(state));
    if (seconds > 0)
        printf("\\n%d s", seconds);
    printf("\"%s];\n", seconds == 0 ? ", style=\"rounded,dashed\"" : "");
}

static void draw_edge(const char *from, const struct flow_row *row)
{
    printf("  %s -> %s [label=\"%s", from,
           row->next == FLOW_same ? from : flow_state_name(row->next), flow_event_name(row->event));
    if (row->guard != FLOW_IF_always)
        printf(" [%s]", flow_guard_name(row->guard));
    for (size_t i = 0; i < FLOW_COMMANDS_MAX; i++)
        if (row->commands[i] != FLOW_DO_nothing)
            printf("\\n/ %s", flow_command_name(row->commands[i]));
    printf("\"];\n");
}

static const char *group_name(unsigned group)
{
    switch (group) {
    case FLOW_IN_IDLE:
        return "any_idle";
    case FLOW_IN_CANCEL:
        return "any_cancel";
    case FLOW_IN_CARD:
        return "any_card";
    case FLOW_IN_ASKED:
        return "any_asked";
    default:
        return "any";
    }
}

static void draw_group(unsigned group, const char *label)
{
    printf("  %s [shape=note, label=\"%s:", group_name(group), label);
    for (enum flow_state state = 0; state < FLOW_STATE_COUNT; state++)
        if (group == FLOW_IN_ANY || (flow_groups(state) & group) != 0)
            printf("\\n%s", flow_state_name(state));
    printf("\"];\n");
}

int main(void)
{
    printf("digraph flow {\n  rankdir=TB;\n  node [shape=box, style=rounded, fontname=\"Noto Sans "
           "CJK JP\"];\n"
           "  edge [fontname=\"Noto Sans CJK JP\", fontsize=10];\n");
    for (enum flow_state state = 0; state < FLOW_STATE_COUNT; state++)
        draw_state(state);
    draw_group(FLOW_IN_IDLE, "idle");
    draw_group(FLOW_IN_CANCEL, "may stop");
    draw_group(FLOW_IN_CARD, "the card must lie");
    draw_group(FLOW_IN_ASKED, "a serial was asked for");
    draw_group(FLOW_IN_ANY, "every state");
    for (size_t i = 0; i < flow_rows; i++)
        draw_edge(flow_table[i].group != 0 ? group_name(flow_table[i].group)
                                           : flow_state_name(flow_table[i].state),
                  &flow_table[i]);
    printf("}\n");
    return 0;
}
