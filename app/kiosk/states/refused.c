#include "app/kiosk/states/states.h"

#include "app/kiosk/words.h"

STATE_SHOWS(refused)
{
    words_title(kiosk, view,
                WORDS("発行できませんでした", "No certificate was issued", "未能发行",
                      "발급하지 못했습니다"));
    words_error(kiosk, view, visit->code);
    words_line(kiosk, view,
               WORDS("手数料はいただいていません。", "No fee was taken.", "未收取手续费。",
                     "수수료는 받지 않았습니다."));
    if (watch_presence(kiosk->watch) == READER_CARD)
        words_line(kiosk, view,
                   WORDS("カードをお取りください。", "Please take your card.", "请取走卡片。",
                         "카드를 가져가 주세요."));
    words_text(view, err_name(visit->code));
    words_choice(kiosk, view, "yes", WORDS("終わる", "End", "结束", "끝내기"));
}
