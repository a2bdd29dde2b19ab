#include "app/kiosk/states/states.h"

#include "app/kiosk/words.h"

STATE_SHOWS(lay_card)
{
    (void)visit;
    words_title(kiosk, view,
                WORDS("カードを置いてください", "Lay your card on the reader", "请放置卡片",
                      "카드를 놓아 주세요"));
    words_line(kiosk, view,
               WORDS("印刷の前にお取りいただくまで、カードはそのままにしてください。",
                     "Leave it there until you are asked to take it.",
                     "在提示取走之前，请勿移动卡片。",
                     "가져가라는 안내가 있을 때까지 그대로 두세요."));
    words_stop(kiosk, view);
}
