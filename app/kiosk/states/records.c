#include "app/kiosk/states/states.h"

#include "app/kiosk/states/doses.h"
#include "app/kiosk/words.h"

#include <stdio.h>

static void head_rows(const struct kiosk *kiosk, struct screen_view *view)
{
    static const enum phrase heads[SCREEN_CELLS] = {PHRASE_records_number, PHRASE_records_date,
                                                    PHRASE_records_product, PHRASE_records_lot};

    for (size_t i = 0; i < SCREEN_CELLS; i++)
        snprintf(view->heading.cell[i], SCREEN_LABEL_SIZE, "%s", words_in(kiosk, heads[i]));
}

STATE_SHOWS(records)
{
    char birth[WORDS_DATE_SIZE];

    view->step = 4;
    words_title(kiosk, view, PHRASE_records_title);
    words_put(kiosk, view->help, sizeof view->help, PHRASE_records_help,
              words_area(kiosk, &visit->area));
    words_birth(kiosk, visit->person.holder.birth, birth);
    phrase_fill(view->line[view->lines++], SCREEN_TEXT_SIZE, words_in(kiosk, PHRASE_records_birth),
                (const char *const[]){visit->person.holder.name, birth}, 2);
    head_rows(kiosk, view);
    for (size_t i = 0; i < visit->history.count && i < SCREEN_ROWS_MAX; i++)
        doses_row(kiosk, &visit->history.doses[i], &view->row[view->rows++]);
    words_choice(kiosk, view, SCREEN_MAIN, "yes", PHRASE_records_yes);
    words_choice(kiosk, view, SCREEN_PLAIN, "differs", PHRASE_records_differs);
}
