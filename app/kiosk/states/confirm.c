#include "app/kiosk/states/states.h"

#include "app/kiosk/words.h"

STATE_SHOWS(confirm)
{
    (void)visit;
    view->step = 4;
    view->scene = SCREEN_CARD_STAYS;
    words_title(kiosk, view, PHRASE_confirm_title);
    words_help(kiosk, view, PHRASE_wait_card);
}
