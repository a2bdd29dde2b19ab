/* What the operator tells every resident, shared by the first screen and the closed one. */
#ifndef APP_KIOSK_STATES_OFFERED_H
#define APP_KIOSK_STATES_OFFERED_H

#include "app/kiosk/session.h"

/* The operator's notice, and a line with the hours; neither when there is none. */
void offered_words(const struct kiosk *kiosk, const struct wire_offer *offer,
                   struct screen_view *view);

#endif
