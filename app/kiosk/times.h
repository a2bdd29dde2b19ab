/* How long each state waits for its deadline. */
#ifndef APP_KIOSK_TIMES_H
#define APP_KIOSK_TIMES_H

#include "app/kiosk/flow.h"
#include "crypto/base/must.h"

/* Milliseconds; 0: the flow's own. */
struct times {
    int state[FLOW_STATE_COUNT], idle;
};

/* "take_paper=200,idle=300": of states that have a deadline, and of the wait for somebody who was
 * asked whether they are there. False when it is anything else; "" is right. */
MUST_USE bool times_parse(const char *text, struct times *out);

/* Milliseconds until the deadline of `state`; 0: it has none. */
int times_of(const struct times *times, enum flow_state state, bool idle);

#endif
