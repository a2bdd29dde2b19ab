#include "app/kiosk/states/states.h"

#include "app/kiosk/words.h"

#include "app/record/municipalities.h"

#include <stdio.h>

/* The last places stay free for the foot, the voice and the languages. */
enum { OTHER_CHOICES = 8 };

/* In Japanese with the kana of the name (screen.h: after a tab). */
static const char *kana_of(const struct kiosk *kiosk, const struct area *area)
{
    const struct municipality *known =
        kiosk->language == LANGUAGE_JA ? municipality_by_code(area->code) : NULL;

    return known != NULL ? known->kana : "";
}

static void offer(const struct kiosk *kiosk, struct screen_view *view, const struct area *area,
                  enum kind kind)
{
    enum phrase use = kind == KIND_TRAVEL ? PHRASE_use_travel : PHRASE_use_domestic;
    const char *kana = kana_of(kiosk, area);
    struct screen_choice *choice = NULL;

    if (view->choices >= SCREEN_CHOICES_MAX - OTHER_CHOICES)
        return;
    choice = &view->choice[view->choices++];
    choice->role = SCREEN_OPTION;
    snprintf(choice->id, sizeof choice->id, "%s.%s", area->code, kind_name(kind));
    phrase_fill(choice->label, sizeof choice->label, kana[0] != 0 ? "%1　%2\t%3" : "%1　%2",
                (const char *const[]){words_area(kiosk, area), words_in(kiosk, use), kana}, 3);
}

STATE_SHOWS(choose)
{
    view->step = 1;
    words_title(kiosk, view, PHRASE_choose_title);
    words_help(kiosk, view, PHRASE_choose_help);
    /* The centre puts the kiosk's neighbourhood first. */
    for (size_t i = 0; i < visit->offer.count; i++) {
        if (visit->offer.at[i].domestic)
            offer(kiosk, view, &visit->offer.at[i].area, KIND_DOMESTIC);
        if (visit->offer.at[i].travel)
            offer(kiosk, view, &visit->offer.at[i].area, KIND_TRAVEL);
    }
}
