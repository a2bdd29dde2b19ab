/* Proves of the shipped table what must never happen. Prints its size, or the path to a broken
 * promise. */
#include "tests/flow/walk.h"

#include <stdio.h>

int main(void)
{
    const struct walk_table table = {.when = flow_table,
                                     .otherwise = flow_table,
                                     .when_rows = flow_rows,
                                     .otherwise_rows = flow_rows,
                                     .guard = FLOW_IF_always};
    struct walk walk;

    if (!walk_all(&table, &walk))
        return 2;
    if (promise == NULL && walk.rows != flow_rows)
        promise = "every row of the table is taken somewhere";
    if (promise != NULL) {
        printf("broken: %s\n", promise);
        walk_print_path();
        walk_free();
        return 1;
    }
    printf(
        "%d states, %zu rows, all taken; %zu situations, %zu moves, %zu ends, no promise broken\n",
        FLOW_STATE_COUNT, flow_rows, walk.situations, walk.moves, walk.ends);
    walk_free();
    return 0;
}
