#include "app/kiosk/states/states.h"

#include "app/kiosk/words.h"
#include "app/words/sentences.h"

#include <stdio.h>

/* A printer that says nothing, or has stopped, is no secret while its document is followed. */
static void say_printer(const struct kiosk *kiosk, const struct visit *visit,
                        struct screen_view *view)
{
    struct sentence sentence = sentence_of(visit->printer, kiosk->language);

    snprintf(view->notice, sizeof view->notice, "%s", sentence.what);
    snprintf(view->help, sizeof view->help, "%s", sentence.advice);
}

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
    if (visit->printer != ERR_OK)
        say_printer(kiosk, visit, view);
}
