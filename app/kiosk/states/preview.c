#include "app/kiosk/states/states.h"

#include "app/kiosk/words.h"

STATE_SHOWS(preview)
{
    enum phrase use = visit->kind == KIND_TRAVEL ? PHRASE_use_travel : PHRASE_use_domestic;
    char birth[WORDS_DATE_SIZE];

    view->step = 4;
    view->picture = bytes_view(&visit->specimen);
    words_title(kiosk, view, PHRASE_preview_title);
    words_help(kiosk, view, PHRASE_preview_help);
    words_line_with(kiosk, view, PHRASE_preview_kind, words_in(kiosk, use));
    words_line_number(kiosk, view, PHRASE_preview_fee, visit->offer.fee);
    words_line_with(kiosk, view, PHRASE_preview_name, visit->person.holder.name);
    words_date(kiosk, visit->person.holder.birth, birth);
    words_line_with(kiosk, view, PHRASE_preview_birth, birth);
    words_line_number(kiosk, view, PHRASE_preview_doses, (int)visit->history.count);
    words_choice(kiosk, view, SCREEN_MAIN, "yes", PHRASE_preview_yes);
    if (visit->paper == PAPER_LARGE)
        words_choice(kiosk, view, SCREEN_PLAIN, "paper.usual", PHRASE_preview_usual);
    else
        words_choice(kiosk, view, SCREEN_PLAIN, "paper.large", PHRASE_preview_large);
}
