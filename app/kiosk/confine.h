/* What the process of a visit may still do: read what its settings name, speak to the centre and
 * the printer, light its lamps. It writes nowhere; the supervisor above it keeps the journal. */
#ifndef APP_KIOSK_CONFINE_H
#define APP_KIOSK_CONFINE_H

#include "app/kiosk/settings.h"

/* Call it first in that process. False with one line in `why`: it must not go on then. */
MUST_USE bool confine(const struct settings *settings, char why[CONF_WHY_SIZE]);

#endif
