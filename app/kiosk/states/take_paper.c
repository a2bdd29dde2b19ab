#include "app/kiosk/states/states.h"

#include "app/kiosk/words.h"

STATE_SHOWS(take_paper)
{
    char sheets[WORDS_NUMBER_SIZE];

    view->step = 6;
    view->scene = SCREEN_TAKE_PAPER;
    words_title(kiosk, view, PHRASE_take_paper_title);
    words_number(visit->sheets, sheets);
    words_put(kiosk, view->help, sizeof view->help, PHRASE_take_paper_help, sheets);
    words_notice(kiosk, view, PHRASE_take_paper_where);
    words_choice(kiosk, view, SCREEN_MAIN, "yes", PHRASE_take_paper_yes);
}
