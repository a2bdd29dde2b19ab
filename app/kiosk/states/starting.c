#include "app/kiosk/states/states.h"

#include "app/kiosk/words.h"

STATE_SHOWS(starting)
{
    (void)visit;
    words_title(kiosk, view, PHRASE_starting_title);
}
