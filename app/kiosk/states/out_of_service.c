#include "app/kiosk/states/states.h"

#include "app/kiosk/states/offered.h"
#include "app/kiosk/words.h"
#include "app/words/sentences.h"

#include <stdio.h>
#include <string.h>

static void say_part(const struct kiosk *kiosk, struct screen_view *view, enum phrase part,
                     bool faulty, bool known)
{
    words_row(kiosk, view, part,
              faulty  ? PHRASE_out_fault
              : known ? PHRASE_out_well
                      : PHRASE_out_unknown,
              "");
}

/* The part a code speaks of is at fault; what the ready gate did not reach is not known. */
static void say_parts(const struct kiosk *kiosk, const struct visit *visit,
                      struct screen_view *view)
{
    char letter = view->code[strlen("AK-")];
    bool reader = kiosk->watch != NULL && watch_presence(kiosk->watch) != READER_AWAY;

    say_part(kiosk, view, PHRASE_out_line, letter == 'N', visit->offer.count > 0);
    say_part(kiosk, view, PHRASE_out_printer, letter == 'P', visit->dpi > 0);
    say_part(kiosk, view, PHRASE_out_reader, letter == 'C', reader);
}

/* Closed on purpose: nothing is broken. */
static bool is_closed(enum err code)
{
    return code == AK_N10 || code == AK_N58 || code == AK_N59;
}

/* First what everybody needs (KSK-27), then what a technician does. */
STATE_SHOWS(out_of_service)
{
    struct sentence sentence = sentence_of(visit->code, kiosk->language);

    view->scene = SCREEN_CLOSED_DOWN;
    words_title(kiosk, view, PHRASE_out_title);
    words_help(kiosk, view, PHRASE_out_help);
    words_line(kiosk, view, PHRASE_out_elsewhere);
    offered_notice(kiosk, &visit->offer, view);
    view->lines += offered_hours(kiosk, &visit->offer, view->line[view->lines], SCREEN_TEXT_SIZE);
    snprintf(view->code, sizeof view->code, "%s", err_name(visit->code));
    if (is_closed(visit->code)) {
        words_text(view, sentence.what);
    } else {
        words_line_with(kiosk, view, PHRASE_out_technician, sentence.what);
        say_parts(kiosk, visit, view);
    }
    words_choice(kiosk, view, SCREEN_MAIN, "yes", PHRASE_end_visit);
}
