#include "app/kiosk/states/states.h"

#include "app/kiosk/words.h"

STATE_SHOWS(welcome)
{
    (void)visit;
    words_title(kiosk, view,
                WORDS("接種証明書を発行します", "Vaccination certificates", "发行疫苗接种证明书",
                      "백신 접종 증명서를 발급합니다"));
    words_line(kiosk, view,
               WORDS("マイナンバーカードと、4けたの暗証番号をご用意ください。",
                     "Have your My Number Card and its four-digit PIN ready.",
                     "请准备个人编号卡和四位密码。",
                     "마이넘버카드와 네 자리 비밀번호를 준비해 주세요."));
    words_choice(kiosk, view, "yes", WORDS("はじめる", "Start", "开始", "시작"));
}
