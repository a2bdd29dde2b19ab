#include "app/kiosk/states/states.h"

#include "app/kiosk/words.h"

STATE_SHOWS(clear_deck)
{
    (void)visit;
    words_title(kiosk, view,
                WORDS("カードをお取りください", "Take the card away", "请取走卡片",
                      "카드를 가져가 주세요"));
    words_line(kiosk, view,
               WORDS("カードがあるあいだは印刷できません。",
                     "Nothing is printed while a card lies there.", "有卡片时无法打印。",
                     "카드가 있는 동안에는 인쇄하지 않습니다."));
}
