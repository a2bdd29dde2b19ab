#include "app/kiosk/states/states.h"

#include "app/kiosk/states/doses.h"
#include "app/kiosk/words.h"

#include <stdio.h>

static void offer(const struct kiosk *kiosk, struct screen_view *view, const struct dose *dose)
{
    struct screen_choice *choice = &view->choice[view->choices++];
    struct screen_row row = {0};

    doses_row(kiosk, dose, &row);
    choice->role = SCREEN_OPTION;
    snprintf(choice->id, sizeof choice->id, "dose.%d", dose->number);
    phrase_fill(choice->label, sizeof choice->label, "%1  %2\t%3",
                (const char *const[]){row.cell[0], row.cell[1], row.cell[2]}, 3);
}

STATE_SHOWS(which_dose)
{
    view->step = 4;
    words_title(kiosk, view, PHRASE_which_title);
    words_help(kiosk, view, PHRASE_which_help);
    for (size_t i = 0; i < visit->history.count; i++)
        offer(kiosk, view, &visit->history.doses[i]);
    words_choice(kiosk, view, SCREEN_OPTION, "dose.0", PHRASE_which_other);
}
