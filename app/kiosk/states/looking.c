#include "app/kiosk/states/states.h"

#include "app/kiosk/states/facts.h"
#include "app/kiosk/words.h"

STATE_SHOWS(looking)
{
    view->step = 5;
    words_title(kiosk, view, PHRASE_issuing_title);
    words_help(kiosk, view, PHRASE_wait_here);
    facts_of_sheet(kiosk, visit, view);
}
