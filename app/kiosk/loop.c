#include "app/kiosk/loop.h"

#include "app/kiosk/attend.h"
#include "app/kiosk/perform.h"
#include "app/kiosk/states/states.h"
#include "app/kiosk/touch.h"
#include "app/kiosk/work.h"
#include "drivers/host/log.h"

#include <poll.h>
#include <string.h>

enum { LOOK_MS = 200 };

struct loop {
    struct kiosk *kiosk;
    struct visit *visit;
    struct work *work;
    enum flow_state state;
    int64_t until;              /* steady milliseconds; 0: no deadline */
    const struct flow_row *row; /* whose command is at work; NULL: none */
    size_t at;                  /* which of its commands */
    int64_t limit;              /* by when that must have answered */
    bool stuck;                 /* it has not */
    bool answered;              /* what comes next is known already */
    enum flow_event answer;     /* namely this */
    struct screen_event held;   /* a touch that waits for the command's answer */
    bool gone;                  /* the screen is */
    bool closed;                /* and this state has been told so */
    struct attend attend;
    enum language shown; /* the language of what is on the screen */
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
    facts.is[FLOW_IF_idle] = visit->idle;
    facts.is[FLOW_IF_travel] = visit->kind == KIND_TRAVEL;
    facts.is[FLOW_IF_priced] = visit->offer.fee > 0;
    facts.is[FLOW_IF_issued] = visit->asked;
    return facts;
}

/* --- What is shown -----------------------------------------------------------------------------
 */

static void show(struct loop *loop)
{
    struct screen_view view = {0};

    loop->visit->seconds = loop->until != 0 ? (int)((loop->until - now(loop) + 999) / 1000) : 0;
    loop->shown = loop->kiosk->language;
    state_show(loop->kiosk, loop->visit, loop->state, &view);
    loop->kiosk->screen.show(loop->kiosk->screen.self, &view);
    wipe(&view, sizeof view);
}

static void note_gone(struct loop *loop, const struct screen_event *event)
{
    struct screen_port *screen = &loop->kiosk->screen;

    loop->gone = loop->gone || event->did == SCREEN_CLOSED || screen->fd(screen->self) < 0;
}

/* A touch on what is no longer shown means nothing: the second of two quick ones must not answer a
 * question that nobody has read. */
static void drop_touches(struct loop *loop)
{
    struct screen_port *screen = &loop->kiosk->screen;
    struct pollfd fd = {.fd = screen->fd(screen->self), .events = POLLIN};

    wipe(&loop->held, sizeof loop->held);
    while (!loop->gone && poll(&fd, 1, 0) > 0) {
        struct screen_event old = {0};

        screen->next(screen->self, &old);
        note_gone(loop, &old);
        wipe(&old, sizeof old);
    }
}

static void enter(struct loop *loop, enum flow_state next)
{
    int64_t ms = 0;

    if (next != loop->state) {
        drop_touches(loop);
        loop->visit->reminders = 0;
        loop->closed = false;
    }
    ms = times_of(&loop->kiosk->times, next, loop->visit->idle);
    /* To hear a screen takes longer than to see it; what calls somebody does not wait. */
    if (loop->kiosk->spoken && state_stage(loop->visit, next) == 0)
        ms *= 2;
    loop->state = next;
    loop->until = ms > 0 ? now(loop) + ms : 0;
}

/* Events and states in their order: who has the log can walk the same way through the table. */
static void log_code(const struct loop *loop, const char *step, enum err code)
{
    const char *transaction = loop->visit->transaction;

    log_write(&(struct log_entry){
        .step = step, .transaction = transaction[0] != 0 ? transaction : NULL, .code = code});
}

static void log_step(const struct loop *loop, const char *step)
{
    log_code(loop, step, loop->visit->code);
}

static void log_state(const struct loop *loop)
{
    log_step(loop, loop->visit->idle ? "idle" : flow_state_name(loop->state));
}

/* A change that a person must notice. */
static void announce(struct loop *loop)
{
    log_state(loop);
    attend_show(&loop->attend, loop->kiosk, loop->visit, loop->state, now(loop));
}

/* --- Commands ----------------------------------------------------------------------------------
 */

static void conclude(struct loop *loop, enum flow_command command, enum err code)
{
    loop->row = NULL;
    loop->answered = true;
    loop->answer = perform_event(command, code);
}

/* The next of the row's commands that answers; FLOW_COMMANDS_MAX: there is none. */
static size_t next_of(const struct flow_row *row, size_t from)
{
    while (from < FLOW_COMMANDS_MAX && !flow_answers(row->commands[from]))
        from++;
    return from;
}

static void begin(struct loop *loop, const struct flow_row *row, size_t at)
{
    if (at == FLOW_COMMANDS_MAX)
        return;
    loop->row = row;
    loop->at = at;
    loop->limit = now(loop) + (int64_t)flow_limit(row->commands[at]) * 1000;
    work_begin(loop->work, row->commands[at]);
}

