/* The flow of one resident's visit, as data. Pure: no port, no clock; time comes as an event.
 *
 * flow_table.c holds the rows, in the order a resident lives them. flow_step walks them.
 * docs/flow.svg is drawn from them, and tests/flow proves what must never happen.
 */
#ifndef APP_KIOSK_FLOW_H
#define APP_KIOSK_FLOW_H

#include <stdbool.h>
#include <stddef.h>

/* clang-format off */
/* state, seconds until FLOW_DEADLINE (0: a command is at work and answers), groups it belongs to */
#define FLOW_STATES(S) \
    S(starting, 10, 0) \
    S(welcome, 60, FLOW_IN_IDLE) \
    S(choose, 60, FLOW_IN_CANCEL) \
    S(consent, 120, FLOW_IN_CANCEL) \
    S(lay_card, 60, FLOW_IN_CANCEL) \
    S(tries, 0, FLOW_IN_CARD) \
    S(pin, 60, FLOW_IN_CARD | FLOW_IN_CANCEL) \
    S(last_try, 60, FLOW_IN_CARD | FLOW_IN_CANCEL) \
    S(reading, 0, FLOW_IN_CARD) \
    S(checking, 0, FLOW_IN_CARD) \
    S(records, 120, FLOW_IN_CARD | FLOW_IN_CANCEL) \
    S(which_dose, 60, FLOW_IN_CARD | FLOW_IN_CANCEL) \
    S(passport, 60, FLOW_IN_CARD | FLOW_IN_CANCEL) \
    S(preview, 120, FLOW_IN_CARD | FLOW_IN_CANCEL) \
    S(confirm, 0, FLOW_IN_CARD) \
    S(take_card, 10, 0) \
    S(paying, 0, FLOW_IN_BESIDE) \
    S(issuing, 0, FLOW_IN_ASKED) \
    S(looking, 0, FLOW_IN_ASKED) \
    S(clear_deck, 10, 0) \
    S(printing, 0, FLOW_IN_ASKED | FLOW_IN_BESIDE) \
    S(stop_printing, 30, FLOW_IN_ASKED | FLOW_IN_BESIDE) \
    S(stopping, 0, FLOW_IN_ASKED) \
    S(take_paper, 20, FLOW_IN_ASKED) \
    S(reporting, 0, 0) \
    S(done, 15, 0) \
    S(refused, 30, 0) \
    S(out_of_service, 60, 0) \
    S(forget, 0, 0) \
    S(end, 0, 0)

#define FLOW_EVENTS(E) \
    E(ready)    /* printer, centre and reader can serve */ \
    E(chose)    /* an offered choice other than those below */ \
    E(yes)      /* the one main button of the screen */ \
    E(no)       /* back, or the safe way out of a question */ \
    E(stop)     /* やめる */ \
    E(here)     /* つづけます */ \
    E(staff)    /* 係員を呼ぶ */ \
    E(language) /* another language was chosen */ \
    E(differs)  /* "these are not my records" */ \
    E(not_mine) /* 私の証明書ではありません */ \
    E(card_laid) \
    E(card_gone)   /* the reader's slot is empty */ \
    E(reader_lost) /* nobody can say what lies there */ \
    E(typed_pin) \
    E(wrong_pin) \
    E(worked) /* the command at work came to its good end */ \
    E(none)   /* certainly no record */ \
    E(failed) /* the command at work came to a bad end; its code is kept */ \
    E(deadline) \
    E(news)             /* the centre changed its offer */ \
    E(closed_by_centre) /* it closed */ \
    E(closed) /* the screen is gone */

#define FLOW_GUARDS(G) \
    G(always) \
    G(last_try)  /* the card said: one try left */ \
    G(card_lies)  /* the reader sees a card now */ \
    G(deck_clear) /* it sees that no card lies there; a reader that is away sees nothing */ \
    G(patient)   /* reminded fewer times than the limit */ \
    G(idle)      /* asked already whether somebody is there */ \
    G(travel)    /* 海外用 was chosen */ \
    G(priced)    /* there is a fee */ \
    G(issued)    /* a serial was asked for: it may be valid */

