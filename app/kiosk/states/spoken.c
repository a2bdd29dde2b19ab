#include "app/kiosk/states/spoken.h"

#include "app/kiosk/states/states.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ORDINALS = 9 };

/* What a screen says below its question. */
static const char *const more[FLOW_STATE_COUNT] = {
    [FLOW_starting] = "wait",
    [FLOW_welcome] = "welcome_more",
    [FLOW_choose] = "choose_more",
    [FLOW_consent] = "consent_more",
    [FLOW_lay_card] = "lay_card_more",
    [FLOW_pin] = "pin_more",
    [FLOW_records] = "records_more",
    [FLOW_which_dose] = "which_dose_more",
    [FLOW_passport] = "passport_more",
    [FLOW_preview] = "preview_more",
    [FLOW_take_card] = "take_card_more",
    [FLOW_stopping] = "wait",
    [FLOW_take_paper] = "take_paper_more",
    [FLOW_reporting] = "wait",
    [FLOW_forget] = "wait",
    [FLOW_end] = "wait",
};

/* A choice by its state; those below mean the same everywhere. */
static const struct {
    enum flow_state state;
    const char *id, *prompt;
} ways[] = {
    {FLOW_welcome, "yes", "way_start"},
    {FLOW_consent, "yes", "way_agree"},
    {FLOW_consent, "stop", "way_disagree"},
    {FLOW_last_try, "yes", "way_try"},
    {FLOW_last_try, "no", "way_not_now"},
    {FLOW_records, "yes", "way_right"},
    {FLOW_records, "differs", "way_differs"},
    {FLOW_passport, "yes", "way_passport"},
    {FLOW_passport, "no", "way_no_passport"},
    {FLOW_preview, "yes", "way_issue"},
    {FLOW_preview, "paper.large", "way_large"},
    {FLOW_preview, "paper.usual", "way_usual"},
    {FLOW_stop_printing, "yes", "way_stop_printing"},
    {FLOW_stop_printing, "no", "way_print"},
    {FLOW_take_paper, "yes", "way_taken"},
    {FLOW_same, "yes", "way_end"},
    {FLOW_same, "no", "way_back"},
    {FLOW_same, "back", "way_back"},
    {FLOW_same, "stop", "way_stop"},
    {FLOW_same, "staff", "way_staff"},
    {FLOW_same, "not_mine", "way_not_mine"},
    {FLOW_same, "here", "way_here"},
    {FLOW_same, "voice", "way_quiet"},
};

/* What no longer fits is left out whole. */
static void add(char out[VOICE_SAID_SIZE], const char *prompt)
{
    size_t len = strlen(out);

    if (len + 1 + strlen(prompt) < VOICE_SAID_SIZE)
        snprintf(out + len, VOICE_SAID_SIZE - len, "%s%s", len > 0 ? " " : "", prompt);
}

static void add_figures(char out[VOICE_SAID_SIZE], long number)
{
    char figures[24], prompt[16];

    snprintf(figures, sizeof figures, "%ld", number);
    for (const char *at = figures; *at != 0; at++) {
        snprintf(prompt, sizeof prompt, "figure_%c", *at);
        add(out, prompt);
    }
}

/* The one amount that is spoken: it is the same for everybody. */
static void add_fee(char out[VOICE_SAID_SIZE], int fee)
{
    if (fee == 0) {
        add(out, "fee_free");
        return;
    }
    add(out, "fee");
    add_figures(out, fee);
    add(out, "yen");
}

void spoken_state(const struct kiosk *kiosk, const struct visit *visit, enum flow_state state,
                  char out[VOICE_SAID_SIZE])
{
    const char *prompt = state_prompt(visit, state);

    out[0] = 0;
    if (prompt != NULL)
        add(out, prompt);
    if (!kiosk->spoken || visit->idle)
        return;
    if (more[state] != NULL)
        add(out, more[state]);
    if (state == FLOW_welcome || state == FLOW_consent || state == FLOW_preview ||
        state == FLOW_paying)
        add_fee(out, visit->offer.fee);
    if (state == FLOW_preview && visit->paper == PAPER_LARGE)
        add(out, "paper_large");
}

/* The place in its list: "first", "second", "1 0". */
static void add_ordinal(char out[VOICE_SAID_SIZE], long number)
{
    char prompt[32];

    snprintf(prompt, sizeof prompt, "ordinal_%ld", number);
    if (number <= ORDINALS)
        add(out, prompt);
    else
        add_figures(out, number);
}

/* "131105.domestic". A municipality without a prompt of its own is still told by its place. */
static void add_offer(char out[VOICE_SAID_SIZE], const struct screen_view *view, const char *id)
{
    char area[SCREEN_ID_SIZE];
    const char *dot = strchr(id, '.');
    long number = 0;

    for (size_t i = 0; i < view->choices && view->choice[i].role == SCREEN_OPTION; i++)
        if (strcmp(view->choice[i].id, id) == 0)
            number = (long)i + 1;
    if (dot == NULL || number == 0)
        return;
    add_ordinal(out, number);
    snprintf(area, sizeof area, "area_%.*s", (int)(dot - id), id);
    add(out, area);
    add(out, strcmp(dot + 1, kind_name(KIND_TRAVEL)) == 0 ? "use_travel" : "use_domestic");
}

static const char *way_of(enum flow_state state, const char *id)
{
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        if ((ways[i].state == state || ways[i].state == FLOW_same) && strcmp(ways[i].id, id) == 0)
            return ways[i].prompt;
    return NULL;
}

static void add_named(char out[VOICE_SAID_SIZE], enum flow_state state,
                      const struct screen_view *view, const char *id)
{
    const char *way = way_of(state, id);

    if (way != NULL)
        add(out, way);
    else if (strcmp(id, "dose.0") == 0)
        add(out, "way_other_dose");
    else if (strncmp(id, "dose.", 5) == 0)
        add_ordinal(out, strtol(id + 5, NULL, 10));
    else if (strncmp(id, "language.", 9) == 0)
        add(out, "language");
    else
        add_offer(out, view, id);
}

void spoken_choice(const struct kiosk *kiosk, const struct visit *visit, enum flow_state state,
                   const char *id, char out[VOICE_SAID_SIZE])
{
    struct screen_view view = {0};

    out[0] = 0;
    state_show(kiosk, visit, state, &view);
    add_named(out, state, &view, id);
    for (size_t i = 0; i < view.choices; i++)
        if (strcmp(view.choice[i].id, id) == 0 && view.choice[i].resting[0] != 0) {
            add(out, "resting");
            break;
        }
    wipe(&view, sizeof view);
}

void spoken_digits(int digits, char out[VOICE_SAID_SIZE])
{
    static const char *const all[PIN_LEN + 1] = {"typed_none", "typed_one", "typed_two",
                                                 "typed_three", "typed_four"};

    out[0] = 0;
    if (digits >= 0 && digits <= PIN_LEN)
        add(out, all[digits]);
}
