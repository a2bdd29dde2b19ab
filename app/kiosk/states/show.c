#include "app/kiosk/states/states.h"

#include "app/kiosk/states/foot.h"
#include "app/kiosk/words.h"

#include <stdio.h>

enum { LOUDER_SECONDS = 10, LOUDEST_SECONDS = 30 };

typedef void (*shower)(const struct kiosk *, const struct visit *, struct screen_view *);

static const shower showers[] = {
#define STATE_ENTRY(name, seconds, groups) state_##name,
    FLOW_STATES(STATE_ENTRY)
#undef STATE_ENTRY
};

int state_stage(const struct visit *visit, enum flow_state state)
{
    int waited = visit->reminders * flow_seconds(state);

    if (state != FLOW_take_card && state != FLOW_clear_deck && state != FLOW_take_paper)
        return 0;
    return 1 + (waited >= LOUDER_SECONDS) + (waited >= LOUDEST_SECONDS);
}

static void label_steps(const struct kiosk *kiosk, struct screen_view *view)
{
    for (int i = 0; i < SCREEN_STEPS; i++)
        snprintf(view->step_label[i], sizeof view->step_label[i], "%s",
                 words_in(kiosk, (enum phrase)(PHRASE_step_1 + i)));
}

static void ask_whether_somebody_is_there(const struct kiosk *kiosk, struct screen_view *view)
{
    snprintf(view->idle, sizeof view->idle, "%s", words_in(kiosk, PHRASE_idle));
    snprintf(view->idle_here, sizeof view->idle_here, "%s", words_in(kiosk, PHRASE_idle_here));
}

/* Who needs it may notice late: it stands wherever somebody can be. */
static void offer_voice(const struct kiosk *kiosk, struct screen_view *view)
{
    struct screen_choice *voice =
        words_choice(kiosk, view, SCREEN_TOOL, "voice", PHRASE_tool_voice);

    if (voice != NULL)
        voice->chosen = kiosk->spoken;
}

void state_show(const struct kiosk *kiosk, const struct visit *visit, enum flow_state state,
                struct screen_view *view)
{
    view->state = flow_state_name(state);
    view->language = language_name(kiosk->language);
    showers[state](kiosk, visit, view);
    if (view->step != 0)
        label_steps(kiosk, view);
    if (state != FLOW_starting && state != FLOW_forget && state != FLOW_end) {
        foot_add(kiosk, visit, state, view);
        offer_voice(kiosk, view);
    }
    view->spoken = kiosk->spoken;
    if (visit->staff_called && view->notice[0] == 0)
        words_notice(kiosk, view, PHRASE_staff_called);
    else if (visit->staff_called)
        words_line(kiosk, view, PHRASE_staff_called);
    if (visit->idle)
        ask_whether_somebody_is_there(kiosk, view);
    view->stage = state_stage(visit, state);
    view->seconds = visit->seconds;
}
