#include "app/kiosk/states/states.h"

#include "app/kiosk/words.h"

#include <stdio.h>

static void label_pad(const struct kiosk *kiosk, struct screen_view *view)
{
    snprintf(view->pin_missing, SCREEN_LABEL_SIZE, "%s", words_in(kiosk, PHRASE_pin_missing));
    snprintf(view->pin_enter, SCREEN_LABEL_SIZE, "%s", words_in(kiosk, PHRASE_pin_enter));
    snprintf(view->pin_back, SCREEN_LABEL_SIZE, "%s", words_in(kiosk, PHRASE_pin_back));
    snprintf(view->pin_clear, SCREEN_LABEL_SIZE, "%s", words_in(kiosk, PHRASE_pin_clear));
    snprintf(view->pin_typed, SCREEN_LABEL_SIZE, "%s", words_in(kiosk, PHRASE_pin_typed));
}

/* The tries are told before the first key (KSK-09). */
STATE_SHOWS(pin)
{
    view->step = 3;
    view->wants_pin = true;
    view->shuffled = kiosk->shuffled;
    words_title(kiosk, view, PHRASE_pin_title);
    words_help(kiosk, view, PHRASE_pin_help);
    if (visit->code != ERR_OK)
        words_notice(kiosk, view, PHRASE_pin_wrong);
    words_line_number(kiosk, view, PHRASE_pin_tries, (int)visit->tries);
    label_pad(kiosk, view);
}
