/* What a person did at the screen, as an event of the flow. */
#ifndef APP_KIOSK_TOUCH_H
#define APP_KIOSK_TOUCH_H

#include "app/kiosk/session.h"

/* Ids that name an event mean it, language.XX another language; any other is a choice from a list.
 * False: nothing was done. */
MUST_USE bool touch_event(const struct screen_event *touch, enum flow_event *out);

/* Whether it is no step of the visit: the voice is turned on or off, or follows the keys. */
MUST_USE bool touch_is_aside(const struct screen_event *touch);

/* The language that an id means; false for any other id. */
bool touch_language(const char *id, enum language *out);

/* Moves what was chosen or typed into the visit, and wipes *touch. */
void touch_keep(struct kiosk *kiosk, struct visit *visit, struct screen_event *touch);

#endif
