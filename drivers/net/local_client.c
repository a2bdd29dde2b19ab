#include "drivers/net/local.h"
#include "drivers/net/local_frame.h"
#include "drivers/net/steady.h"

#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/event.h>
#include <stdlib.h>
#include <sys/queue.h>

struct errand {
    TAILQ_ENTRY(errand) next;
    struct local_client *client;
    struct bufferevent *line;
    struct event *deadline;
    void (*done)(void *self, bool arrived, uint8_t kind, struct view body);
    void *self;
};

struct local_client {
    struct event_base *loop;
    struct sockaddr_un address;
    int deadline_ms;
    TAILQ_HEAD(errands, errand) errands;
};

struct local_client *local_client_open(struct event_base *loop, const char *path, int deadline_ms)
{
    struct local_client *client = calloc(1, sizeof *client);

    if (client == NULL)
        return NULL;
    client->loop = loop;
    client->deadline_ms = deadline_ms;
    TAILQ_INIT(&client->errands);
    if (!local_address(path, &client->address))
        local_client_close(&client);
    return client;
}

static void free_errand(struct errand *errand)
{
    TAILQ_REMOVE(&errand->client->errands, errand, next);
    if (errand->line != NULL)
        bufferevent_free(errand->line);
    if (errand->deadline != NULL)
        event_free(errand->deadline);
    free(errand);
}

static void fail(struct errand *errand)
{
    void (*done)(void *, bool, uint8_t, struct view) = errand->done;
    void *self = errand->self;

    free_errand(errand);
    done(self, false, 0, (struct view){0});
}

void local_client_close(struct local_client **client)
{
    struct errand *errand = NULL;

    if (*client == NULL)
        return;
    while ((errand = TAILQ_FIRST(&(*client)->errands)) != NULL)
        fail(errand);
    free(*client);
    *client = NULL;
}

static void run_out(evutil_socket_t fd, short what, void *self)
{
    (void)fd, (void)what;
    fail(self);
}

static void receive(struct bufferevent *line, void *self)
{
    struct errand *errand = self;
    struct local_frame frame = {0};
    enum local_frame_found found = local_frame_look(bufferevent_get_input(line), &frame);

    if (found == LOCAL_FRAME_PART)
        return;
    if (found == LOCAL_FRAME_BAD) {
        fail(errand);
        return;
    }
    /* The body stays in the line's buffer until the call is over. */
    errand->done(errand->self, true, frame.kind, frame.body);
    free_errand(errand);
}

static void lose(struct bufferevent *line, short what, void *self)
{
    (void)line;
    if ((what & BEV_EVENT_CONNECTED) == 0)
        fail(self);
}

static bool set_deadline(struct errand *errand, int ms)
{
    struct timeval span = steady_span(ms);

    errand->deadline = evtimer_new(errand->client->loop, run_out, errand);
    return errand->deadline != NULL && evtimer_add(errand->deadline, &span) == 0;
}

/* Deferred, so that even a connection that fails at once is told from the loop. */
static bool send_frame(struct errand *errand, const struct local_frame *frame)
{
    errand->line = bufferevent_socket_new(errand->client->loop, -1,
                                          BEV_OPT_CLOSE_ON_FREE | BEV_OPT_DEFER_CALLBACKS);
    if (errand->line == NULL)
        return false;
    bufferevent_setcb(errand->line, receive, NULL, lose, errand);
    bufferevent_setwatermark(errand->line, EV_READ, 0, 2 * (size_t)LOCAL_FRAME_MAX);
    return bufferevent_enable(errand->line, EV_READ | EV_WRITE) == 0 &&
           local_frame_put(bufferevent_get_output(errand->line), frame) &&
           bufferevent_socket_connect(errand->line,
                                      (const struct sockaddr *)&errand->client->address,
                                      sizeof errand->client->address) == 0;
}

void local_client_ask(struct local_client *client, uint8_t kind, struct view body, int left_ms,
                      void (*done)(void *self, bool arrived, uint8_t kind, struct view body),
                      void *self)
{
    int ms = left_ms < client->deadline_ms ? left_ms : client->deadline_ms;
    struct local_frame frame = {.kind = kind, .until_ms = steady_ms() + ms, .body = body};
    struct errand *errand = calloc(1, sizeof *errand);

    if (errand == NULL) {
        done(self, false, 0, (struct view){0});
        return;
    }
    *errand = (struct errand){.client = client, .done = done, .self = self};
    TAILQ_INSERT_TAIL(&client->errands, errand, next);
    if (!set_deadline(errand, ms)) {
        fail(errand);
        return;
    }
    /* What cannot be sent is told at once, but from the loop. */
    if (!send_frame(errand, &frame))
        event_active(errand->deadline, 0, 0);
}
