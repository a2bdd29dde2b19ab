#include "print/printer_job.h"

#include "print/printer_seen.h"

#include <poll.h>
#include <time.h>

enum { POLL_MS = 100, SETTLE_MS = 2000, AWAY_MS = 5000 };

static const char *const asked[] = {"job-state", "job-state-reasons", "job-impressions-completed"};

struct run {
    struct ipp_peer *peer;
    const struct printer_order *order;
    int job;
    struct printer_seen before, now;
    int fed, tray;                 /* sheets that the tray's sensor saw come; that lay there last */
    int state, impressions;        /* of the job */
    bool gone, format_refused;     /* the printer does not know the job; does not read its format */
    int64_t until, settled, given; /* ms: the deadline, and when patience ends; 0: not begun */
};

static int64_t now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Whether `ms` have passed since this was first asked. */
static bool is_over(int64_t *end, int ms)
{
    if (*end == 0)
        *end = now_ms() + ms;
    return now_ms() >= *end;
}

static void ask_job(struct run *run)
{
    ipp_status_t status;
    ipp_t *answer =
        ipp_peer_get(run->peer, run->job, asked, sizeof asked / sizeof asked[0], &status);

    run->gone = status == IPP_STATUS_ERROR_NOT_FOUND;
    if (answer == NULL)
        return;
    run->state = ipp_peer_number(answer, "job-state", 0);
    run->impressions = ipp_peer_number(answer, "job-impressions-completed", -1);
    run->format_refused = ipp_peer_has(answer, "job-state-reasons", "document-format-error") ||
                          ipp_peer_has(answer, "job-state-reasons", "unsupported-document-format");
    ippDelete(answer);
}

static bool is_here(const struct run *run)
{
    return run->now.trouble != TROUBLE_UNREACHABLE && run->now.trouble != TROUBLE_STRANGER;
}

/* Somebody may take a sheet while the next is printed: only what comes is added up. */
static void count_tray(struct run *run)
{
    if (!is_here(run) || run->now.state.tray < 0)
        return;
    if (run->now.state.tray > run->tray)
        run->fed += run->now.state.tray - run->tray;
    run->tray = run->now.state.tray;
}

static void tell(struct run *run)
{
    struct printer_state *state = &run->now.state;

    state->ready = false;
    state->phase = run->impressions > 0 ? PRINTER_PRINTING : PRINTER_WARMING;
    state->pages = run->order->pages;
    state->page = run->impressions < state->pages ? run->impressions + 1 : state->pages;
    if (run->now.trouble == TROUBLE_BUSY)
        state->code = ERR_OK; /* with our own document */
    run->order->moved(run->order->self, state);
}

/* The job is asked before the printer: a reason that came up with its last page is seen. */
static void look(struct run *run)
{
    ask_job(run);
    printer_look(run->peer, &run->now);
    count_tray(run);
    tell(run);
}

static int64_t counted(const struct run *run)
{
    return run->now.state.life_count - run->before.state.life_count;
}

static bool tray_agrees(const struct run *run, int64_t sheets)
{
    return run->before.state.tray < 0 || run->fed == sheets;
}

static bool has_ended(const struct run *run)
{
    return run->gone || run->state >= IPP_JSTATE_CANCELED;
}

static bool was_restarted(const struct run *run)
{
    return run->now.up_time < run->before.up_time;
}

static bool is_stop(enum trouble trouble)
{
    return trouble != TROUBLE_NONE && trouble != TROUBLE_BUSY && trouble != TROUBLE_WARMING;
}

/* A printer that made two documents out of ours, or more sheets than there are pages. */
static bool is_twice(const struct run *run)
{
    int ours = has_ended(run) ? 0 : 1;

    return counted(run) > run->order->pages ||
           (run->before.queued >= 0 && run->now.queued > run->before.queued + ours);
}

/* R28: believed only when the job's impressions, the life counter, the tray and the pages agree. */
static bool is_delivered(const struct run *run)
{
    int pages = run->order->pages;

    return run->state == IPP_JSTATE_COMPLETED && run->impressions == pages &&
           counted(run) == pages && tray_agrees(run, pages);
}

/* What a printer that answers says of the document; true when that is its end. */
static bool judge(const struct run *run, enum trouble *out)
{
    *out = TROUBLE_LOST;
    if (run->gone || was_restarted(run))
        return true;
    *out = run->now.trouble;
    if (is_stop(*out))
        return true;
    *out = TROUBLE_TWICE;
    if (is_twice(run))
        return true;
    *out = TROUBLE_STOPPED;
    if (run->state == IPP_JSTATE_STOPPED)
        return true;
    *out = run->format_refused ? TROUBLE_FORMAT : TROUBLE_CANCELLED;
    if (run->state == IPP_JSTATE_CANCELED || run->state == IPP_JSTATE_ABORTED)
        return true;
    *out = TROUBLE_NONE;
    return is_delivered(run);
}

