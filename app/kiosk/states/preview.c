#include "app/kiosk/states/states.h"

#include "app/kiosk/words.h"

STATE_SHOWS(preview)
{
    char birth[DATE_SIZE];

    words_title(kiosk, view,
                WORDS("この内容で発行します（見本）", "This is what will be issued (specimen)",
                      "将按此内容发行（样本）", "이 내용으로 발급합니다 (견본)"));
    words_line_text(kiosk, view, WORDS("氏名 %s", "Name %s", "姓名 %s", "이름 %s"),
                    visit->person.holder.name);
    date_format(visit->person.holder.birth, birth);
    words_line_text(kiosk, view,
                    WORDS("生年月日 %s", "Date of birth %s", "出生日期 %s", "생년월일 %s"), birth);
    words_line_number(kiosk, view, WORDS("接種 %d件", "Doses: %d", "接种 %d次", "접종 %d건"),
                      (int)visit->history.count);
    words_line_number(kiosk, view,
                      WORDS("手数料 %d円", "Fee: %d yen", "手续费 %d日元", "수수료 %d엔"),
                      visit->offer.fee);
    words_choice(kiosk, view, "yes", WORDS("発行する", "Issue", "发行", "발급하기"));
    words_choice(kiosk, view, "no", WORDS("もどる", "Back", "返回", "뒤로"));
    words_stop(kiosk, view);
}
