#include "app/kiosk/states/states.h"

#include "app/kiosk/words.h"

STATE_SHOWS(pin)
{
    words_title(kiosk, view,
                WORDS("暗証番号を入れてください", "Enter your PIN", "请输入密码",
                      "비밀번호를 입력해 주세요"));
    if (visit->code != ERR_OK)
        words_line(kiosk, view,
                   WORDS("暗証番号がちがいました。", "That PIN was not right.", "密码不一致。",
                         "비밀번호가 달랐습니다."));
    words_line_number(kiosk, view,
                      WORDS("あと%d回入れられます。", "Tries left: %d", "还可输入%d次。",
                            "%d번 더 입력할 수 있습니다."),
                      (int)visit->tries);
    view->wants_pin = true;
    words_stop(kiosk, view);
}
