/* What each state shows, one file each. A state never names its successor: choices carry event
 * names, or ids from a list, and flow_table.c says what follows. */
#ifndef APP_KIOSK_STATES_STATES_H
#define APP_KIOSK_STATES_STATES_H

#include "app/kiosk/session.h"

/* Fills `view` (zeroed) for the state. */
void state_show(const struct kiosk *kiosk, const struct visit *visit, enum flow_state state,
                struct screen_view *view);

/* How loud a reminder has become: 0 where nothing is to be taken, else 1 to 3. */
int state_stage(const struct visit *visit, enum flow_state state);

/* What the voice says there: an id of app/words/prompts.tsv, or NULL. No name, date or number of a
 * person can be in it. Calling staff is answered by "staff" in every state. */
const char *state_prompt(const struct visit *visit, enum flow_state state);

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
STATE_SHOWS(which_dose);
STATE_SHOWS(passport);
STATE_SHOWS(preview);
STATE_SHOWS(confirm);
STATE_SHOWS(take_card);
STATE_SHOWS(paying);
STATE_SHOWS(issuing);
STATE_SHOWS(looking);
STATE_SHOWS(clear_deck);
STATE_SHOWS(printing);
STATE_SHOWS(stop_printing);
STATE_SHOWS(stopping);
STATE_SHOWS(take_paper);
STATE_SHOWS(reporting);
STATE_SHOWS(done);
STATE_SHOWS(refused);
STATE_SHOWS(out_of_service);
STATE_SHOWS(forget);
STATE_SHOWS(end);

#endif
