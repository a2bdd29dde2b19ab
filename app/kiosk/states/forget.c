#include "app/kiosk/states/states.h"

#include "app/kiosk/words.h"

STATE_SHOWS(forget)
{
    (void)visit;
    words_title(kiosk, view, PHRASE_forget_title);
}
