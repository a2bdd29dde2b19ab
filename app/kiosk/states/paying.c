#include "app/kiosk/states/states.h"

#include "app/kiosk/words.h"

STATE_SHOWS(paying)
{
    char fee[WORDS_NUMBER_SIZE];

    view->step = 5;
    view->scene = SCREEN_PUT_COINS;
    words_title(kiosk, view, PHRASE_paying_title);
    words_number(visit->offer.fee, fee);
    words_put(kiosk, view->help, sizeof view->help, PHRASE_paying_help, fee);
    words_line_number(kiosk, view, PHRASE_paying_paid, visit->paid);
    words_line(kiosk, view, PHRASE_paying_back);
}