/* The commands that are done at once, up to the first that comes to a bad end. */
static void do_at_once(struct loop *loop, const struct flow_row *row)
{
    for (size_t i = 0; i < FLOW_COMMANDS_MAX; i++) {
        enum err code = ERR_OK;

        if (row->commands[i] == FLOW_DO_nothing || flow_answers(row->commands[i]))
            continue;
        code = perform(loop->kiosk, loop->visit, row->commands[i]);
        if (code != ERR_OK) {
            loop->visit->code = code;
            conclude(loop, row->commands[i], code);
            return;
        }
    }
}

/* Whoever halted the wait for coins is not served for the last one that came in. */
static enum err final_code(const struct loop *loop, enum flow_command command, enum err code)
{
    bool halted = command == FLOW_DO_reserve_fee && atomic_load(&loop->visit->halt);

    return halted ? loop->visit->code : code;
}

static void take_answer(struct loop *loop)
{
    const struct flow_row *row = loop->row;
    enum flow_command command = row->commands[loop->at];
    size_t next = next_of(row, loop->at + 1);
    enum err code = ERR_OK;

    if (!work_answer(loop->work, &code))
        return;
    code = final_code(loop, command, code);
    if (code != ERR_OK)
        loop->visit->code = code;
    else
        loop->visit->done |= UINT64_C(1) << command;
    if (code != ERR_OK || next == FLOW_COMMANDS_MAX) {
        conclude(loop, command, code);
        return;
    }
    show(loop);
    begin(loop, row, next);
}

/* --- Events ------------------------------------------------------------------------------------
 */

static const struct flow_row *row_for(const struct loop *loop, enum flow_event event)
{
    struct flow_facts facts = facts_of(loop);
    const struct flow_row *row = flow_step(loop->state, event, &facts);

    return row != NULL && loop->row != NULL && !flow_beside(loop->state, row) ? NULL : row;
}

/* Whether the screen has something new to say. */
static bool changes(const struct loop *loop, const struct flow_row *row, bool was_idle)
{
    return flow_next(row, loop->state) != loop->state || row->group == FLOW_IN_ANY ||
           was_idle != loop->visit->idle || row->commands[0] == FLOW_DO_remind ||
           loop->kiosk->language != loop->shown;
}

static bool is_done(enum flow_event event)
{
    return event == FLOW_ON_worked || event == FLOW_ON_ready;
}

static void take(struct loop *loop, enum flow_event event)
{
    const struct flow_row *row = row_for(loop, event);
    bool was_idle = loop->visit->idle, news = false;

    if (row == NULL)
        return;
    log_step(loop, flow_event_name(event));
    loop->visit->idle = false;
    do_at_once(loop, row);
    news = changes(loop, row, was_idle);
    enter(loop, flow_next(row, loop->state));
    if (news)
        announce(loop);
    /* What a command did may show (a fee is back, another notice), unless the person has gone on
     * already. */
    if (news || (is_done(event) && loop->held.did == SCREEN_NOTHING))
        show(loop);
    if (loop->kiosk->spoken && event == FLOW_ON_worked)
        attend_show(&loop->attend, loop->kiosk, loop->visit, loop->state, now(loop));
    if (!loop->answered && loop->row == NULL)
        begin(loop, row, next_of(row, 0));
}

/* What is no step of the visit. Whoever presses those keys is there, and has time again. */
static bool take_aside(struct loop *loop, const struct screen_event *touch)
{
    if (!touch_is_aside(touch))
        return false;
    if (touch->did == SCREEN_CHOSE)
        loop->kiosk->spoken = !loop->kiosk->spoken;
    else
        attend_follow(&loop->attend, loop->kiosk, loop->visit, touch);
    if (loop->until != 0 && !loop->visit->idle && state_stage(loop->visit, loop->state) == 0)
        enter(loop, loop->state);
    if (touch->did == SCREEN_CHOSE) {
        attend_show(&loop->attend, loop->kiosk, loop->visit, loop->state, now(loop));
        show(loop);
    }
    return true;
}

