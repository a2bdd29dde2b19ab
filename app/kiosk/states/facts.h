/* What the machine has done so far, as facts that arrive: shared by states at work. */
#ifndef APP_KIOSK_STATES_FACTS_H
#define APP_KIOSK_STATES_FACTS_H

#include "app/kiosk/session.h"

/* PIN, card, genuine, records. */
void facts_of_card(const struct kiosk *kiosk, const struct visit *visit, struct screen_view *view);

/* Certificate, pages. */
void facts_of_sheet(const struct kiosk *kiosk, const struct visit *visit, struct screen_view *view);

#endif
