#include "app/kiosk/states/states.h"

#include "app/kiosk/states/offered.h"
#include "app/kiosk/words.h"

#include <stdio.h>

/* Each language names itself in its own script. */
static void offer_languages(const struct kiosk *kiosk, struct screen_view *view)
{
    for (enum language language = 0; language < LANGUAGE_COUNT; language++) {
        struct screen_choice *choice = &view->choice[view->choices++];

        choice->role = SCREEN_LANGUAGE;
        choice->chosen = language == kiosk->language;
        snprintf(choice->id, sizeof choice->id, "language.%s", language_name(language));
        snprintf(choice->label, sizeof choice->label, "%s", language_own_name(language));
    }
}

STATE_SHOWS(welcome)
{
    words_title(kiosk, view, PHRASE_welcome_title);
    words_help(kiosk, view, PHRASE_welcome_help);
    words_line(kiosk, view, PHRASE_welcome_needs);
    words_line(kiosk, view, PHRASE_welcome_pin);
    words_line_number(kiosk, view, PHRASE_welcome_fee, visit->offer.fee);
    offered_notice(kiosk, &visit->offer, view);
    words_choice(kiosk, view, SCREEN_MAIN, "yes", PHRASE_welcome_start);
    offer_languages(kiosk, view);
}
