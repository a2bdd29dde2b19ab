#include "app/kiosk/loop.h"

#include "app/kiosk/perform.h"
#include "app/kiosk/states/states.h"
#include "drivers/host/log.h"

#include <errno.h>
#include <poll.h>
#include <string.h>

struct loop {
    struct kiosk *kiosk;
    struct visit *visit;
    enum flow_state state;
    int64_t until; /* steady milliseconds; 0: no deadline */
    bool answered; /* a command has already said what comes next */
    enum flow_event answer;
};

static int64_t now(const struct loop *loop)
{
    return loop->kiosk->clock.steady_ms(loop->kiosk->clock.self);
}

static struct flow_facts facts_of(const struct loop *loop)
{
    const struct visit *visit = loop->visit;
    struct flow_facts facts = {.is[FLOW_IF_always] = true};

    facts.is[FLOW_IF_last_try] = visit->tries == 1;
    facts.is[FLOW_IF_card_lies] = watch_presence(loop->kiosk->watch) == READER_CARD;
    facts.is[FLOW_IF_deck_clear] = watch_presence(loop->kiosk->watch) == READER_EMPTY;
    facts.is[FLOW_IF_patient] = visit->reminders < REMINDERS_MAX;
    facts.is[FLOW_IF_issued] = visit->asked;
    return facts;
}

/* Does the row's commands of one kind, up to the first that fails. */
static void carry_out(struct loop *loop, const struct flow_row *row, bool answering)
{
    enum flow_command last = FLOW_DO_nothing;
    enum err code = ERR_OK;

    for (size_t i = 0; i < FLOW_COMMANDS_MAX && code == ERR_OK; i++) {
        if (row->commands[i] == FLOW_DO_nothing || flow_answers(row->commands[i]) != answering)
            continue;
        last = row->commands[i];
        code = perform(loop->kiosk, loop->visit, last);
    }
    if (last != FLOW_DO_nothing && (answering || code != ERR_OK)) {
        loop->answered = true;
        loop->answer = perform_event(last, code);
    }
}

static void show(const struct loop *loop)
{
    struct screen_view view = {0};

    log_write(&(struct log_entry){
        .step = flow_state_name(loop->state),
        .transaction = loop->visit->transaction[0] != 0 ? loop->visit->transaction : NULL,
        .code = loop->visit->code});
    state_show(loop->kiosk, loop->visit, loop->state, &view);
    loop->kiosk->screen.show(loop->kiosk->screen.self, &view);
    wipe(&view, sizeof view);
}

static void enter(struct loop *loop, enum flow_state next)
{
    int seconds = flow_seconds(next);

    loop->state = next;
    loop->until = seconds > 0 ? now(loop) + (int64_t)seconds * 1000 : 0;
}

static void take(struct loop *loop, enum flow_event event)
{
    struct flow_facts facts = facts_of(loop);
    const struct flow_row *row = flow_step(loop->state, event, &facts);
    bool changes = false;

    if (row == NULL)
        return;
    changes = row->next != loop->state || row->commands[0] == FLOW_DO_remind;
    carry_out(loop, row, false);
    enter(loop, row->next);
    if (changes)
        show(loop);
    if (!loop->answered)
        carry_out(loop, row, true);
}

/* Which event a touch stands for. Ids that name an event mean it; any other is a choice from a
 * list. */
static enum flow_event event_of_choice(struct loop *loop, const char *id)
{
    static const enum flow_event named[] = {FLOW_ON_yes, FLOW_ON_no, FLOW_ON_stop, FLOW_ON_differs,
                                            FLOW_ON_not_mine};

    for (size_t i = 0; i < sizeof named / sizeof *named; i++)
        if (strcmp(id, flow_event_name(named[i])) == 0)
            return named[i];
    memcpy(loop->visit->choice, id, sizeof loop->visit->choice);
    return FLOW_ON_chose;
}

static void take_touch(struct loop *loop)
{
    struct screen_event event = {0};

    loop->kiosk->screen.next(loop->kiosk->screen.self, &event);
    switch (event.did) {
    case SCREEN_CHOSE:
        take(loop, event_of_choice(loop, event.id));
        break;
    case SCREEN_TYPED_PIN:
        pin_move(&loop->visit->pin, &event.pin);
        take(loop, FLOW_ON_typed_pin);
        break;
    case SCREEN_CLOSED:
        take(loop, FLOW_ON_closed);
        break;
    default:
        break;
    }
    pin_wipe(&event.pin);
}

static void take_card_motion(struct loop *loop)
{
    static const enum flow_event events[] = {[READER_AWAY] = FLOW_ON_reader_lost,
                                             [READER_EMPTY] = FLOW_ON_card_gone,
                                             [READER_CARD] = FLOW_ON_card_laid};
    enum reader_presence presence = READER_AWAY;

    if (watch_next(loop->kiosk->watch, &presence))
        take(loop, events[presence]);
}

/* Waits for the screen, the card or the deadline, and takes what comes first. */
static void wait_for_event(struct loop *loop)
{
    struct pollfd fds[] = {
        {.fd = watch_fd(loop->kiosk->watch), .events = POLLIN},
        {.fd = loop->kiosk->screen.fd(loop->kiosk->screen.self), .events = POLLIN},
    };
    int64_t left = loop->until != 0 ? loop->until - now(loop) : -1;
    int ready = 0;

    if (loop->until != 0 && left <= 0) {
        take(loop, FLOW_ON_deadline);
        return;
    }
    if (fds[1].fd < 0) {
        take(loop, FLOW_ON_closed);
        return;
    }
    ready = poll(fds, 2, left > INT32_MAX ? INT32_MAX : (int)left);
    if (ready > 0 && fds[0].revents != 0)
        take_card_motion(loop);
    else if (ready > 0 && fds[1].revents != 0)
        take_touch(loop);
}

enum err loop_run(struct kiosk *kiosk, struct visit *visit)
{
    struct loop loop = {.kiosk = kiosk, .visit = visit};

    enter(&loop, FLOW_starting);
    show(&loop);
    while (loop.state != FLOW_end) {
        if (loop.answered) {
            loop.answered = false;
            take(&loop, loop.answer);
        } else {
            wait_for_event(&loop);
        }
    }
    return visit->code;
}
