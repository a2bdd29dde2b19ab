#include "app/kiosk/states/states.h"

#include "app/kiosk/words.h"

/* The terms of use themselves (KSK-03): what is read, what for, where it goes, what is
 * kept, what it costs. */
STATE_SHOWS(consent)
{
    view->step = 2;
    words_title(kiosk, view, PHRASE_consent_title);
    words_put(kiosk, view->help, sizeof view->help, PHRASE_consent_version, visit->offer.terms);
    words_line(kiosk, view, PHRASE_consent_reads);
    words_line(kiosk, view, PHRASE_consent_purpose);
    words_line_with(kiosk, view, PHRASE_consent_goes, words_area(kiosk, &visit->area));
    words_line(kiosk, view, PHRASE_consent_kept);
    words_line(kiosk, view, PHRASE_consent_logged);
    words_line_number(kiosk, view, PHRASE_consent_fee, visit->offer.fee);
    words_line(kiosk, view, PHRASE_consent_free);
    words_choice(kiosk, view, SCREEN_MAIN, "yes", PHRASE_consent_yes);
    words_choice(kiosk, view, SCREEN_PLAIN, "stop", PHRASE_consent_no);
}
