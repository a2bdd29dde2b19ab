#include "app/kiosk/states/states.h"

#include "app/kiosk/words.h"

STATE_SHOWS(tries)
{
    (void)visit;
    view->step = 3;
    view->scene = SCREEN_CARD_STAYS;
    words_title(kiosk, view, PHRASE_tries_title);
    words_help(kiosk, view, PHRASE_wait_card);
}
