#include "drivers/net/relay.h"

#include "drivers/net/relay_line.h"
#include "drivers/net/relay_tls.h"
#include "drivers/net/steady.h"

#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/event.h>
#include <event2/http.h>
#include <stdio.h>
#include <stdlib.h>

/* A server drops a silent line after 75 s; one that is about to be dropped is not used, because a
 * question lost on it is never asked again. */
enum { LINES_MAX = 64, IDLE_MS = 20000 };

struct relay {
    struct event_base *loop;
    struct relay_plan plan;
    struct relay_tls *tls;
    struct event *sweep;
    size_t lines;
    TAILQ_HEAD(relay_lines, relay_line) line;
    TAILQ_HEAD(relay_questions, relay_question) queue;
};

static void drop_line(struct relay *relay, struct relay_line *line)
{
    TAILQ_REMOVE(&relay->line, line, next);
    relay->lines--;
    relay_line_close(&line);
}

static void free_question(struct relay_question *question)
{
    if (question->deadline != NULL)
        event_free(question->deadline);
    if (question->body != NULL)
        evbuffer_free(question->body);
    free(question);
}

/* Nothing of the question is left when its asker hears of it. */
static void finish(struct relay_question *question, const struct relay_answer *answer)
{
    void (*done)(void *, const struct relay_answer *) = question->done;
    void *self = question->self;

    free_question(question);
    done(self, answer);
}

static void finish_without(struct relay_question *question)
{
    static const struct relay_answer nothing;

    finish(question, &nothing);
}

static struct relay_line *find_line(struct relay *relay)
{
    struct relay_line *line = NULL;
    SSL *ssl = NULL;

    TAILQ_FOREACH(line, &relay->line, next)
    if (line->question == NULL && !line->dead && steady_ms() - line->idle_since < IDLE_MS)
        return line;
    if (relay->lines >= LINES_MAX)
        return NULL;
    ssl = relay_tls_begin(relay->tls);
    line = ssl != NULL ? relay_line_open(relay, relay->loop, &relay->plan, ssl) : NULL;
    if (line == NULL)
        return NULL;
    TAILQ_INSERT_HEAD(&relay->line, line, next);
    relay->lines++;
    return line;
}

/* Sends what waits as far as there are lines. What cannot be sent stays until its deadline. */
static void send_queue(struct relay *relay)
{
    struct relay_question *question = NULL;
    struct relay_line *line = NULL;

    while ((question = TAILQ_FIRST(&relay->queue)) != NULL && (line = find_line(relay)) != NULL) {
        TAILQ_REMOVE(&relay->queue, question, next);
        question->queued = false;
        if (relay_line_send(line, question, &relay->plan))
            continue;
        line->dead = true;
        event_active(relay->sweep, 0, 0);
        event_active(question->deadline, 0, 0);
    }
}

/* Lines die inside evhttp's own calls, where they cannot be freed. */
static void sweep(evutil_socket_t fd, short what, void *self)
{
    struct relay *relay = self;
    struct relay_line *line = TAILQ_FIRST(&relay->line), *next = NULL;

    (void)fd, (void)what;
    for (; line != NULL; line = next) {
        next = TAILQ_NEXT(line, next);
        if (line->question == NULL && (line->dead || steady_ms() - line->idle_since >= IDLE_MS))
            drop_line(relay, line);
    }
    send_queue(relay);
}

void relay_line_lost(struct relay_line *line)
{
    line->dead = true;
    event_active(line->relay->sweep, 0, 0);
}

/* What comes behind an answer was not asked for, and must not meet the next question (R1). */
static bool more_came(const struct relay_line *line)
{
    struct bufferevent *tls = evhttp_connection_get_bufferevent(line->http);

    return evbuffer_get_length(bufferevent_get_input(tls)) > 0;
}

