#include "app/kiosk/states/states.h"

#include "app/kiosk/states/reasons.h"

/* What a state says that always says the same. */
static const char *const constant[FLOW_STATE_COUNT] = {
    [FLOW_welcome] = "welcome",
    [FLOW_choose] = "choose",
    [FLOW_consent] = "consent",
    [FLOW_lay_card] = "lay_card",
    [FLOW_tries] = "checking",
    [FLOW_last_try] = "last_try",
    [FLOW_reading] = "checking",
    [FLOW_checking] = "checking",
    [FLOW_records] = "records",
    [FLOW_which_dose] = "which_dose",
    [FLOW_passport] = "passport",
    [FLOW_preview] = "preview",
    [FLOW_confirm] = "checking",
    [FLOW_paying] = "paying",
    [FLOW_issuing] = "preparing",
    [FLOW_looking] = "preparing",
    [FLOW_clear_deck] = "clear_deck",
    [FLOW_printing] = "printing",
    [FLOW_stop_printing] = "stop_printing",
    [FLOW_done] = "done",
    [FLOW_out_of_service] = "out_of_service",
};

static const char *ask_pin(const struct visit *visit)
{
    static const char *const left[] = {"pin", "pin_1", "pin_2", "pin_3"};

    if (visit->code != ERR_OK && visit->tries > 1)
        return visit->tries == 2 ? "pin_wrong_2" : "pin_wrong";
    return left[visit->tries < sizeof left / sizeof *left ? visit->tries : 0];
}

static const char *remind_of_paper(const struct visit *visit)
{
    static const char *const all[] = {"take_paper", "take_paper_1", "take_paper_2", "take_paper_3"};

    if (state_stage(visit, FLOW_take_paper) > 1)
        return "take_paper_again";
    return all[visit->sheets > 0 && visit->sheets <= 3 ? visit->sheets : 0];
}

const char *state_prompt(const struct visit *visit, enum flow_state state)
{
    if (visit->idle)
        return "idle";
    switch (state) {
    case FLOW_pin:
        return ask_pin(visit);
    case FLOW_take_card:
        return state_stage(visit, state) > 1 ? "take_card_again" : "take_card";
    case FLOW_take_paper:
        return remind_of_paper(visit);
    case FLOW_refused:
        return visit->fee == FEE_NONE ? reason_of(visit).prompt : "refused_fee";
    default:
        return constant[state];
    }
}
