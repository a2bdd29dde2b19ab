/* What is said of a screen to whoever does not see it: prompts alone, so no name, date or digit of
 * a person is ever spoken (docs/adr/0015). */
#ifndef APP_KIOSK_STATES_SPOKEN_H
#define APP_KIOSK_STATES_SPOKEN_H

#include "app/kiosk/session.h"

/* The state's prompt, and where the visit is spoken what else its screen says; "": nothing. */
void spoken_state(const struct kiosk *kiosk, const struct visit *visit, enum flow_state state,
                  char out[VOICE_SAID_SIZE]);

/* What a choice of that state is called, and that it rests. */
void spoken_choice(const struct kiosk *kiosk, const struct visit *visit, enum flow_state state,
                   const char *id, char out[VOICE_SAID_SIZE]);

/* How many digits there are. */
void spoken_digits(int digits, char out[VOICE_SAID_SIZE]);

#endif
