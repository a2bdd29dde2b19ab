#include "app/kiosk/states/facts.h"

#include "app/kiosk/words.h"

/* A command may be at work in another thread: only `done` may be asked, never what it makes. */
static bool done(const struct visit *visit, enum flow_command command)
{
    return (visit->done >> command & 1) != 0;
}

void facts_of_card(const struct kiosk *kiosk, const struct visit *visit, struct screen_view *view)
{
    words_tick(kiosk, view, PHRASE_tick_pin, "", done(visit, FLOW_DO_verify));
    words_tick(kiosk, view, PHRASE_tick_read, "", done(visit, FLOW_DO_read));
    words_tick(kiosk, view, PHRASE_tick_genuine, "", done(visit, FLOW_DO_judge_card));
    words_tick(kiosk, view, PHRASE_tick_records, words_area(kiosk, &visit->area),
               done(visit, FLOW_DO_present));
}

void facts_of_sheet(const struct kiosk *kiosk, const struct visit *visit, struct screen_view *view)
{
    words_tick(kiosk, view, PHRASE_tick_issue, "", done(visit, FLOW_DO_issue));
    words_tick(kiosk, view, PHRASE_tick_look, "", done(visit, FLOW_DO_draw_and_look));
}
