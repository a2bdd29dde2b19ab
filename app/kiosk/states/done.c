#include "app/kiosk/states/states.h"

#include "app/kiosk/words.h"

STATE_SHOWS(done)
{
    char sheets[WORDS_NUMBER_SIZE], fee[WORDS_NUMBER_SIZE];

    view->step = 6;
    view->scene = SCREEN_DONE;
    words_number(visit->sheets, sheets);
    words_number(visit->offer.fee, fee);
    words_title(kiosk, view, PHRASE_done_title);
    words_help(kiosk, view, PHRASE_done_help);
    words_row(kiosk, view, PHRASE_done_card, PHRASE_done_card_back, "");
    words_row(kiosk, view, PHRASE_done_paper, PHRASE_done_sheets, sheets);
    words_row(kiosk, view, PHRASE_done_fee, PHRASE_done_yen, fee);
    words_row(kiosk, view, PHRASE_done_data, PHRASE_done_nothing, "");
    words_choice(kiosk, view, SCREEN_MAIN, "yes", PHRASE_end_visit);
}
