#include "app/kiosk/states/states.h"

#include "app/kiosk/words.h"

/* Going on is the main way: what has begun to come out would be lost. */
STATE_SHOWS(stop_printing)
{
    view->step = 5;
    view->scene = SCREEN_PAPER_COMES;
    view->page = visit->printing;
    view->pages = visit->pages;
    words_title(kiosk, view, PHRASE_stop_printing_title);
    words_help(kiosk, view, PHRASE_stop_printing_help);
    words_choice(kiosk, view, SCREEN_MAIN, "no", PHRASE_stop_printing_no);
    words_choice(kiosk, view, SCREEN_PLAIN, "yes", PHRASE_stop_printing_yes);
}
