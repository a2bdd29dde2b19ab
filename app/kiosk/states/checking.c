#include "app/kiosk/states/states.h"

#include "app/kiosk/words.h"

STATE_SHOWS(checking)
{
    (void)visit;
    words_title(kiosk, view, WORDS("確かめています", "Checking", "正在确认", "확인하고 있습니다"));
    words_line(kiosk, view,
               WORDS("カードはそのままお待ちください。", "Please leave the card where it is.",
                     "请勿移动卡片。", "카드를 그대로 두고 기다려 주세요."));
}
