#include "app/kiosk/states/reasons.h"

#include <stdlib.h>
#include <string.h>

/* Codes that say more than their letter does. */
static const struct {
    enum err code;
    struct reason reason;
} known[] = {
    {AK_R58, {PHRASE_refused_none_title, SCREEN_NO_FIND, "refused_none", true}},
    {AK_R30, {PHRASE_refused_none_title, SCREEN_NO_FIND, "refused_none", true}},
    {AK_S30, {PHRASE_refused_stop_title, SCREEN_NO_SCENE, "refused_stop", true}},
    {AK_S31, {PHRASE_refused_idle_title, SCREEN_NO_SCENE, "refused_stop", true}},
    {AK_S61, {PHRASE_refused_told_title, SCREEN_NO_SCENE, "refused_staff", false}},
    {AK_S62, {PHRASE_refused_told_title, SCREEN_NO_SCENE, "refused_staff", false}},
    {AK_C30, {PHRASE_refused_idle_title, SCREEN_NO_SCENE, "refused_stop", true}},
    {AK_C34, {PHRASE_refused_title, SCREEN_FAULT, "refused", true}},
    {AK_C01, {PHRASE_refused_away_title, SCREEN_FAULT, "refused_away", true}},
    {AK_C38, {PHRASE_refused_away_title, SCREEN_FAULT, "refused_away", true}},
    {AK_C31, {PHRASE_refused_pin_title, SCREEN_FAULT, "refused", true}},
    {AK_C32, {PHRASE_refused_pin_title, SCREEN_FAULT, "refused_pin", false}},
    {AK_C35, {PHRASE_refused_other_card_title, SCREEN_FAULT, "refused_other", true}},
    {AK_C36, {PHRASE_refused_other_card_title, SCREEN_FAULT, "refused_other", false}},
    {AK_C37, {PHRASE_refused_other_card_title, SCREEN_FAULT, "refused_other", false}},
    {AK_P58, {PHRASE_refused_paper_left_title, SCREEN_FAULT, "refused", true}},
    {AK_N30, {PHRASE_refused_title, SCREEN_FAULT, "refused", true}},
    {AK_N31, {PHRASE_refused_title, SCREEN_FAULT, "refused", true}},
    {AK_N10, {PHRASE_refused_closed_title, SCREEN_CLOSED_DOWN, "refused", false}},
    {AK_N59, {PHRASE_refused_closed_title, SCREEN_CLOSED_DOWN, "refused", false}},
    {AK_R32, {PHRASE_refused_travel_title, SCREEN_FAULT, "refused_travel", false}},
    {AK_R33, {PHRASE_refused_travel_title, SCREEN_FAULT, "refused_travel", false}},
    {AK_S34, {PHRASE_refused_travel_title, SCREEN_FAULT, "refused_travel", false}},
    {AK_P74, {PHRASE_refused_stop_title, SCREEN_NO_SCENE, "refused_staff", false}},
    {AK_P71, {PHRASE_refused_title, SCREEN_FAULT, "refused", false}},
    {AK_P72, {PHRASE_refused_title, SCREEN_FAULT, "refused", false}},
};

/* The number in AK-Cnn carries the category: below 60 the person can mend it. */
static bool mendable(const char *name)
{
    return strtol(name + strlen("AK-C"), NULL, 10) < 60;
}

/* The card was good and no answer came about its holder: what the records say is open. */
static bool left_open(const struct visit *visit, char letter)
{
    return visit->history.found == FOUND_UNKNOWN && visit->person.holder.name[0] != 0 &&
           letter != 'C' && letter != 'P' && letter != 'S';
}

struct reason reason_of(const struct visit *visit)
{
    const char *name = err_name(visit->code);
    char letter = name[strlen("AK-")];
    bool again = mendable(name);

    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (known[i].code == visit->code)
            return known[i].reason;
    if (left_open(visit, letter))
        return (struct reason){PHRASE_refused_unsure_title, SCREEN_UNSURE, "refused_unsure", again};
    if (letter == 'C')
        return (struct reason){PHRASE_refused_card_title, SCREEN_FAULT, "refused_card", again};
    if (letter == 'P')
        return (struct reason){PHRASE_refused_print_title, SCREEN_FAULT, "refused_paper", again};
    return (struct reason){PHRASE_refused_title, SCREEN_FAULT, "refused", again};
}
