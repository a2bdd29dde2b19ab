/* Every screen in every language, with invented residents, for whoever wants to look at them. */
#ifndef APP_KIOSK_TOUR_H
#define APP_KIOSK_TOUR_H

#include "drivers/screen/screen.h"

enum { TOUR_NAME_SIZE = 64 };

/* Shows each on the screen and calls `shown` after it, so that a picture can be taken; `name` is
 * "records-10-doses.ja" and names no two alike. False when `shown` said so, or memory ran out. */
MUST_USE bool tour_run(const struct screen_port *screen,
                       bool (*shown)(void *self, const char *name), void *self);

#endif
