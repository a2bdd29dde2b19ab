/* The foot of every screen: back, stop, call staff, always at the same places. */
#ifndef APP_KIOSK_STATES_FOOT_H
#define APP_KIOSK_STATES_FOOT_H

#include "app/kiosk/session.h"

/* Adds what flow_table.c takes in this state. In the middle of a visit what it does not take keeps
 * its place and says why. */
void foot_add(const struct kiosk *kiosk, const struct visit *visit, enum flow_state state,
              struct screen_view *view);

#endif
