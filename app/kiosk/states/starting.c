#include "app/kiosk/states/states.h"

#include "app/kiosk/words.h"

STATE_SHOWS(starting)
{
    (void)visit;
    words_title(kiosk, view,
                WORDS("準備しています", "Getting ready", "正在准备", "준비하고 있습니다"));
}
