#include "tests/flow/world.h"

const char *promise;

void must(bool holds, const char *what)
{
    if (!holds && promise == NULL)
        promise = what;
}

static void begin_at_card(struct world *w, enum flow_command command)
{
    must(w->consent, "no byte is read from a card before the consent (KSK-03)");
    must(command != FLOW_DO_ask_tries || w->card == CARD, "a card is asked only where one lies");
    if (command == FLOW_DO_verify) {
        must(w->typed, "a PIN is sent only once for each time it was typed (KSK-09)");
        must(w->tries > 1 || w->dared, "the last try needs an explicit yes (R26)");
        w->typed = w->dared = 0;
    }
    must(command != FLOW_DO_read || w->verified, "nothing is read without the PIN (KSK-04)");
    w->knows = 1;
}

static void begin_issue(struct world *w)
{
    must(!w->asked, "a certificate is asked for once (KSK-15)");
    must(w->agreed && w->live1 && w->live2 && w->judged,
         "no certificate without the yes and both challenges (KSK-05, KSK-15)");
    must(w->seen, "nothing is issued that nobody has seen as a preview (KSK-15)");
    must(!w->travel || w->passport, "nothing for travel without a yes to the passport (KSK-08)");
    must(!w->priced || w->reserved, "nothing is issued before its fee is reserved (R27)");
    must(w->card == EMPTY, "nothing goes on while a card lies there (KSK-11)");
    w->asked = 1;
}

static void begin_print(struct world *w)
{
    must(w->looked, "nothing is printed that the last look has not passed (KSK-16)");
    must(w->verified && w->judged && w->live1 && w->live2,
         "nothing is printed without an authentic, live card of this visit");
    must(w->card == EMPTY, "nothing is printed while a card lies there (KSK-12)");
    must(!w->printed, "a document is printed once");
    w->printed = 1;
}

static void begin_fee(struct world *w, enum flow_command command)
{
    if (command == FLOW_DO_reserve_fee) {
        must(w->priced, "nobody is asked for a fee that there is not");
        must(!w->reserved, "never two fees (R27)");
        must(w->card == EMPTY && w->agreed, "no fee while a card lies there, or without a yes");
        w->reserved = 1;
    }
    if (command == FLOW_DO_capture_fee) {
        must(w->counted, "a fee is kept only for sheets that were counted (KSK-20)");
        must(!w->captured && !w->returned && !w->voided, "a fee is kept once, for a valid serial");
        w->captured = w->reserved;
    }
    if (command == FLOW_DO_give_back_fee)
        w->returned = w->reserved;
}

/* Said is enough: what does not arrive is said again from the journal, or withdrawn (VRS-58). */
static void begin_report(struct world *w)
{
    must(w->counted, "a delivery is told only of sheets that were counted (KSK-19)");
    w->told = 1;
}

static void begin_quiet(struct world *w, enum flow_command command)
{
    switch (command) {
    case FLOW_DO_keep_consent:
        w->consent = 1;
        break;
    case FLOW_DO_keep_paper:
        w->seen = 0; /* what was looked at will not be printed so */
        break;
    case FLOW_DO_remind:
        must(w->reminders < PATIENCE, "reminders come to an end");
        w->reminders++;
        break;
    case FLOW_DO_ask_here:
        w->idle = 1;
        break;
    case FLOW_DO_halt:
        must(w->noted, "whoever stops is told why");
        w->halted = 1;
        break;
    case FLOW_DO_wipe_all:
        w->knows = w->typed = 0;
        break;
    default:
        if (command >= FLOW_DO_note_differs && command <= FLOW_DO_note_paper_left)
            w->noted = 1;
    }
}

void world_begin(struct world *w, enum flow_command command)
{
    switch (command) {
    case FLOW_DO_ask_tries:
    case FLOW_DO_verify:
    case FLOW_DO_read:
    case FLOW_DO_judge_card:
    case FLOW_DO_challenge:
        begin_at_card(w, command);
        break;
    case FLOW_DO_reserve_fee:
    case FLOW_DO_capture_fee:
    case FLOW_DO_give_back_fee:
        begin_fee(w, command);
        break;
    case FLOW_DO_issue:
        begin_issue(w);
        break;
    case FLOW_DO_print:
        begin_print(w);
        break;
    case FLOW_DO_report:
        begin_report(w);
        break;
    case FLOW_DO_void_serial:
        w->voided = 1;
        break;
    default:
        begin_quiet(w, command);
    }
}