void relay_line_answered(struct relay_line *line, struct evhttp_request *http)
{
    struct relay_question *question = line->question;
    struct relay_answer answer = {0};

    line->question = NULL;
    line->idle_since = steady_ms();
    if (http != NULL && evhttp_request_get_response_code(http) != 0) {
        struct evbuffer *body = evhttp_request_get_input_buffer(http);

        answer.arrived = true;
        answer.status = evhttp_request_get_response_code(http);
        answer.body = view_of(evbuffer_pullup(body, -1), evbuffer_get_length(body));
    }
    if (!answer.arrived || more_came(line))
        line->dead = true;
    event_active(line->relay->sweep, 0, 0);
    finish(question, &answer);
}

/* A line that still owes an answer is cut, so that a late answer meets nobody (R1). */
static void run_out(evutil_socket_t fd, short what, void *self)
{
    struct relay_question *question = self;
    struct relay *relay = question->relay;

    (void)fd, (void)what;
    if (question->line != NULL)
        drop_line(relay, question->line);
    if (question->queued)
        TAILQ_REMOVE(&relay->queue, question, next);
    event_active(relay->sweep, 0, 0);
    finish_without(question);
}

struct relay *relay_open(struct event_base *loop, const struct relay_plan *plan, char *why)
{
    struct relay *relay = calloc(1, sizeof *relay);

    (void)snprintf(why, TLS_WHY_SIZE, "no memory for a relay");
    if (relay == NULL)
        return NULL;
    relay->loop = loop;
    relay->plan = *plan;
    TAILQ_INIT(&relay->line);
    TAILQ_INIT(&relay->queue);
    relay->sweep = event_new(loop, -1, 0, sweep, relay);
    if (relay->sweep != NULL)
        relay->tls = relay_tls_open(&relay->plan, why);
    if (relay->tls == NULL)
        relay_close(&relay);
    return relay;
}

bool relay_reload(struct relay *relay, char *why)
{
    struct relay_tls *tls = relay_tls_open(&relay->plan, why);
    struct relay_line *line = NULL;

    if (tls == NULL)
        return false;
    relay_tls_close(&relay->tls);
    relay->tls = tls;
    TAILQ_FOREACH(line, &relay->line, next)
    line->dead = true;
    event_active(relay->sweep, 0, 0);
    return true;
}

static void finish_all(struct relay *relay)
{
    struct relay_question *question = NULL;
    struct relay_line *line = NULL;

    while ((line = TAILQ_FIRST(&relay->line)) != NULL) {
        question = line->question;
        drop_line(relay, line);
        if (question != NULL)
            finish_without(question);
    }
    while ((question = TAILQ_FIRST(&relay->queue)) != NULL) {
        TAILQ_REMOVE(&relay->queue, question, next);
        finish_without(question);
    }
}

void relay_close(struct relay **relay)
{
    if (*relay == NULL)
        return;
    finish_all(*relay);
    if ((*relay)->sweep != NULL)
        event_free((*relay)->sweep);
    relay_tls_close(&(*relay)->tls);
    free(*relay);
    *relay = NULL;
}

static bool fill(struct relay_question *question, struct view body, int left_ms)
{
    int own_ms = question->relay->plan.deadline_ms, ms = left_ms < own_ms ? left_ms : own_ms;
    struct timeval span = steady_span(ms);

    question->until_ms = steady_ms() + ms;
    question->body = evbuffer_new();
    question->deadline = evtimer_new(question->relay->loop, run_out, question);
    return question->body != NULL && question->deadline != NULL &&
           evbuffer_add(question->body, body.at, body.len) == 0 &&
           evtimer_add(question->deadline, &span) == 0;
}

/* Sent by the sweep, never from here: evhttp may fail at once, and `done` comes from the loop. */
void relay_ask(struct relay *relay, const char *path, struct view body, int left_ms,
               void (*done)(void *self, const struct relay_answer *answer), void *self)
{
    static const struct relay_answer nothing;
    struct relay_question *question = calloc(1, sizeof *question);

    if (question == NULL) {
        done(self, &nothing);
        return;
    }
    *question = (struct relay_question){.relay = relay, .path = path, .done = done, .self = self};
    if (!fill(question, body, left_ms)) {
        finish_without(question);
        return;
    }
    TAILQ_INSERT_TAIL(&relay->queue, question, next);
    question->queued = true;
    event_active(relay->sweep, 0, 0);
}
