/* Turns every guard of the table round, one after the other: always, never, and the opposite of
 * what it says. Each must break a promise, or the guard is there for nothing that anybody promised.
 * With --paths the way to each is printed. */
#include "tests/flow/walk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool kill_one(size_t row, const char *how, const struct walk_table *table, bool paths)
{
    struct walk walk;

    if (!walk_all(table, &walk))
        return false;
    printf("row %zu, %s on %s [%s] %s: %s\n", row,
           flow_table[row].group != 0 ? "group" : flow_state_name(flow_table[row].state),
           flow_event_name(flow_table[row].event), flow_guard_name(flow_table[row].guard), how,
           promise != NULL ? promise : "SURVIVED");
    if (promise != NULL && paths)
        walk_print_path();
    return promise != NULL;
}

static int kill_all(size_t row, struct flow_row *always, struct flow_row *never, bool paths)
{
    const size_t less = flow_rows - 1;
    const enum flow_guard guard = flow_table[row].guard;
    int killed = 0;

    memcpy(always, flow_table, flow_rows * sizeof *always);
    always[row].guard = FLOW_IF_always;
    memcpy(never, flow_table, row * sizeof *never);
    memcpy(never + row, flow_table + row + 1, (less - row) * sizeof *never);
    killed += kill_one(row, "always",
                       &(struct walk_table){always, always, flow_rows, flow_rows, guard}, paths);
    killed += kill_one(row, "never", &(struct walk_table){never, never, less, less, guard}, paths);
    killed += kill_one(row, "turned round",
                       &(struct walk_table){never, always, less, flow_rows, guard}, paths);
    return killed;
}

int main(int argc, char **argv)
{
    struct flow_row *always = calloc(flow_rows, sizeof *always);
    struct flow_row *never = calloc(flow_rows, sizeof *never);
    bool paths = argc > 1 && strcmp(argv[1], "--paths") == 0;
    int made = 0, killed = 0;

    for (size_t row = 0; row < flow_rows && always != NULL && never != NULL; row++) {
        if (flow_table[row].guard == FLOW_IF_always)
            continue;
        made += 3;
        killed += kill_all(row, always, never, paths);
    }
    printf("%d mutants, %d killed\n", made, killed);
    walk_free();
    free(always);
    free(never);
    return made > 0 && killed == made ? 0 : 1;
}
