#include "print/printer_job.h"

#include "print/printer_format.h"
#include "print/printer_seen.h"
#include "print/printer_send.h"
#include "print/steady.h"

#include <poll.h>

/* Most documents are sent before somebody could look at the printer, and some printers serve one
 * connection only: HEAD_MS are the document's own. */
enum { POLL_MS = 100, HEAD_MS = 300, SETTLE_MS = 1500, AWAY_MS = 5000, DRIFT_MS = 2000 };

/* A printer that is asked to stop first puts out the sheet it has begun. */
enum { HALT_MS = 10000 };

static const char *const asked[] = {"job-state", "job-state-reasons", "job-impressions-completed"};

struct run {
    struct printer_line *line;
    const struct printer_order *order;
    struct printer_send send;
    int job;
    struct printer_seen before, now;
    int fed, tray;                 /* sheets that the tray's sensor saw come; that lay there last */
    int state, impressions;        /* of the job */
    bool heard, sending;           /* whoever has the job answers; it is still on its way there */
    bool gone, format_refused;     /* the printer does not know the job; does not read its format */
    int64_t until, settled, given; /* ms: the deadline, and when patience ends; 0: not begun */
};

struct ipp_peer *printer_line_end(struct printer_line *line)
{
    return line->queue ? &line->behind : &line->jobs;
}

void printer_line_close(struct printer_line *line)
{
    ipp_peer_close(&line->jobs);
    ipp_peer_close(&line->behind);
}

/* Whether `ms` have passed since this was first asked. */
static bool is_over(int64_t *end, int ms)
{
    if (*end == 0)
        *end = steady_ms() + ms;
    return steady_ms() >= *end;
}

