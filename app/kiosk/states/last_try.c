#include "app/kiosk/states/states.h"

#include "app/kiosk/words.h"

/* The safe way is the main one (KSK-09). */
STATE_SHOWS(last_try)
{
    view->step = 3;
    words_title(kiosk, view, PHRASE_last_try_title);
    words_notice(kiosk, view, PHRASE_last_try_notice);
    if (visit->code != ERR_OK)
        words_line(kiosk, view, PHRASE_last_try_wrong);
    words_line(kiosk, view, PHRASE_last_try_locks);
    words_line(kiosk, view, PHRASE_last_try_mend);
    words_choice(kiosk, view, SCREEN_MAIN, "no", PHRASE_last_try_no);
    words_choice(kiosk, view, SCREEN_PLAIN, "yes", PHRASE_last_try_yes);
}
