#include "app/kiosk/states/states.h"

#include "app/kiosk/words.h"

STATE_SHOWS(reporting)
{
    (void)visit;
    view->step = 6;
    words_title(kiosk, view, PHRASE_reporting_title);
    words_help(kiosk, view, PHRASE_wait_here);
}
