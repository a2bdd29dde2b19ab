#include "app/kiosk/states/states.h"

#include "app/kiosk/words.h"

STATE_SHOWS(take_paper)
{
    words_title(kiosk, view,
                WORDS("証明書をお取りください", "Take your certificate", "请取走证明书",
                      "증명서를 가져가 주세요"));
    words_line_number(kiosk, view,
                      WORDS("全部で%d枚です。", "Sheets: %d", "共%d张。", "모두 %d장입니다."),
                      visit->sheets);
    words_choice(kiosk, view, "yes", WORDS("取りました", "I have it", "已取走", "가져갔습니다"));
    words_choice(kiosk, view, "not_mine",
                 WORDS("私の証明書ではありません", "This is not mine", "这不是我的证明书",
                       "제 증명서가 아닙니다"));
}