void world_succeed(struct world *w, enum flow_command command)
{
    switch (command) {
    case FLOW_DO_verify:
        w->verified = 1;
        w->noted = 0;
        break;
    case FLOW_DO_judge_card:
        w->judged = 1;
        break;
    case FLOW_DO_present:
        w->live1 = 1;
        break;
    case FLOW_DO_draw_specimen:
        w->seen = 1;
        break;
    case FLOW_DO_challenge:
        w->live2 = 1;
        break;
    case FLOW_DO_draw_and_look:
        w->looked = 1;
        break;
    case FLOW_DO_print:
        w->counted = 1;
        break;
    default:
        break;
    }
}

bool world_can_fail(enum flow_command command)
{
    return command == FLOW_DO_keep_choice || command == FLOW_DO_keep_line ||
           command == FLOW_DO_keep_paper ||
           (flow_answers(command) && command != FLOW_DO_wipe_all &&
            command != FLOW_DO_void_serial && command != FLOW_DO_give_back_fee);
}

struct flow_facts world_facts(const struct world *w)
{
    struct flow_facts facts = {.is[FLOW_IF_always] = true};

    facts.is[FLOW_IF_last_try] = w->tries == 1;
    facts.is[FLOW_IF_card_lies] = w->card == CARD;
    facts.is[FLOW_IF_deck_clear] = w->card == EMPTY;
    facts.is[FLOW_IF_patient] = w->reminders < PATIENCE;
    facts.is[FLOW_IF_idle] = w->idle;
    facts.is[FLOW_IF_travel] = w->travel;
    facts.is[FLOW_IF_priced] = w->priced;
    facts.is[FLOW_IF_issued] = w->asked;
    return facts;
}

/* Nobody is sent away for being slow without having been asked, and asked only once. */
static void check_patience(const struct world *w, const struct flow_row *row)
{
    for (size_t i = 0; i < FLOW_COMMANDS_MAX; i++) {
        enum flow_command command = row->commands[i];

        must((command != FLOW_DO_note_idle && command != FLOW_DO_note_no_card) || w->idle,
             "nobody is sent away for being slow without a question before");
        must((command != FLOW_DO_note_card_left && command != FLOW_DO_note_paper_left) ||
                 w->reminders == PATIENCE,
             "nobody is given up before all reminders");
        must(command != FLOW_DO_ask_here || !w->idle, "whether somebody is there is asked once");
        must(command != FLOW_DO_note_idle || w->state != FLOW_lay_card,
             "where a card never came, that is said");
    }
}

void world_take(struct world *w, enum flow_event event, const struct flow_row *row)
{
    check_patience(w, row);
    w->idle = 0;
    if (event == FLOW_ON_typed_pin)
        w->typed = 1;
    if (event == FLOW_ON_yes && w->state == FLOW_last_try)
        w->dared = 1;
    if (event == FLOW_ON_yes && w->state == FLOW_passport)
        w->passport = 1;
    if (event == FLOW_ON_yes && w->state == FLOW_preview)
        w->agreed = 1;
    if (row->next != FLOW_same && row->next != w->state)
        w->reminders = 0;
}

static void check_end(const struct world *w)
{
    must(!w->knows && !w->typed, "every way out forgets (KSK-10)");
    must(w->told || w->noted, "without a delivery there is a code that says why");
    must(!w->asked || w->told || w->voided,
         "no serial stays that nobody holds and nobody withdrew (KSK-20)");
    must(!w->reserved || w->returned || (w->captured && w->told && !w->voided),
         "a fee is kept for a delivery, or given back (R27)");
}

void world_enter(const struct world *w)
{
    must(w->state != FLOW_last_try || w->tries == 1, "the last try is asked for at the last try");
    must(w->state != FLOW_passport || w->travel, "only travellers are asked for a passport");
    must(w->state != FLOW_lay_card || w->card != CARD, "no card is asked for that lies there");
    must(w->state != FLOW_clear_deck || w->card != EMPTY, "no card is in the way that is gone");
    if (w->state == FLOW_end)
        check_end(w);
}
