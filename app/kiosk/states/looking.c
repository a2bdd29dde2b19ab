#include "app/kiosk/states/states.h"

#include "app/kiosk/words.h"

STATE_SHOWS(looking)
{
    (void)visit;
    words_title(kiosk, view,
                WORDS("印刷する紙を確かめています", "Checking the pages", "正在检查打印页",
                      "인쇄할 면을 확인하고 있습니다"));
}
