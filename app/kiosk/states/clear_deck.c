#include "app/kiosk/states/states.h"

#include "app/kiosk/words.h"

STATE_SHOWS(clear_deck)
{
    (void)visit;
    view->step = 5;
    view->scene = SCREEN_TAKE_CARD;
    words_title(kiosk, view, PHRASE_take_card_title);
    words_help(kiosk, view, PHRASE_take_card_help);
    words_notice(kiosk, view, PHRASE_take_card_first);
}