static void ask_job(struct run *run)
{
    ipp_status_t status;
    ipp_t *answer =
        ipp_peer_get(&run->line->jobs, run->job, asked, sizeof asked / sizeof asked[0], &status);

    run->heard = status != IPP_STATUS_CUPS_INVALID;
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
    return run->heard && run->now.trouble != TROUBLE_UNREACHABLE &&
           run->now.trouble != TROUBLE_STRANGER;
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

static int64_t counted(const struct run *run)
{
    return run->now.state.life_count - run->before.state.life_count;
}

/* A queue counts what it has worked on, which is no sheet yet. */
static int64_t printed(const struct run *run)
{
    return run->line->queue ? counted(run) : run->impressions;
}

static void tell(struct run *run)
{
    struct printer_state *state = &run->now.state;
    int64_t sheets = printed(run);

    state->ready = false;
    state->phase = sheets > 0 ? PRINTER_PRINTING : PRINTER_WARMING;
    state->pages = run->order->pages;
    state->page = sheets < state->pages ? (int)sheets + 1 : state->pages;
    state->code = trouble_code(run->now.trouble);
    if (run->now.trouble == TROUBLE_BUSY)
        state->code = ERR_OK; /* with our own document */
    if (run->now.trouble == TROUBLE_UNREACHABLE || (run->line->queue && !run->heard))
        state->code = trouble_code(TROUBLE_SILENT);
    run->order->moved(run->order->self, state);
}

/* The job is asked before the printer: a reason that came up with its last page is seen. Who did
 * not answer the one question is not asked the other. */
static void look(struct run *run)
{
    struct printer_seen now;

    ask_job(run);
    if (run->heard && !run->line->queue)
        tell(run); /* that it speaks: the second answer may take as long again */
    if (run->heard || run->line->queue) {
        printer_look(printer_line_end(run->line), &now);
        if (now.trouble != TROUBLE_UNREACHABLE && now.trouble != TROUBLE_STRANGER)
            run->now = now;
        run->now.trouble = now.trouble;
    } else {
        run->now.trouble = run->line->jobs.stranger ? TROUBLE_STRANGER : TROUBLE_UNREACHABLE;
    }
    count_tray(run);
    tell(run);
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
    return run->now.up_time < run->before.up_time ||
           (run->before.up_time >= 0 && run->now.booted - run->before.booted > DRIFT_MS);
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

    return run->state == IPP_JSTATE_COMPLETED && printed(run) == pages && counted(run) == pages &&
           tray_agrees(run, pages);
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

/* What has become of the document so far; true when that is its end. */
static bool has_come(struct run *run, enum trouble *out)
{
    bool refused = false;

    run->sending = !printer_send_wait(&run->send, 0);
    refused = !run->sending && run->send.status != IPP_STATUS_OK;
    *out = run->now.trouble;
    if (run->now.trouble == TROUBLE_STRANGER)
        return true;
    if (refused && run->send.status != IPP_STATUS_CUPS_INVALID) {
        *out = of_status(run->send.status, TROUBLE_UNCERTAIN);
        return true;
    }
    if (is_here(run) && judge(run, out))
        return true;
    *out = TROUBLE_UNCERTAIN;
    return is_here(run) && refused;
}

/* Whether waiting has no more sense. A counter may lag behind "completed" for a moment, and a
 * printer may be away for a little longer: when it comes back it still tells what it printed. */
static bool is_too_long(struct run *run)
{
    if (is_here(run))
        run->given = 0;
    else if (!run->sending && is_over(&run->given, AWAY_MS))
        return true;
    return run->state == IPP_JSTATE_COMPLETED && is_over(&run->settled, SETTLE_MS);
}

static enum trouble follow(struct run *run)
{
    enum trouble trouble = TROUBLE_UNCERTAIN;

    (void)printer_send_wait(&run->send, HEAD_MS);
    while (steady_ms() < run->until) {
        look(run);
        if (has_come(run, &trouble))
            return trouble;
        if (*run->order->halt)
            return TROUBLE_CANCELLED;
        if (is_too_long(run))
            break;
        (void)poll(NULL, 0, POLL_MS);
    }
    return TROUBLE_UNCERTAIN;
}

/* Stops a document that went wrong, and learns how many sheets left the printer before that. */
static void abandon(struct run *run, enum trouble trouble, struct printer_result *out)
{
    int patience = trouble == TROUBLE_CANCELLED ? HALT_MS : SETTLE_MS;
    int64_t end = 0;

    out->sheets = -1;
    out->dead = false;
    ipp_peer_cancel_ours(&run->line->jobs, run->job);
    do {
        look(run);
        out->dead =
            is_here(run) && has_ended(run) &&
            (was_restarted(run) || run->before.queued < 0 || run->now.queued <= run->before.queued);
        if (out->dead)
            break;
        (void)poll(NULL, 0, POLL_MS);
    } while (is_here(run) && !is_over(&end, patience));
    if (out->dead && counted(run) >= 0 && tray_agrees(run, counted(run)))
        out->sheets = (int)counted(run);
}

static enum trouble begin(struct run *run, unsigned format)
{
    struct ipp_peer *jobs = &run->line->jobs;
    ipp_status_t status = IPP_STATUS_OK;

    printer_look(printer_line_end(run->line), &run->before);
    if (run->before.trouble != TROUBLE_NONE)
        return run->before.trouble;
    if ((run->before.state.able & format) == 0)
        return TROUBLE_FORMAT;
    run->tray = run->before.state.tray;
    run->now = run->before;
    run->job = ipp_peer_create_job(jobs, format == PRINTER_PDF, &status);
    if (run->job > 0)
        return TROUBLE_NONE;
    /* One that was made all the same has no document, and must not wait for one. */
    if (status == IPP_STATUS_CUPS_INVALID && !jobs->stranger)
        ipp_peer_cancel_ours(jobs, 0);
    return of_status(status, jobs->stranger ? TROUBLE_STRANGER : TROUBLE_UNREACHABLE);
}

int printer_job_run(struct printer_line *line, const struct printer_order *order,
                    struct printer_result *out)
{
    struct run run = {.line = line, .order = order, .until = steady_ms() + order->deadline_ms};
    unsigned format = printer_format_of(order->stream);
    enum trouble trouble = begin(&run, format);

    *out = (struct printer_result){.code = trouble_code(trouble), .dead = true};
    if (trouble != TROUBLE_NONE)
        return 0;
    printer_send_start(&run.send, &line->jobs, run.job, printer_format_name(format), order->stream);
    trouble = follow(&run);
    printer_send_stop(&run.send);
    if (trouble == TROUBLE_NONE)
        out->sheets = order->pages;
    else
        abandon(&run, trouble, out);
    out->code = trouble_code(trouble);
    return out->dead ? 0 : run.job;
}

bool printer_job_is_dead(struct printer_line *line, int job)
{
    struct run run = {.line = line, .job = job};

    ipp_peer_cancel_ours(&line->jobs, job);
    ask_job(&run);
    return has_ended(&run);
}
