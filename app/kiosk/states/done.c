#include "app/kiosk/states/states.h"

#include "app/kiosk/words.h"

STATE_SHOWS(done)
{
    (void)visit;
    words_title(kiosk, view, WORDS("終わりました", "Finished", "已完成", "끝났습니다"));
    words_line(kiosk, view,
               WORDS("忘れ物にご注意ください。", "Please check that you have everything.",
                     "请勿遗忘物品。", "두고 가는 물건이 없는지 확인해 주세요."));
    words_choice(kiosk, view, "yes", WORDS("終わる", "End", "结束", "끝내기"));
    words_choice(kiosk, view, "not_mine",
                 WORDS("私の証明書ではありません", "This is not mine", "这不是我的证明书",
                       "제 증명서가 아닙니다"));
}
