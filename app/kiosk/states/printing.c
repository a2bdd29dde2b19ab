#include "app/kiosk/states/states.h"

#include "app/kiosk/words.h"

STATE_SHOWS(printing)
{
    int sheet = visit->printing > 0 ? visit->printing : 1;
    char at[WORDS_NUMBER_SIZE], of[WORDS_NUMBER_SIZE];

    view->step = 5;
    view->scene = SCREEN_PAPER_COMES;
    view->page = visit->printing;
    view->pages = visit->pages;
    words_title(kiosk, view, PHRASE_printing_title);
    words_help(kiosk, view, PHRASE_printing_help);
    words_number(sheet, at);
    words_number(visit->pages, of);
    phrase_fill(view->line[view->lines++], SCREEN_TEXT_SIZE, words_in(kiosk, PHRASE_printing_sheet),
                (const char *const[]){at, of}, 2);
    if (visit->offer.fee != 0)
        words_line_number(kiosk, view, PHRASE_printing_fee, visit->offer.fee);
    else
        words_line(kiosk, view, PHRASE_printing_free);
}