/* command, the seconds in which it answers with an event (0: it is done at once, without one) */
#define FLOW_COMMANDS(C) \
    C(nothing, 0) \
    C(check_ready, 90) /* fonts, clock, centre's offer, coins, printer → ready, failed */ \
    C(greet, 0)        /* the kiosk's own language again */ \
    C(keep_choice, 0) \
    C(keep_consent, 0) \
    C(ask_tries, 60)  /* expiry, application, tries left → worked, failed */ \
    C(verify, 60)     /* sends the PIN once and wipes it → worked, wrong_pin, failed */ \
    C(read, 60)       /* the files → worked, failed */ \
    C(judge_card, 60) /* early and friendly → worked, failed */ \
    C(open, 60)       /* a nonce from the signer → worked, failed */ \
    C(present, 60)    /* first challenge, proof to the centre → worked, none, failed */ \
    C(draw_specimen, 60) /* the preview 見本 → worked, failed */ \
    C(keep_line, 0)      /* which dose is said to differ */ \
    C(keep_paper, 0)     /* usual or large letters on the paper */ \
    C(challenge, 60) /* second challenge; the card's session ends → worked, failed */ \
    C(remind, 0) \
    C(ask_here, 0) \
    C(call_staff, 0) \
    C(ask_printer, 10)   /* whether it can print now → worked, failed */ \
    C(reserve_fee, 240)  /* until the coins are in → worked, failed */ \
    C(halt, 0)           /* no longer wait for coins; cancel the document at the printer */ \
    C(issue, 60)         /* asks for the certificate, once → worked, failed */ \
    C(draw_and_look, 120) /* pages, last look, judgement → worked, failed */ \
    C(print, 240)        /* → worked, failed */ \
    C(capture_fee, 60)   /* → worked, failed */ \
    C(give_back_fee, 60) /* whatever of it was reserved or captured → worked */ \
    C(report, 90)        /* delivered → worked, failed */ \
    C(void_serial, 60)   /* reports: not delivered → worked */ \
    C(note_differs, 0) /* these keep the reason the resident gave, or time did */ \
    C(note_passport, 0) \
    C(note_not_mine, 0) \
    C(note_stop, 0) \
    C(note_gone, 0) \
    C(note_idle, 0) \
    C(note_closed, 0) \
    C(note_no_reader, 0) \
    C(note_no_card, 0) \
    C(note_card_left, 0) \
    C(note_paper_left, 0) \
    C(wipe_all, 60) /* everything that is known of a person → worked */
/* clang-format on */

enum flow_group {
    FLOW_IN_IDLE = 1,
    FLOW_IN_CANCEL = 2,
    FLOW_IN_CARD = 4,
    FLOW_IN_ASKED = 8,
    FLOW_IN_BESIDE =
        16,          /* a command may be at work for long: the person is listened to meanwhile */
    FLOW_IN_ANY = 32 /* every state */
};

enum flow_state {
#define FLOW_ENUM(name, seconds, groups) FLOW_##name,
    FLOW_STATES(FLOW_ENUM)
#undef FLOW_ENUM
        FLOW_STATE_COUNT,
    FLOW_same = FLOW_STATE_COUNT /* of a row for many states: each stays where it is */
};

enum flow_event {
#define FLOW_ENUM(name) FLOW_ON_##name,
    FLOW_EVENTS(FLOW_ENUM)
#undef FLOW_ENUM
        FLOW_EVENT_COUNT
};

enum flow_guard {
#define FLOW_ENUM(name) FLOW_IF_##name,
    FLOW_GUARDS(FLOW_ENUM)
#undef FLOW_ENUM
        FLOW_GUARD_COUNT
};

enum flow_command {
#define FLOW_ENUM(name, seconds) FLOW_DO_##name,
    FLOW_COMMANDS(FLOW_ENUM)
#undef FLOW_ENUM
        FLOW_COMMAND_COUNT
};

enum { FLOW_COMMANDS_MAX = 4, FLOW_IDLE_SECONDS = 30 };

/* A row for one state (group == 0), or for every state of a group. */
struct flow_row {
    enum flow_state state;
    unsigned group;
    enum flow_event event;
    enum flow_guard guard;
    enum flow_state next;
    /* Done in order: those that do not answer before the next state is shown, the others after. One
     * that comes to a bad end stops the rest and answers with its event; the last answers `worked`
     * if it is at work for somebody (flow_answers). */
    enum flow_command commands[FLOW_COMMANDS_MAX];
};

extern const struct flow_row flow_table[];
extern const size_t flow_rows;

/* What a guard may ask about, true or not, at the moment of the event. */
struct flow_facts {
    bool is[FLOW_GUARD_COUNT];
};

/* The row that applies: the state's own rows first, then its groups', each in the table's order.
 * NULL: the event means nothing here and is dropped. */
const struct flow_row *flow_step(enum flow_state state, enum flow_event event,
                                 const struct flow_facts *facts);

/* The same in another table than the shipped one: tests turn rows round and look what breaks. */
const struct flow_row *flow_step_in(const struct flow_row *table, size_t rows,
                                    enum flow_state state, enum flow_event event,
                                    const struct flow_facts *facts);

const char *flow_state_name(enum flow_state state);
const char *flow_event_name(enum flow_event event);
const char *flow_guard_name(enum flow_guard guard);
const char *flow_command_name(enum flow_command command);

/* The state that a row leads to from `from`. */
enum flow_state flow_next(const struct flow_row *row, enum flow_state from);

/* Whether the row may be taken in `state` while a command is at work there. Others wait for its
 * answer. */
bool flow_beside(enum flow_state state, const struct flow_row *row);

/* Whether a command answers with an event, and in how many seconds at the latest. */
bool flow_answers(enum flow_command command);
int flow_limit(enum flow_command command);
int flow_seconds(enum flow_state state);
unsigned flow_groups(enum flow_state state);

#endif
