/* What kind of end a failure code is to the person in front of the screen. */
#ifndef APP_KIOSK_STATES_REASONS_H
#define APP_KIOSK_STATES_REASONS_H

#include "app/kiosk/session.h"
#include "app/words/phrases.h"

struct reason {
    enum phrase title;       /* what could not be done */
    enum screen_scene scene; /* none: nothing went wrong */
    const char *prompt;      /* app/words/prompts.tsv */
    bool again;              /* it may go well the next time */
};

/* Never mixes "certainly no record", "could not be checked" and a fault (R13). */
struct reason reason_of(const struct visit *visit);

#endif
