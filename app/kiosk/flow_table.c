#include "app/kiosk/flow.h"

#define ROW(from, on, when, to, ...)                                                               \
    {                                                                                              \
        FLOW_##from, 0, FLOW_ON_##on, FLOW_IF_##when, FLOW_##to,                                   \
        {                                                                                          \
            __VA_ARGS__                                                                            \
        }                                                                                          \
    }
#define GROUP(in, on, when, to, ...)                                                               \
    {                                                                                              \
        FLOW_end, FLOW_IN_##in, FLOW_ON_##on, FLOW_IF_##when, FLOW_##to,                           \
        {                                                                                          \
            __VA_ARGS__                                                                            \
        }                                                                                          \
    }
#define DO(what) FLOW_DO_##what

/* clang-format off */
const struct flow_row flow_table[] = {
    /* The ready gate: nobody lays a card on a kiosk that cannot serve. */
    ROW(starting,   card_laid, always,    starting,       DO(check_ready)),
    ROW(starting,   card_gone, always,    starting,       DO(check_ready)),
    ROW(starting,   deadline,  always,    out_of_service, DO(note_no_reader)),
    ROW(starting,   ready,     always,    welcome,        DO(nothing)),
    ROW(starting,   failed,    always,    out_of_service, DO(nothing)),

    /* Words first: no byte is read from a card before the yes (KSK-03). */
    ROW(welcome,    yes,       always,    choose,         DO(nothing)),
    ROW(welcome,    deadline,  always,    welcome,        DO(greet), DO(check_ready)),
    ROW(welcome,    ready,     always,    welcome,        DO(nothing)),
    ROW(welcome,    failed,    always,    out_of_service, DO(nothing)),
    ROW(welcome,    reader_lost, always,  out_of_service, DO(note_no_reader)),
    ROW(choose,     chose,     always,    consent,        DO(keep_choice)),
    ROW(choose,     no,        always,    welcome,        DO(nothing)),
    ROW(consent,    failed,    always,    refused,        DO(nothing)),
    ROW(consent,    no,        always,    choose,         DO(nothing)),
    ROW(consent,    yes,       card_lies, tries,          DO(keep_consent), DO(ask_tries)),
    ROW(consent,    yes,       always,    lay_card,       DO(keep_consent)),

    /* The card, its tries, the PIN (KSK-04, KSK-09). */
    ROW(lay_card,   card_laid, always,    tries,          DO(ask_tries)),
    ROW(lay_card,   no,        always,    consent,        DO(nothing)),
    ROW(lay_card,   deadline,  idle,      refused,        DO(note_no_card)),
    ROW(tries,      worked,    last_try,  last_try,       DO(nothing)),
    ROW(tries,      worked,    always,    pin,            DO(nothing)),
    ROW(tries,      failed,    always,    refused,        DO(nothing)),
    ROW(last_try,   yes,       always,    pin,            DO(nothing)),
    ROW(last_try,   no,        always,    refused,        DO(note_stop)),
    ROW(pin,        typed_pin, always,    reading,        DO(verify)),

    /* Reading and checking, without a touch. */
    ROW(reading,    wrong_pin, last_try,  last_try,       DO(nothing)),
    ROW(reading,    wrong_pin, always,    pin,            DO(nothing)),
    ROW(reading,    worked,    always,    checking,       DO(read), DO(judge_card), DO(open), DO(present)),
    ROW(reading,    failed,    always,    refused,        DO(nothing)),
    ROW(checking,   worked,    always,    records,        DO(draw_specimen)), /* while they are read */
    ROW(checking,   none,      always,    refused,        DO(nothing)),
    ROW(checking,   failed,    always,    refused,        DO(nothing)),

    /* Your records, your passport, then the sheet as it will be (KSK-08, KSK-15, KSK-22). */
    ROW(records,    worked,    always,    records,        DO(nothing)),
    ROW(records,    failed,    always,    refused,        DO(nothing)),
    ROW(records,    yes,       travel,    passport,       DO(nothing)),
    ROW(records,    yes,       always,    preview,        DO(nothing)),
    ROW(records,    differs,   always,    which_dose,     DO(nothing)),
    ROW(which_dose, no,        always,    records,        DO(nothing)),
    ROW(which_dose, chose,     always,    refused,        DO(keep_line), DO(note_differs), DO(void_serial)),
    ROW(passport,   yes,       always,    preview,        DO(nothing)),
    ROW(passport,   no,        always,    refused,        DO(note_passport)),
    ROW(preview,    yes,       always,    confirm,        DO(ask_printer), DO(challenge)),
    ROW(preview,    no,        always,    records,        DO(nothing)),
    ROW(preview,    chose,     always,    preview,        DO(keep_paper), DO(draw_specimen)),
    ROW(preview,    worked,    always,    preview,        DO(nothing)),
    ROW(preview,    failed,    always,    refused,        DO(nothing)),
    ROW(confirm,    worked,    always,    take_card,      DO(nothing)),
    ROW(confirm,    failed,    always,    refused,        DO(nothing)),

    /* Nothing goes on while a card lies there, neither money nor paper (KSK-11, KSK-12). */
    ROW(take_card,  card_gone, priced,    paying,         DO(reserve_fee)),
    ROW(take_card,  card_gone, always,    issuing,        DO(issue)),
    ROW(take_card,  stop,      always,    refused,        DO(note_stop)),
    ROW(take_card,  deadline,  patient,   take_card,      DO(remind)),
    ROW(take_card,  deadline,  always,    refused,        DO(note_card_left)),
    ROW(paying,     stop,      always,    paying,         DO(note_stop), DO(halt)),
    ROW(paying,     worked,    deck_clear, issuing,       DO(issue)),
    ROW(paying,     worked,    always,    clear_deck,     DO(nothing)),
    ROW(paying,     failed,    always,    refused,        DO(give_back_fee)),
    ROW(issuing,    worked,    always,    looking,        DO(draw_and_look)),
    ROW(looking,    worked,    deck_clear, printing,      DO(print)),
    ROW(looking,    worked,    always,    clear_deck,     DO(nothing)),
    ROW(clear_deck, card_gone, issued,    printing,       DO(print)),
    ROW(clear_deck, card_gone, always,    issuing,        DO(issue)),
    ROW(clear_deck, deadline,  patient,   clear_deck,     DO(remind)),
    ROW(clear_deck, deadline,  always,    refused,        DO(note_card_left), DO(void_serial), DO(give_back_fee)),
    ROW(clear_deck, stop,      always,    refused,        DO(note_stop), DO(void_serial), DO(give_back_fee)),

    /* The fee is kept for sheets that were counted (KSK-20); stopping is asked for once. */
    ROW(printing,   worked,    always,    take_paper,     DO(capture_fee)),
    ROW(printing,   stop,      always,    stop_printing,  DO(nothing)),
    ROW(stop_printing, no,     always,    printing,       DO(nothing)),
    ROW(stop_printing, deadline, always,  printing,       DO(nothing)),
    ROW(stop_printing, yes,    always,    stopping,       DO(note_stop), DO(halt)),
    ROW(stop_printing, worked, always,    take_paper,     DO(capture_fee)),
    ROW(stopping,   worked,    always,    refused,        DO(note_stop), DO(void_serial), DO(give_back_fee)),
    GROUP(ASKED,    failed,    always,    refused,        DO(void_serial), DO(give_back_fee)),

    /* The paper in the hand (KSK-13, KSK-23). */
    ROW(take_paper, worked,    always,    take_paper,     DO(nothing)),
    ROW(take_paper, yes,       always,    reporting,      DO(report)),
    ROW(take_paper, not_mine,  always,    refused,        DO(note_not_mine), DO(void_serial), DO(give_back_fee)),
    ROW(take_paper, deadline,  patient,   take_paper,     DO(remind)),
    ROW(take_paper, deadline,  always,    refused,        DO(note_paper_left), DO(void_serial), DO(give_back_fee)),
    ROW(reporting,  worked,    always,    done,           DO(nothing)),
    ROW(reporting,  failed,    always,    refused,        DO(nothing)), /* the journal says it again */
    ROW(done,       yes,       always,    forget,         DO(wipe_all)),
    ROW(done,       not_mine,  always,    refused,        DO(note_not_mine), DO(void_serial), DO(give_back_fee)),
    ROW(done,       deadline,  always,    forget,         DO(wipe_all)),

    /* Every way out. */
    GROUP(CARD,     card_gone, always,    refused,        DO(note_gone)),
    GROUP(CARD,     reader_lost, always,  refused,        DO(note_no_reader)),
    GROUP(CANCEL,   reader_lost, always,  refused,        DO(note_no_reader)),
    GROUP(CANCEL,   stop,      always,    refused,        DO(note_stop)),
    GROUP(CANCEL,   here,      always,    same,           DO(nothing)),
    GROUP(CANCEL,   deadline,  idle,      refused,        DO(note_idle)),
    GROUP(CANCEL,   deadline,  always,    same,           DO(ask_here)),
    GROUP(ANY,      staff,     always,    same,           DO(call_staff)),
    GROUP(ANY,      language,  always,    same,           DO(nothing)),
    ROW(refused,    worked,    always,    refused,        DO(nothing)), /* what was withdrawn */
    ROW(refused,    failed,    always,    refused,        DO(nothing)), /* a line that is not there */
    ROW(refused,    yes,       always,    forget,         DO(wipe_all)),
    ROW(refused,    deadline,  always,    forget,         DO(wipe_all)),
    ROW(out_of_service, yes,   always,    forget,         DO(wipe_all)),
    ROW(out_of_service, deadline, always, forget,         DO(wipe_all)),
    ROW(forget,     worked,    always,    end,            DO(nothing)),

    /* The centre changes what it offers, or closes: whoever has not asked for a certificate yet is
     * told so; later it is theirs (KSK-01). */
    ROW(welcome,    news,      always,    welcome,        DO(check_ready)),
    ROW(out_of_service, news,  always,    forget,         DO(wipe_all)),
    GROUP(IDLE,     closed_by_centre, always, out_of_service, DO(note_closed)),
    GROUP(CANCEL,   closed_by_centre, always, refused,    DO(note_closed)),
    ROW(take_card,  closed_by_centre, always, refused,    DO(note_closed)),
    ROW(paying,     closed_by_centre, always, paying,     DO(note_closed), DO(halt)),

    /* A screen that is gone cannot ask anybody anything. */
    GROUP(IDLE,     closed,    always,    forget,         DO(note_stop), DO(wipe_all)),
    GROUP(CANCEL,   closed,    always,    forget,         DO(note_stop), DO(wipe_all)),
    ROW(starting,   closed,    always,    forget,         DO(note_stop), DO(wipe_all)),
    ROW(take_card,  closed,    always,    forget,         DO(note_stop), DO(wipe_all)),
    ROW(paying,     closed,    always,    paying,         DO(note_stop), DO(halt)),
    ROW(clear_deck, closed,    always,    forget,         DO(note_stop), DO(void_serial), DO(give_back_fee), DO(wipe_all)),
    ROW(take_paper, closed,    always,    forget,         DO(note_stop), DO(void_serial), DO(give_back_fee), DO(wipe_all)),
    ROW(done,       closed,    always,    forget,         DO(wipe_all)),
    ROW(refused,    closed,    always,    forget,         DO(wipe_all)),
    ROW(out_of_service, closed, always,   forget,         DO(wipe_all)),
};
/* clang-format on */

const size_t flow_rows = sizeof flow_table / sizeof *flow_table;
