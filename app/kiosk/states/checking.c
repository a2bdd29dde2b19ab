#include "app/kiosk/states/states.h"

#include "app/kiosk/states/facts.h"
#include "app/kiosk/words.h"

STATE_SHOWS(checking)
{
    view->step = 4;
    view->scene = SCREEN_CARD_STAYS;
    words_title(kiosk, view, PHRASE_checking_title);
    words_help(kiosk, view, PHRASE_wait_card);
    facts_of_card(kiosk, visit, view);
}
