#include "app/kiosk/states/states.h"

#include "app/kiosk/words.h"

STATE_SHOWS(end)
{
    (void)visit;
    words_title(kiosk, view, PHRASE_end_title);
}
