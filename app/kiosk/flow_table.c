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
    ROW(welcome,    reader_lost, always,  out_of_service, DO(note_no_reader)),
    ROW(choose,     chose,     always,    consent,        DO(keep_choice)),
    ROW(consent,    failed,    always,    refused,        DO(nothing)),
    ROW(consent,    yes,       card_lies, tries,          DO(keep_consent), DO(ask_tries)),
    ROW(consent,    yes,       always,    lay_card,       DO(keep_consent)),

    /* The card, its tries, the PIN (KSK-04, KSK-09). */
    ROW(lay_card,   card_laid, always,    tries,          DO(ask_tries)),
    ROW(lay_card,   deadline,  always,    refused,        DO(note_no_card)),
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
    ROW(checking,   worked,    always,    records,        DO(nothing)),
    ROW(checking,   none,      always,    refused,        DO(nothing)),
    ROW(checking,   failed,    always,    refused,        DO(nothing)),

    /* Your records, then the sheet as it will be (KSK-15, KSK-22). */
    ROW(records,    yes,       always,    preview,        DO(nothing)),
    ROW(records,    differs,   always,    refused,        DO(note_differs)),
    ROW(preview,    yes,       always,    confirm,        DO(challenge)),
    ROW(preview,    no,        always,    records,        DO(nothing)),
    ROW(confirm,    worked,    always,    take_card,      DO(nothing)),
    ROW(confirm,    failed,    always,    refused,        DO(nothing)),

    /* Nothing goes on while a card lies there (KSK-11, KSK-12). */
    ROW(take_card,  card_gone, always,    issuing,        DO(issue)),
    ROW(take_card,  stop,      always,    refused,        DO(note_stop)),
    ROW(take_card,  deadline,  patient,   take_card,      DO(remind)),
    ROW(take_card,  deadline,  always,    refused,        DO(note_card_left)),
    ROW(issuing,    worked,    always,    looking,        DO(draw_and_look)),
    ROW(looking,    worked,    deck_clear, printing,      DO(print)),
    ROW(looking,    worked,    always,    clear_deck,     DO(nothing)),
    ROW(clear_deck, card_gone, always,    printing,       DO(print)),
    ROW(clear_deck, deadline,  patient,   clear_deck,     DO(remind)),
    ROW(clear_deck, deadline,  always,    refused,        DO(note_card_left), DO(void_serial)),
    ROW(printing,   worked,    always,    take_paper,     DO(nothing)),
    GROUP(ASKED,    failed,    issued,    refused,        DO(void_serial)),
    GROUP(ASKED,    failed,    always,    refused,        DO(nothing)),

    /* The paper in the hand (KSK-13, KSK-23). */
    ROW(take_paper, yes,       always,    reporting,      DO(report)),
    ROW(take_paper, not_mine,  always,    refused,        DO(note_not_mine), DO(void_serial)),
    ROW(take_paper, deadline,  patient,   take_paper,     DO(remind)),
    ROW(take_paper, deadline,  always,    refused,        DO(note_paper_left), DO(void_serial)),
    ROW(reporting,  worked,    always,    done,           DO(nothing)),
    ROW(reporting,  failed,    always,    refused,        DO(nothing)), /* it will be withdrawn */
    ROW(done,       yes,       always,    forget,         DO(wipe_all)),
    ROW(done,       not_mine,  always,    refused,        DO(note_not_mine), DO(void_serial)),
    ROW(done,       deadline,  always,    forget,         DO(wipe_all)),

    /* Every way out. */
    GROUP(CARD,     card_gone, always,    refused,        DO(note_gone)),
    GROUP(CARD,     reader_lost, always,  refused,        DO(note_no_reader)),
    GROUP(CANCEL,   reader_lost, always,  refused,        DO(note_no_reader)),
    GROUP(CANCEL,   stop,      always,    refused,        DO(note_stop)),
    GROUP(CANCEL,   deadline,  always,    refused,        DO(note_idle)),
    ROW(refused,    worked,    always,    refused,        DO(nothing)), /* what was withdrawn */
    ROW(refused,    yes,       always,    forget,         DO(wipe_all)),
    ROW(refused,    deadline,  always,    forget,         DO(wipe_all)),
    ROW(out_of_service, yes,   always,    forget,         DO(wipe_all)),
    ROW(out_of_service, deadline, always, forget,         DO(wipe_all)),
    ROW(forget,     worked,    always,    end,            DO(nothing)),

    /* A screen that is gone cannot ask anybody anything. */
    GROUP(IDLE,     closed,    always,    forget,         DO(note_stop), DO(wipe_all)),
    GROUP(CANCEL,   closed,    always,    forget,         DO(note_stop), DO(wipe_all)),
    ROW(starting,   closed,    always,    forget,         DO(note_stop), DO(wipe_all)),
    ROW(take_card,  closed,    always,    forget,         DO(note_stop), DO(wipe_all)),
    ROW(clear_deck, closed,    always,    forget,         DO(note_stop), DO(void_serial), DO(wipe_all)),
    ROW(take_paper, closed,    always,    forget,         DO(note_stop), DO(void_serial), DO(wipe_all)),
    ROW(done,       closed,    always,    forget,         DO(wipe_all)),
    ROW(refused,    closed,    always,    forget,         DO(wipe_all)),
    ROW(out_of_service, closed, always,   forget,         DO(wipe_all)),
};
/* clang-format on */

const size_t flow_rows = sizeof flow_table / sizeof *flow_table;
