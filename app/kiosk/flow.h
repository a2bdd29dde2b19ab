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
    S(welcome, 0, FLOW_IN_IDLE) \
    S(choose, 60, FLOW_IN_CANCEL) \
    S(consent, 120, FLOW_IN_CANCEL) \
    S(lay_card, 60, FLOW_IN_CANCEL) \
    S(tries, 0, FLOW_IN_CARD) \
    S(pin, 60, FLOW_IN_CARD | FLOW_IN_CANCEL) \
    S(last_try, 60, FLOW_IN_CARD | FLOW_IN_CANCEL) \
    S(reading, 0, FLOW_IN_CARD) \
    S(checking, 0, FLOW_IN_CARD) \
    S(records, 120, FLOW_IN_CARD | FLOW_IN_CANCEL) \
    S(preview, 120, FLOW_IN_CARD | FLOW_IN_CANCEL) \
    S(confirm, 0, FLOW_IN_CARD) \
    S(take_card, 10, 0) \
    S(issuing, 0, FLOW_IN_ASKED) \
    S(looking, 0, FLOW_IN_ASKED) \
    S(clear_deck, 10, 0) \
    S(printing, 0, FLOW_IN_ASKED) \
    S(take_paper, 20, 0) \
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
    E(no)       /* the safe way out of a question */ \
    E(stop)     /* やめる */ \
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
    E(closed) /* the screen is gone */

#define FLOW_GUARDS(G) \
    G(always) \
    G(last_try)  /* the card said: one try left */ \
    G(card_lies)  /* the reader sees a card now */ \
    G(deck_clear) /* it sees that no card lies there; a reader that is away sees nothing */ \
    G(patient)   /* reminded fewer times than the limit */ \
    G(issued)    /* a serial was asked for: it may be valid */

/* command, whether it answers with an event when it is done */
#define FLOW_COMMANDS(C) \
    C(nothing, false) \
    C(check_ready, true) /* printer, centre's offer, reader → ready, failed */ \
    C(keep_choice, false) \
    C(keep_consent, false) \
    C(ask_tries, true)  /* expiry, application, tries left → worked, failed */ \
    C(verify, true)     /* sends the PIN once and wipes it → worked, wrong_pin, failed */ \
    C(read, true)       /* the files → worked, failed */ \
    C(judge_card, true) /* early and friendly → worked, failed */ \
    C(open, true)       /* a nonce from the signer → worked, failed */ \
    C(present, true)    /* first challenge, proof to the centre → worked, none, failed */ \
    C(challenge, true)  /* second challenge; the card's session ends → worked, failed */ \
    C(remind, false) \
    C(issue, true)         /* asks for the certificate, once → worked, failed */ \
    C(draw_and_look, true) /* pages, last look, judgement → worked, failed */ \
    C(print, true)         /* → worked, failed */ \
    C(report, true)        /* delivered → worked, failed */ \
    C(void_serial, true)   /* reports: not delivered → worked */ \
    C(note_differs, false) /* these keep the reason the resident gave, or time did */ \
    C(note_not_mine, false) \
    C(note_stop, false) \
    C(note_gone, false) \
    C(note_idle, false) \
    C(note_no_reader, false) \
    C(note_no_card, false) \
    C(note_card_left, false) \
    C(note_paper_left, false) \
    C(wipe_all, true) /* everything that is known of a person → worked */
/* clang-format on */

enum flow_group { FLOW_IN_IDLE = 1, FLOW_IN_CANCEL = 2, FLOW_IN_CARD = 4, FLOW_IN_ASKED = 8 };

enum flow_state {
#define FLOW_ENUM(name, seconds, groups) FLOW_##name,
    FLOW_STATES(FLOW_ENUM)
#undef FLOW_ENUM
        FLOW_STATE_COUNT
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
#define FLOW_ENUM(name, answers) FLOW_DO_##name,
    FLOW_COMMANDS(FLOW_ENUM)
#undef FLOW_ENUM
        FLOW_COMMAND_COUNT
};

enum { FLOW_COMMANDS_MAX = 4 };

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

const char *flow_state_name(enum flow_state state);
const char *flow_event_name(enum flow_event event);
const char *flow_guard_name(enum flow_guard guard);
const char *flow_command_name(enum flow_command command);
bool flow_answers(enum flow_command command);
int flow_seconds(enum flow_state state);
unsigned flow_groups(enum flow_state state);

#endif
