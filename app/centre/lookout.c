#include "app/centre/lookout.h"

#include "drivers/host/conf.h"
#include "drivers/host/log.h"

#include <event2/event.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>
#include <sys/stat.h>

/* Shortly before its time has run out a kiosk is told that nothing has changed. */
enum { TICK_US = 250 * 1000, LATEST_MS = 750, HTTP_OK = 200, HTTP_BUG = 500 };

/* One kiosk that waits. */
struct waiting {
    TAILQ_ENTRY(waiting) next;
    struct server_request *request;
    struct wire_await ask;
};

struct lookout {
    struct desk *desk;
    struct event *tick;
    char path[CONF_TEXT_SIZE];
    struct stat seen; /* the file as it was read last */
    struct control read;
    bool lost; /* it could not be read */
    TAILQ_HEAD(waitings, waiting) waiting;
};

static void answer(struct server_request *request, int status, const char *type,
                   const struct bytes *body)
{
    server_answer(&request, status, type, bytes_view(body));
}

static void tell(const struct lookout *lookout, struct server_request *request)
{
    const struct control *control = &lookout->desk->control;
    struct wire_awaited said = {.closed = control->closed};
    struct bytes body = bytes_new(WIRE_MAX);
    bool made = false;

    memcpy(said.version, control->version, sizeof said.version);
    made = wire_awaited_encode(&said, &body);
    answer(request, made ? HTTP_OK : HTTP_BUG, WIRE_TYPE_MESSAGE, &body);
    bytes_free(&body);
}

static bool is_over(const struct lookout *lookout, const struct waiting *waiting)
{
    return strcmp(waiting->ask.after, lookout->desk->control.version) != 0 ||
           server_left_ms(waiting->request) <= LATEST_MS;
}

static void tell_those_who_wait(struct lookout *lookout, bool all)
{
    struct waiting *at = TAILQ_FIRST(&lookout->waiting);

    while (at != NULL) {
        struct waiting *next = TAILQ_NEXT(at, next);

        if (all || is_over(lookout, at)) {
            TAILQ_REMOVE(&lookout->waiting, at, next);
            tell(lookout, at->request);
            free(at);
        }
        at = next;
    }
}

/* Whether the file is another than the one that was read. */
static bool is_new(struct lookout *lookout)
{
    struct stat now = {0};
    bool new = false;

    if (stat(lookout->path, &now) != 0)
        now = (struct stat){0};
    new = now.st_ino != lookout->seen.st_ino || now.st_size != lookout->seen.st_size ||
          now.st_mtim.tv_sec != lookout->seen.st_mtim.tv_sec ||
          now.st_mtim.tv_nsec != lookout->seen.st_mtim.tv_nsec;
    lookout->seen = now;
    return new;
}

/* Whoever cannot know whether the service is open keeps it closed. */
static void read_again(struct lookout *lookout)
{
    char why[CONF_WHY_SIZE] = "";
    bool read = control_read(lookout->path, &lookout->read, why);

    if (!read)
        lookout->read = (struct control){.closed = true};
    if (read == lookout->lost)
        log_write(
            &(struct log_entry){.step = "control", .code = read ? ERR_OK : ERR_RAISE(AK_N81)});
    lookout->lost = !read;
}

static bool settle(struct lookout *lookout)
{
    struct desk *desk = lookout->desk;
    struct control now = lookout->read;

    if (!control_settle(&now, desk->clock.seconds(desk->clock.self)))
        return false;
    desk->control = now;
    return true;
}

static void on_tick(evutil_socket_t fd, short what, void *self)
{
    struct lookout *lookout = self;

    (void)fd, (void)what;
    if (lookout->path[0] != 0 && is_new(lookout))
        read_again(lookout);
    if (settle(lookout))
        tell_those_who_wait(lookout, false);
}

static bool begin(struct lookout *lookout, struct event_base *loop, const char *path, char *why)
{
    const struct timeval tick = {.tv_usec = TICK_US};

    (void)snprintf(lookout->path, sizeof lookout->path, "%s", path);
    if (path[0] != 0) {
        (void)is_new(lookout);
        if (!control_read(path, &lookout->read, why))
            return false;
    }
    (void)snprintf(why, CONF_WHY_SIZE, "no timer");
    lookout->tick = event_new(loop, -1, EV_PERSIST, on_tick, lookout);
    return settle(lookout) && lookout->tick != NULL && event_add(lookout->tick, &tick) == 0;
}

struct lookout *lookout_open(struct event_base *loop, struct desk *desk, const char *path,
                             char *why)
{
    struct lookout *lookout = calloc(1, sizeof *lookout);

    (void)snprintf(why, CONF_WHY_SIZE, "out of memory");
    if (lookout == NULL)
        return NULL;
    lookout->desk = desk;
    TAILQ_INIT(&lookout->waiting);
    if (!begin(lookout, loop, path, why))
        lookout_close(&lookout);
    return lookout;
}

void lookout_close(struct lookout **lookout)
{
    if (*lookout == NULL)
        return;
    tell_those_who_wait(*lookout, true);
    if ((*lookout)->tick != NULL)
        event_free((*lookout)->tick);
    free(*lookout);
    *lookout = NULL;
}

static void refuse(struct server_request *request, enum err code)
{
    struct wire_problem problem = wire_problem_of(code);
    struct bytes body = bytes_new(WIRE_MAX);

    log_write(
        &(struct log_entry){.step = "await", .peer = server_peer(request)->name, .code = code});
    if (!wire_problem_encode(&problem, &body))
        problem.status = HTTP_BUG;
    answer(request, problem.status, WIRE_TYPE_PROBLEM, &body);
    bytes_free(&body);
}

void lookout_serve(struct lookout *lookout, struct server_request *request)
{
    struct waiting *waiting = calloc(1, sizeof *waiting);
    enum err code = wire_made(waiting != NULL);

    if (code == ERR_OK)
        code = wire_await_decode(server_body(request), &waiting->ask);
    if (code != ERR_OK) {
        refuse(request, code);
        free(waiting);
        return;
    }
    waiting->request = request;
    if (is_over(lookout, waiting)) {
        tell(lookout, request);
        free(waiting);
        return;
    }
    server_park(request);
    TAILQ_INSERT_TAIL(&lookout->waiting, waiting, next);
}
