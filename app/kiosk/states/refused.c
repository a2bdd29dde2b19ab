#include "app/kiosk/states/states.h"

#include "app/kiosk/states/reasons.h"
#include "app/kiosk/words.h"

#include <stdio.h>

/* Said always, also when it is nothing. */
static void say_fee(const struct kiosk *kiosk, const struct visit *visit, struct screen_view *view)
{
    switch (visit->fee) {
    case FEE_RESERVED:
    case FEE_GIVEN_BACK:
        words_line_number(kiosk, view, PHRASE_refused_fee_back, visit->offer.fee);
        break;
    case FEE_CAPTURED:
        words_line_number(kiosk, view, PHRASE_refused_fee_taken, visit->offer.fee);
        break;
    default:
        words_line(kiosk, view, PHRASE_refused_no_fee);
        break;
    }
}

/* KSK-27: the counter, by its name where one was chosen, and the app. */
static void say_elsewhere(const struct kiosk *kiosk, const struct visit *visit,
                          struct screen_view *view)
{
    words_line_with(kiosk, view, PHRASE_refused_elsewhere,
                    visit->area.code[0] != 0 ? words_area(kiosk, &visit->area)
                                             : words_in(kiosk, PHRASE_any_municipality));
}

STATE_SHOWS(refused)
{
    struct reason reason = reason_of(visit);

    view->scene = reason.scene;
    words_title(kiosk, view, reason.title);
    if (visit->reference[0] != 0)
        words_line_with(kiosk, view, PHRASE_refused_reference, visit->reference);
    words_error(kiosk, view, visit->code);
    if (reason.scene == SCREEN_UNSURE)
        words_help(kiosk, view, PHRASE_refused_not_none);
    say_fee(kiosk, visit, view);
    if (reason.scene != SCREEN_NO_SCENE)
        say_elsewhere(kiosk, visit, view);
    if (kiosk->watch != NULL && watch_presence(kiosk->watch) == READER_CARD)
        words_notice(kiosk, view, PHRASE_refused_card_lies);
    snprintf(view->code, sizeof view->code, "%s", err_name(visit->code));
    words_choice(kiosk, view, SCREEN_MAIN, "yes",
                 reason.again ? PHRASE_refused_again : PHRASE_end_visit);
}
