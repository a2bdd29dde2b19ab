#include "app/kiosk/states/states.h"

#include "app/kiosk/words.h"

STATE_SHOWS(stopping)
{
    (void)visit;
    view->step = 5;
    words_title(kiosk, view, PHRASE_stopping_title);
    words_help(kiosk, view, PHRASE_wait_here);
}
