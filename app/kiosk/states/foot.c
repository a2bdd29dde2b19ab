#include "app/kiosk/states/foot.h"

#include "app/kiosk/states/offered.h"
#include "app/kiosk/words.h"

#include <stdio.h>
#include <string.h>

/* Whether the table knows this event here, whatever the guards say. */
static bool takes(enum flow_state state, enum flow_event event)
{
    struct flow_facts facts = {0};

    for (size_t i = 0; i < FLOW_GUARD_COUNT; i++)
        facts.is[i] = true;
    return flow_step(state, event, &facts) != NULL;
}

/* The deed may have its own button already: the safe way out of a question is its "no". */
static bool offers(const struct screen_view *view, const char *id)
{
    for (size_t i = 0; i < view->choices; i++)
        if (strcmp(view->choice[i].id, id) == 0)
            return true;
    return false;
}

static void rest(const struct kiosk *kiosk, struct screen_choice *choice, enum phrase why)
{
    if (choice != NULL)
        snprintf(choice->resting, sizeof choice->resting, "%s", words_in(kiosk, why));
}

static void add_back(const struct kiosk *kiosk, enum flow_state state, struct screen_view *view)
{
    bool free = takes(state, FLOW_ON_no) && !offers(view, "no");
    struct screen_choice *back = NULL;

    if (!free && view->step == 0)
        return;
    back = words_choice(kiosk, view, SCREEN_BACK, free ? "no" : "back", PHRASE_foot_back);
    if (!free)
        rest(kiosk, back, PHRASE_foot_no_back);
}

static void add_stop(const struct kiosk *kiosk, enum flow_state state, struct screen_view *view)
{
    struct screen_choice *stop = NULL;

    if (!takes(state, FLOW_ON_stop) && view->step == 0)
        return;
    stop = words_choice(kiosk, view, SCREEN_STOP, "stop", PHRASE_foot_stop);
    if (!takes(state, FLOW_ON_stop))
        rest(kiosk, stop, PHRASE_foot_no_stop);
}

/* Where nothing can be stopped, its place tells which machine this is, as the centre's list of
 * certificates has it, and until when it serves, or which edition of the software runs here. */
static void add_facts(const struct kiosk *kiosk, const struct visit *visit, enum flow_state state,
                      struct screen_view *view)
{
    const uint8_t *at = kiosk->certificate;
    char *first = view->fact[0], name[12];

    if (state != FLOW_welcome || !offered_hours(kiosk, &visit->offer, first, SCREEN_LABEL_SIZE))
        words_put(kiosk, first, SCREEN_LABEL_SIZE, PHRASE_foot_version, AKASHI_VERSION);
    snprintf(name, sizeof name, "%02X%02X-%02X%02X", at[0], at[1], at[2], at[3]);
    words_put(kiosk, view->fact[1], SCREEN_LABEL_SIZE, PHRASE_foot_kiosk, name);
}

void foot_add(const struct kiosk *kiosk, const struct visit *visit, enum flow_state state,
              struct screen_view *view)
{
    struct screen_choice *staff = NULL;

    /* Once there is paper, stopping comes too late; saying whose it is does not (KSK-23). */
    if (takes(state, FLOW_ON_not_mine)) {
        words_choice(kiosk, view, SCREEN_STOP, "not_mine", PHRASE_foot_not_mine);
    } else {
        add_back(kiosk, state, view);
        add_stop(kiosk, state, view);
    }
    if (state == FLOW_welcome || state == FLOW_out_of_service)
        add_facts(kiosk, visit, state, view);
    if (!takes(state, FLOW_ON_staff))
        return;
    staff = words_choice(kiosk, view, SCREEN_STAFF, "staff", PHRASE_foot_staff);
    if (visit->staff_called)
        rest(kiosk, staff, PHRASE_foot_no_staff);
}
