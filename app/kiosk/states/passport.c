#include "app/kiosk/states/states.h"

#include "app/kiosk/words.h"

/* On file from an earlier certificate for travel, never typed (KSK-08). */
STATE_SHOWS(passport)
{
    view->step = 4;
    words_title(kiosk, view, PHRASE_passport_title);
    words_help(kiosk, view, PHRASE_passport_help);
    words_line_with(kiosk, view, PHRASE_passport_name, visit->traveller.name);
    words_line_with(kiosk, view, PHRASE_passport_nationality, visit->traveller.nationality);
    words_line_with(kiosk, view, PHRASE_passport_number, visit->traveller.passport);
    words_choice(kiosk, view, SCREEN_MAIN, "yes", PHRASE_passport_yes);
    words_choice(kiosk, view, SCREEN_PLAIN, "no", PHRASE_passport_no);
}
