/* What each state shows, one file each. A state never names its successor: choices carry event
 * names, or ids from a list, and flow_table.c says what follows. */
#ifndef APP_KIOSK_STATES_STATES_H
#define APP_KIOSK_STATES_STATES_H

#include "app/kiosk/session.h"

/* Fills `view` (zeroed) for the state. */
void state_show(const struct kiosk *kiosk, const struct visit *visit, enum flow_state state,
                struct screen_view *view);

#define STATE_SHOWS(name)                                                                          \
    void state_##name(const struct kiosk *kiosk, const struct visit *visit,                        \
                      struct screen_view *view)

STATE_SHOWS(starting);
STATE_SHOWS(welcome);
STATE_SHOWS(choose);
STATE_SHOWS(consent);
STATE_SHOWS(lay_card);
STATE_SHOWS(tries);
STATE_SHOWS(pin);
STATE_SHOWS(last_try);
STATE_SHOWS(reading);
STATE_SHOWS(checking);
STATE_SHOWS(records);
STATE_SHOWS(preview);
STATE_SHOWS(confirm);
STATE_SHOWS(take_card);
STATE_SHOWS(issuing);
STATE_SHOWS(looking);
STATE_SHOWS(clear_deck);
STATE_SHOWS(printing);
STATE_SHOWS(take_paper);
STATE_SHOWS(reporting);
STATE_SHOWS(done);
STATE_SHOWS(refused);
STATE_SHOWS(out_of_service);
STATE_SHOWS(forget);
STATE_SHOWS(end);

#endif
