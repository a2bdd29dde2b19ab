#include "app/kiosk/states/states.h"

#include "app/kiosk/words.h"

STATE_SHOWS(lay_card)
{
    (void)visit;
    view->step = 3;
    view->scene = SCREEN_LAY_CARD;
    words_title(kiosk, view, PHRASE_lay_card_title);
    words_help(kiosk, view, PHRASE_lay_card_help);
    words_notice(kiosk, view, PHRASE_lay_card_leave);
}