/* Beside a command that is at work only some touches count; any other waits for its answer. */
static void take_touch(struct loop *loop, struct screen_event *touch)
{
    enum flow_event event = FLOW_ON_chose;

    if (take_aside(loop, touch) || !touch_event(touch, &event))
        return;
    if (loop->row != NULL && row_for(loop, event) == NULL) {
        loop->held = *touch;
        wipe(touch, sizeof *touch);
        return;
    }
    touch_keep(loop->kiosk, loop->visit, touch);
    take(loop, event);
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

static void take_news(struct loop *loop)
{
    static const enum flow_event events[] = {
        [NEWS_CHANGED] = FLOW_ON_news, [NEWS_CLOSED] = FLOW_ON_closed_by_centre};
    enum news_word word = news_take(loop->kiosk->news);

    if (word == NEWS_CHANGED || word == NEWS_CLOSED)
        take(loop, events[word]);
}

/* What the printer says while it prints, when that has changed: that it is silent, too. */
static bool follow_printer(struct loop *loop)
{
    struct visit *visit = loop->visit;
    struct printer_state printer = {0};
    bool news = false;

    loop->kiosk->printer.state(loop->kiosk->printer.self, &printer);
    news = printer.code != visit->printer || printer.page > visit->printing;
    if (printer.code != visit->printer)
        log_code(loop, flow_state_name(loop->state), printer.code);
    visit->printer = printer.code;
    if (printer.page > visit->printing)
        visit->printing = printer.page;
    return news;
}

static bool follow_coins(struct loop *loop)
{
    int paid = loop->kiosk->pay.paid(loop->kiosk->pay.self);
    bool news = paid != loop->visit->paid;

    loop->visit->paid = paid;
    return news;
}

/* How far coins or pages have come, when that has changed. */
static void follow(struct loop *loop)
{
    enum flow_command command = loop->row->commands[loop->at];

    if ((command == FLOW_DO_reserve_fee && follow_coins(loop)) ||
        (command == FLOW_DO_print && follow_printer(loop)))
        show(loop);
}

/* --- Waiting -----------------------------------------------------------------------------------
 */

static bool listens(const struct loop *loop)
{
    return loop->row == NULL || (flow_groups(loop->state) & FLOW_IN_BESIDE) != 0;
}

static int wait_ms(const struct loop *loop)
{
    int64_t ms = KEEPER_ALIVE_MS, left = 0;

    if (loop->row != NULL && listens(loop))
        ms = LOOK_MS;
    left = loop->until - now(loop);
    if (loop->until != 0 && listens(loop) && left < ms)
        ms = left;
    left = loop->attend.again - now(loop);
    if (loop->attend.again != 0 && left < ms)
        ms = left;
    left = loop->limit - now(loop);
    if (loop->row != NULL && left < ms)
        ms = left;
    return ms > 0 ? (int)ms : 0;
}

static bool is_over(const struct loop *loop, int64_t until)
{
    return until != 0 && now(loop) >= until;
}

/* What needs no waiting. False: nothing does. */
static bool take_what_is_due(struct loop *loop)
{
    struct screen_event held = loop->held;

    if (loop->answered) {
        loop->answered = false;
        take(loop, loop->answer);
    } else if (loop->row == NULL && held.did != SCREEN_NOTHING) {
        loop->held = (struct screen_event){0};
        take_touch(loop, &held);
    } else if (loop->gone && !loop->closed && row_for(loop, FLOW_ON_closed) != NULL) {
        loop->closed = true;
        take(loop, FLOW_ON_closed);
    } else {
        return false;
    }
    return true;
}

/* Waits for the screen, the command at work, the card and the centre, and takes what comes. Whoever
 * touched before the answer or the deadline came is heard first. */
static void wait_for_event(struct loop *loop)
{
    struct screen_port *screen = &loop->kiosk->screen;
    bool busy = loop->row != NULL;
    struct pollfd fds[] = {
        {.fd = loop->gone ? -1 : screen->fd(screen->self), .events = POLLIN},
        {.fd = busy ? work_fd(loop->work) : -1, .events = POLLIN},
        {.fd = busy ? -1 : watch_fd(loop->kiosk->watch), .events = POLLIN},
        {.fd = listens(loop) ? news_fd(loop->kiosk->news) : -1, .events = POLLIN},
    };
    struct screen_event touch = {0};
    int ready = poll(fds, sizeof fds / sizeof *fds, wait_ms(loop));

    loop->kiosk->keeper.alive(loop->kiosk->keeper.self);
    attend_remind(&loop->attend, loop->kiosk, loop->visit, now(loop));
    if (ready > 0 && fds[0].revents != 0) {
        screen->next(screen->self, &touch);
        note_gone(loop, &touch);
        take_touch(loop, &touch);
    } else if (ready > 0 && fds[1].revents != 0) {
        take_answer(loop);
    } else if (ready > 0 && fds[2].revents != 0) {
        take_card_motion(loop);
    } else if (ready > 0 && fds[3].revents != 0) {
        take_news(loop);
    } else if (listens(loop) && is_over(loop, loop->until)) {
        take(loop, FLOW_ON_deadline);
    } else if (busy && listens(loop)) {
        follow(loop);
    }
    loop->stuck = loop->row != NULL && is_over(loop, loop->limit);
}

enum err loop_run(struct kiosk *kiosk, struct visit *visit)
{
    struct loop loop = {.kiosk = kiosk, .visit = visit, .work = work_open(kiosk, visit)};

    if (loop.work == NULL)
        return perform_bug();
    enter(&loop, FLOW_starting);
    announce(&loop);
    show(&loop);
    while (loop.state != FLOW_end && !loop.stuck)
        if (!take_what_is_due(&loop))
            wait_for_event(&loop);
    if (loop.stuck)
        return ERR_RAISE(AK_X98);
    work_close(&loop.work);
    return visit->code;
}
