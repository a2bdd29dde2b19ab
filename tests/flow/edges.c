/* Which edges of the shipped table kiosks have gone, by their logs: edges LOG… An edge is a row in
 * one of the states that it is for. Whatever the search can take, some kiosk must have taken. */
#include "tests/flow/trail.h"
#include "tests/flow/walk.h"

enum { ROWS_MAX = 256 };

static size_t hits[FLOW_STATE_COUNT][ROWS_MAX];

static void note(void *self, enum flow_state from, const struct flow_row *row)
{
    (void)self;
    hits[from][row - flow_table]++;
}

/* What a log tells until it breaks off; that each is true, flow.replay has said. */
static bool read_log(const char *path)
{
    struct trail trail = {.took = note};
    FILE *log = fopen(path, "r");

    if (log == NULL) {
        printf("%s: cannot be read\n", path);
        return false;
    }
    if (!trail_walk(&trail, log))
        printf("%s: followed up to %s", path, trail.line);
    (void)fclose(log);
    return true;
}

static void tell(const char *what, enum flow_state from, const struct flow_row *row)
{
    printf("%s: %s on %s [%s] to %s%s\n", what, flow_state_name(from), flow_event_name(row->event),
           flow_guard_name(row->guard), flow_state_name(flow_next(row, from)),
           row->group != 0 ? ", a row of many" : "");
}

/* False: something that can be taken was not, or something that cannot was. */
static bool compare(void)
{
    size_t edges = 0, gone = 0, rows = 0;
    bool strange = false;

    for (size_t i = 0; i < flow_rows; i++) {
        bool hit = false;

        for (enum flow_state from = 0; from < FLOW_STATE_COUNT; from++) {
            if (!walk_took(from, i) && hits[from][i] == 0)
                continue;
            edges++;
            gone += hits[from][i] > 0;
            hit = hit || hits[from][i] > 0;
            strange = strange || !walk_took(from, i);
            if (hits[from][i] == 0 || !walk_took(from, i))
                tell(hits[from][i] == 0 ? "never" : "unknown to the search", from, &flow_table[i]);
        }
        rows += hit;
    }
    printf("rows=%zu hit=%zu edges=%zu hit=%zu\n", flow_rows, rows, edges, gone);
    return gone == edges && !strange;
}

int main(int argc, char **argv)
{
    const struct walk_table table = {.when = flow_table,
                                     .otherwise = flow_table,
                                     .when_rows = flow_rows,
                                     .otherwise_rows = flow_rows,
                                     .guard = FLOW_IF_always};
    struct walk walk;
    bool good = walk_all(&table, &walk);

    walk_free();
    for (int i = 1; i < argc && good; i++)
        good = read_log(argv[i]);
    return good && compare() ? 0 : 1;
}
