/* What a tester may say to a running line, and what is done about it. */
#ifndef HW_VLINE_DESK_H
#define HW_VLINE_DESK_H

#include "hw/vline/control.h"
#include "hw/vline/exchange.h"
#include "hw/vline/line.h"

/* One of the two, the other NULL. */
struct desk {
    struct line *line;
    struct exchange *exchange;
    uint64_t seed;
};

/* Takes a plan, or "none", and follows it. False with one line in `why`; otherwise the replay id is
 * in `text`. */
MUST_USE bool desk_follow(struct desk *desk, const char *plan, char text[PLAN_TEXT_SIZE],
                          char why[PLAN_WHY_SIZE]);

/* A control_act; `self` is the desk. */
control_act desk_act;

#endif
