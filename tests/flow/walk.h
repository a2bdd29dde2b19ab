/* Walks every path of a table, with the world free to do anything at any moment. */
#ifndef TESTS_FLOW_WALK_H
#define TESTS_FLOW_WALK_H

#include "tests/flow/world.h"

/* The table that is walked: `when` as long as `guard` holds, and `otherwise`. The shipped one is
 * both. */
struct walk_table {
    const struct flow_row *when, *otherwise;
    size_t when_rows, otherwise_rows;
    enum flow_guard guard;
};

struct walk {
    size_t situations, moves, ends, rows; /* rows: of the table `when`, taken at least once */
};

/* Walks until a promise breaks (then `promise` says which) or everything was seen. False without
 * memory. */
bool walk_all(const struct walk_table *table, struct walk *out);

/* Whether the last walk took that row of `when` in that state: what there is to be walked. */
bool walk_took(enum flow_state from, size_t row);

/* The way to the broken promise of the last walk. */
void walk_print_path(void);

void walk_free(void);

#endif
