#include "app/kiosk/states/states.h"

#include "app/kiosk/words.h"

STATE_SHOWS(reading)
{
    (void)visit;
    words_title(
        kiosk, view,
        WORDS("カードを読んでいます", "Reading the card", "正在读取卡片", "카드를 읽고 있습니다"));
    words_line(kiosk, view,
               WORDS("カードはそのままお待ちください。", "Please leave the card where it is.",
                     "请勿移动卡片。", "카드를 그대로 두고 기다려 주세요."));
}
