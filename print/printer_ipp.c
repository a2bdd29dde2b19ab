#include "print/printer_ipp.h"

#include "print/printer_seen.h"
#include "print/steady.h"

#include <stdlib.h>

/* A printer that has said nothing for SILENT_MS is not there. While a document is on its way it is
 * asked several times a second: who has said nothing for QUIET_MS then is not just slow. */
enum { SILENT_MS = PRINTER_KNOWN_MS - 500, QUIET_MS = PRINTER_KNOWN_MS - 800 };

struct port {
    struct printer_line line; /* of whoever asks at the moment: a look, or a document's thread */
    pthread_mutex_t lock;
    pthread_cond_t changed;
    pthread_t looker;
    bool started;               /* there is a looker to join */
    bool printing, seen;        /* a document is on its way; the looker has come back */
    struct printer_state state; /* as it was told last */
    int64_t told;
    bool swept;  /* nothing of an earlier visit is in the printer */
    int earlier; /* a job that may still put out paper, if it is not */
};

static struct printer_state state_of(enum trouble trouble)
{
    return (struct printer_state){.code = trouble_code(trouble), .life_count = -1, .tray = -1};
}

static void keep(void *self, const struct printer_state *state)
{
    struct port *port = self;

    if (state->code == trouble_code(TROUBLE_SILENT))
        return;
    pthread_mutex_lock(&port->lock);
    port->state = *state;
    port->told = steady_ms();
    pthread_mutex_unlock(&port->lock);
}

/* What another visit left, which may have ended in the middle, would come out beside ours. In a
 * queue it may come back at any time. */
static enum trouble find_earlier(struct port *port)
{
    int left = 0;

    if (port->swept && !port->line.queue)
        return TROUBLE_NONE;
    left = ipp_peer_cancel_ours(&port->line.jobs, 0);
    if (left < 0)
        return TROUBLE_UNREACHABLE;
    port->swept =
        left == 0 && (port->earlier == 0 || printer_job_is_dead(&port->line, port->earlier));
    if (!port->swept)
        return TROUBLE_EARLIER;
    port->earlier = 0;
    return TROUBLE_NONE;
}

/* Asks the printer, by the only thread that may at the moment. */
static struct printer_state look(struct port *port)
{
    struct printer_seen seen;
    enum trouble trouble = TROUBLE_NONE;

    printer_look(printer_line_end(&port->line), &seen);
    if (seen.trouble != TROUBLE_UNREACHABLE && seen.trouble != TROUBLE_STRANGER)
        trouble = find_earlier(port);
    if (trouble != TROUBLE_NONE) {
        seen.state.ready = false;
        seen.state.code = trouble_code(trouble);
    }
    return seen.state;
}

static void *run_look(void *context)
{
    struct port *port = context;
    struct printer_state state = look(port);

    keep(port, &state);
    pthread_mutex_lock(&port->lock);
    port->seen = true;
    pthread_cond_broadcast(&port->changed);
    pthread_mutex_unlock(&port->lock);
    return NULL;
}

/* Under the lock: starts a look unless there is one under way, and waits for it, but no longer than
 * `ms`. A library that resolves names and shakes hands can take much longer. */
static bool look_in_time(struct port *port, int ms)
{
    if (port->started && port->seen) {
        pthread_join(port->looker, NULL);
        port->started = false;
    }
    if (!port->started) {
        port->seen = false;
        port->started = pthread_create(&port->looker, NULL, run_look, port) == 0;
    }
    return port->started && steady_wait(&port->changed, &port->lock, &port->seen, ms);
}

static void state(void *self, struct printer_state *out)
{
    struct port *port = self;

    pthread_mutex_lock(&port->lock);
    if (!port->printing) {
        *out = look_in_time(port, SILENT_MS) ? port->state : state_of(TROUBLE_UNREACHABLE);
    } else {
        *out = port->state;
        if (steady_ms() - port->told > QUIET_MS)
            out->code = trouble_code(TROUBLE_SILENT);
    }
    pthread_mutex_unlock(&port->lock);
}

/* Under the lock. A document looks itself before it goes, but not for what was before it. */
static bool needs_look(const struct port *port)
{
    return !port->swept || port->line.queue || (port->started && !port->seen);
}

/* One document at a time, and none while an earlier one may still come out. */
static bool take(struct port *port, int ms, struct printer_result *out)
{
    struct printer_state state = {0};

    pthread_mutex_lock(&port->lock);
    if (port->printing)
        state = state_of(TROUBLE_BUSY);
    else if (needs_look(port))
        state = look_in_time(port, ms) ? port->state : state_of(TROUBLE_UNREACHABLE);
    if (state.code == ERR_OK) {
        port->printing = true;
        port->state = state_of(TROUBLE_NONE);
        port->state.phase = PRINTER_WARMING;
        port->told = steady_ms();
    }
    pthread_mutex_unlock(&port->lock);
    *out = (struct printer_result){.code = state.code, .dead = true};
    return state.code == ERR_OK;
}

static void print(void *self, struct view stream, int pages, int deadline_ms,
                  const atomic_bool *halt, struct printer_result *out)
{
    struct port *port = self;
    struct printer_order order = {stream, pages, deadline_ms, halt, keep, port};
    int earlier = 0;

    if (!take(port, deadline_ms, out))
        return;
    earlier = printer_job_run(&port->line, &order, out);
    pthread_mutex_lock(&port->lock);
    port->earlier = earlier;
    port->swept = earlier == 0;
    port->printing = false;
    pthread_mutex_unlock(&port->lock);
}

static void close_printer(void *self)
{
    struct port *port = self;

    if (port->started)
        pthread_join(port->looker, NULL);
    printer_line_close(&port->line);
    pthread_cond_destroy(&port->changed);
    pthread_mutex_destroy(&port->lock);
    free(port);
}

bool printer_ipp_attach(const struct printer_line *line, struct printer_port *out)
{
    struct port *port = calloc(1, sizeof *port);

    if (port == NULL)
        return false;
    port->line = *line;
    pthread_mutex_init(&port->lock, NULL);
    pthread_cond_init(&port->changed, NULL);
    *out = (struct printer_port){port, state, print, close_printer};
    return true;
}

bool printer_ipp_open(const char *uri, struct printer_port *out)
{
    struct printer_line line = {0};

    return ipp_peer_parse(uri, &line.jobs) && printer_ipp_attach(&line, out);
}
