/* A dose in words a person recognises, shared by states that show records. */
#ifndef APP_KIOSK_STATES_DOSES_H
#define APP_KIOSK_STATES_DOSES_H

#include "app/kiosk/session.h"

/* Which, when, what of whom, lot. */
void doses_row(const struct kiosk *kiosk, const struct dose *dose, struct screen_row *out);

#endif
