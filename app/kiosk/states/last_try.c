#include "app/kiosk/states/states.h"

#include "app/kiosk/words.h"

STATE_SHOWS(last_try)
{
    (void)visit;
    words_title(kiosk, view,
                WORDS("最後の1回です。入れますか", "This is the last try. Go on?",
                      "这是最后一次。要输入吗？", "마지막 한 번입니다. 입력하시겠습니까?"));
    words_line(kiosk, view,
               WORDS("まちがえるとカードの暗証番号が使えなくなり、市区町村の窓口での手続きが必要に"
                     "なります。",
                     "A mistake locks the PIN; the municipality then has to reset it.",
                     "如果输错，密码将被锁定，需要到市区町村窗口办理。",
                     "틀리면 비밀번호가 잠기며 시구정촌 창구에서 절차가 필요합니다."));
    words_choice(kiosk, view, "no",
                 WORDS("今日はやめる", "Not today", "今天不输入", "오늘은 그만두기"));
    words_choice(kiosk, view, "yes", WORDS("入れる", "Enter it", "输入", "입력하기"));
}
