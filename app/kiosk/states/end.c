#include "app/kiosk/states/states.h"

#include "app/kiosk/words.h"

STATE_SHOWS(end)
{
    (void)visit;
    words_title(kiosk, view, WORDS("ありがとうございました", "Thank you", "谢谢", "감사합니다"));
}
