#include "app/kiosk/states/states.h"

#include "app/kiosk/words.h"

STATE_SHOWS(reporting)
{
    (void)visit;
    words_title(kiosk, view,
                WORDS("終わりにしています", "Finishing", "正在结束", "마무리하고 있습니다"));
}
