#include "app/kiosk/states/states.h"

#include "app/kiosk/words.h"
#include "app/record/vaccines.h"

#include <stdio.h>

static void show_dose(const struct kiosk *kiosk, struct screen_view *view, const struct dose *dose)
{
    const struct vaccine *vaccine = vaccine_by_key(dose->product);
    bool english = kiosk->language == LANGUAGE_EN;
    const char *product = dose->product;
    char date[DATE_SIZE], text[SCREEN_TEXT_SIZE];

    if (vaccine != NULL)
        product = english ? vaccine->name_en : vaccine->name_ja;
    date_format(dose->date, date);
    snprintf(text, sizeof text, "%d.  %s  %s  %s", dose->number, date, product, dose->lot);
    words_text(view, text);
}

STATE_SHOWS(records)
{
    words_title(kiosk, view,
                WORDS("あなたの記録か、お確かめください",
                      "Please check that these are your records", "请确认是否是您的记录",
                      "본인의 기록인지 확인해 주세요"));
    words_text(view, visit->person.holder.name);
    for (size_t i = 0; i < visit->history.count; i++)
        show_dose(kiosk, view, &visit->history.doses[i]);
    words_choice(kiosk, view, "yes",
                 WORDS("このまますすむ", "These are mine", "继续", "그대로 계속"));
    words_choice(kiosk, view, "differs",
                 WORDS("ちがうところがある", "Something differs", "有不一致", "다른 점이 있음"));
    words_stop(kiosk, view);
}