/* A counter may lag behind "completed" for a moment, and a printer may be away for a little longer:
 * when it comes back it still tells what it printed. */
static enum trouble follow(struct run *run)
{
    while (now_ms() < run->until) {
        enum trouble trouble = TROUBLE_UNCERTAIN;

        look(run);
        if (run->now.trouble == TROUBLE_STRANGER)
            return TROUBLE_STRANGER;
        if (is_here(run) && judge(run, &trouble))
            return trouble;
        if (!is_here(run) && is_over(&run->given, AWAY_MS))
            break;
        if (is_here(run))
            run->given = 0;
        if (run->state == IPP_JSTATE_COMPLETED && is_over(&run->settled, SETTLE_MS))
            break;
        (void)poll(NULL, 0, POLL_MS);
    }
    return TROUBLE_UNCERTAIN;
}

/* Stops a document that went wrong, and learns how many sheets left the printer before that. */
static void abandon(struct run *run, struct printer_result *out)
{
    int64_t end = 0;

    out->sheets = -1;
    out->dead = false;
    ipp_peer_cancel_ours(run->peer, run->job);
    do {
        look(run);
        out->dead =
            is_here(run) && has_ended(run) &&
            (was_restarted(run) || run->before.queued < 0 || run->now.queued <= run->before.queued);
        if (out->dead)
            break;
        (void)poll(NULL, 0, POLL_MS);
    } while (is_here(run) && !is_over(&end, SETTLE_MS));
    if (out->dead && counted(run) >= 0 && tray_agrees(run, counted(run)))
        out->sheets = (int)counted(run);
}

static enum trouble of_status(ipp_status_t status, enum trouble without_answer)
{
    switch (status) {
    case IPP_STATUS_CUPS_INVALID:
        return without_answer;
    case IPP_STATUS_ERROR_DOCUMENT_FORMAT_NOT_SUPPORTED:
    case IPP_STATUS_ERROR_DOCUMENT_FORMAT_ERROR:
    case IPP_STATUS_ERROR_ATTRIBUTES_OR_VALUES:
    case IPP_STATUS_ERROR_COMPRESSION_NOT_SUPPORTED:
        return TROUBLE_FORMAT;
    case IPP_STATUS_ERROR_BUSY:
        return TROUBLE_BUSY;
    default:
        return TROUBLE_STOPPED;
    }
}

static enum trouble begin(struct run *run)
{
    ipp_status_t status = IPP_STATUS_OK;

    printer_look(run->peer, &run->before);
    if (run->before.trouble != TROUBLE_NONE)
        return run->before.trouble;
    run->tray = run->before.state.tray;
    run->now = run->before;
    run->job = ipp_peer_create_job(run->peer, &status);
    if (run->job > 0)
        return TROUBLE_NONE;
    /* One that was made all the same has no document, and must not wait for one. */
    if (status == IPP_STATUS_CUPS_INVALID && !run->peer->stranger)
        ipp_peer_cancel_ours(run->peer, 0);
    return of_status(status, run->peer->stranger ? TROUBLE_STRANGER : TROUBLE_UNREACHABLE);
}

int printer_job_run(struct ipp_peer *peer, const struct printer_order *order,
                    struct printer_result *out)
{
    struct run run = {.peer = peer, .order = order, .until = now_ms() + order->deadline_ms};
    ipp_status_t status = IPP_STATUS_OK;
    enum trouble trouble = begin(&run);

    *out = (struct printer_result){.code = trouble_code(trouble), .dead = true};
    if (trouble != TROUBLE_NONE)
        return 0;
    if (ipp_peer_send(peer, run.job, printer_format, order->stream, &status))
        trouble = follow(&run);
    else
        trouble = of_status(status, TROUBLE_UNCERTAIN);
    if (trouble == TROUBLE_NONE)
        out->sheets = order->pages;
    else
        abandon(&run, out);
    out->code = trouble_code(trouble);
    return out->dead ? 0 : run.job;
}

bool printer_job_is_dead(struct ipp_peer *peer, int job)
{
    struct run run = {.peer = peer, .job = job};

    ipp_peer_cancel_ours(peer, job);
    ask_job(&run);
    return has_ended(&run);
}
