#include "app/kiosk/states/doses.h"

#include "app/kiosk/words.h"
#include "app/record/vaccines.h"

#include <stdio.h>

/* A product that is not in the table goes by its key: it is shown all the same. */
static void name_product(const struct kiosk *kiosk, const char *key, char out[SCREEN_LABEL_SIZE])
{
    const struct vaccine *vaccine = vaccine_by_key(key);

    if (vaccine == NULL)
        snprintf(out, SCREEN_LABEL_SIZE, "%s", key);
    else if (kiosk->language == LANGUAGE_JA)
        snprintf(out, SCREEN_LABEL_SIZE, "%s（%s、%s）", vaccine->name_ja, vaccine->maker_ja,
                 vaccine->kind_ja);
    else
        snprintf(out, SCREEN_LABEL_SIZE, "%s (%s, %s)", vaccine->name_en, vaccine->maker_en,
                 vaccine->kind_en);
}

void doses_row(const struct kiosk *kiosk, const struct dose *dose, struct screen_row *out)
{
    char number[WORDS_NUMBER_SIZE];

    words_number(dose->number, number);
    words_put(kiosk, out->cell[0], SCREEN_LABEL_SIZE, PHRASE_records_nth, number);
    words_date(kiosk, dose->date, out->cell[1]);
    name_product(kiosk, dose->product, out->cell[2]);
    snprintf(out->cell[3], SCREEN_LABEL_SIZE, "%s", dose->lot);
}
