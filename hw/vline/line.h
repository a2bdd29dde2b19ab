/* The line: takes connections at one place, makes one to the other place for each, and passes the
 * bytes on, wrongly where the plan says so. It understands nothing of what it passes. */
#ifndef HW_VLINE_LINE_H
#define HW_VLINE_LINE_H

#include "drivers/fault/plan.h"
#include "drivers/net/address.h"

struct event_base;
struct line;

/* NULL when nothing can listen there. Port 0: any free one. */
MUST_USE struct line *line_open(struct event_base *loop, const struct address *listen,
                                const struct address *to);
void line_close(struct line **line);

/* The port, or 0 where a line listens at a path. */
int line_port(const struct line *line);

/* What goes wrong from now on; connections and bytes are counted from here. A connection that has
 * gone wrong stays so. */
void line_follow(struct line *line, const struct plan *plan);

/* Cuts every connection that is open. */
void line_cut(struct line *line);

struct line_counts {
    uint64_t connections, asked, answered; /* since line_follow; the last two are bytes that came */
    size_t open;
};

struct line_counts line_count(const struct line *line);

#endif
