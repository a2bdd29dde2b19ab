#include "app/kiosk/states/states.h"

#include "app/kiosk/words.h"

#include <stdio.h>

static void offer(const struct kiosk *kiosk, struct screen_view *view, const struct area *area,
                  enum kind kind)
{
    const struct words *use =
        kind == KIND_TRAVEL ? WORDS("海外用", "for travel", "海外用", "해외용")
                            : WORDS("日本国内用", "for use in Japan", "日本国内用", "일본 국내용");
    struct screen_choice *choice = NULL;

    /* One place stays free for the way out. */
    if (view->choices >= SCREEN_CHOICES_MAX - 1)
        return;
    choice = &view->choice[view->choices++];
    snprintf(choice->id, sizeof choice->id, "%s.%s", area->code, kind_name(kind));
    snprintf(choice->label, sizeof choice->label, "%s  %s",
             kiosk->language == LANGUAGE_EN ? area->name_en : area->name_ja,
             use->in[kiosk->language]);
}

STATE_SHOWS(choose)
{
    words_title(kiosk, view,
                WORDS("市区町村と、使うところを選んでください",
                      "Choose the municipality and where you will use it",
                      "请选择市区町村和使用地点", "시구정촌과 사용할 곳을 선택해 주세요"));
    for (size_t i = 0; i < visit->offer.count; i++) {
        if (visit->offer.at[i].domestic)
            offer(kiosk, view, &visit->offer.at[i].area, KIND_DOMESTIC);
        if (visit->offer.at[i].travel)
            offer(kiosk, view, &visit->offer.at[i].area, KIND_TRAVEL);
    }
    words_stop(kiosk, view);
}
