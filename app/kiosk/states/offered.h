/* What the operator tells every resident, shared by the first screen and the closed one. */
#ifndef APP_KIOSK_STATES_OFFERED_H
#define APP_KIOSK_STATES_OFFERED_H

#include "app/kiosk/session.h"

/* The operator's notice; and the hours, to a field of a view. Nothing where there is none. */
void offered_notice(const struct kiosk *kiosk, const struct wire_offer *offer,
                    struct screen_view *view);
bool offered_hours(const struct kiosk *kiosk, const struct wire_offer *offer, char *to,
                   size_t size);

#endif
