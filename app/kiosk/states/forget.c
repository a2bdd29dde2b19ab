#include "app/kiosk/states/states.h"

#include "app/kiosk/words.h"

STATE_SHOWS(forget)
{
    (void)visit;
    words_title(kiosk, view, WORDS("消しています", "Wiping", "正在清除", "지우고 있습니다"));
}
