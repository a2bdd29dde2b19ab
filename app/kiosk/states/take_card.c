#include "app/kiosk/states/states.h"

#include "app/kiosk/words.h"

STATE_SHOWS(take_card)
{
    (void)visit;
    words_title(
        kiosk, view,
        WORDS("カードをお取りください", "Take your card", "请取走卡片", "카드를 가져가 주세요"));
    words_line(kiosk, view,
               WORDS("取ると、印刷が始まります。", "Printing starts then.", "取走后开始打印。",
                     "가져가면 인쇄가 시작됩니다."));
    words_stop(kiosk, view);
}
