#include "print/printer_ipp.h"

#include "print/ipp_peer.h"
#include "print/trouble.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { CONNECT_MS = 3000, POLL_MS = 100, SETTLE_MS = 2000, DPI_LEAST = 300, DPI_MOST = 600 };

static const char format[] = "image/pwg-raster", paper[] = "iso_a4_210x297mm";

static const char *const printer_asked[] = {
    "printer-state",
    "printer-state-reasons",
    "printer-is-accepting-jobs",
    "printer-impressions-completed",
    "printer-resolution-default",
    "document-format-supported",
    "pwg-raster-document-resolution-supported",
    "pwg-raster-document-type-supported",
    "media-supported",
    "media-ready",
};

static const char *const job_asked[] = {"job-state", "job-state-reasons",
                                        "job-impressions-completed"};

/* One document on its way. */
struct run {
    const struct ipp_peer *peer;
    http_t *http;
    int job, pages;
    int64_t life_before, until;
    struct printer_state printer;
    int state, impressions; /* of the job */
    bool format_refused;
};

static int64_t now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static unsigned choose_dpi(ipp_t *answer)
{
    ipp_attribute_t *all =
        ippFindAttribute(answer, "pwg-raster-document-resolution-supported", IPP_TAG_RESOLUTION);
    ipp_attribute_t *usual =
        ippFindAttribute(answer, "printer-resolution-default", IPP_TAG_RESOLUTION);
    ipp_res_t units;
    int best = 0, y = 0, wanted = usual != NULL ? ippGetResolution(usual, 0, &y, &units) : 0;

    for (int i = 0; all != NULL && i < ippGetCount(all); i++) {
        int x = ippGetResolution(all, i, &y, &units);

        if (x != y || units != IPP_RES_PER_INCH || x < DPI_LEAST || x > DPI_MOST)
            continue;
        if (x == wanted)
            return (unsigned)x;
        best = x > best ? x : best;
    }
    return (unsigned)best;
}

static enum trouble find_reason(ipp_t *answer, char keyword[PRINTER_REASON_SIZE])
{
    ipp_attribute_t *reasons = ippFindAttribute(answer, "printer-state-reasons", IPP_TAG_KEYWORD);

    for (int i = 0; reasons != NULL && i < ippGetCount(reasons); i++) {
        const char *reason = ippGetString(reasons, i, NULL);
        enum trouble trouble = reason != NULL ? trouble_of_keyword(reason) : TROUBLE_NONE;

        if (trouble != TROUBLE_NONE) {
            (void)snprintf(keyword, PRINTER_REASON_SIZE, "%.*s", PRINTER_REASON_SIZE - 1, reason);
            return trouble;
        }
    }
    return TROUBLE_NONE;
}

static bool understands(ipp_t *answer)
{
    return ipp_peer_has(answer, "document-format-supported", format) &&
           ipp_peer_has(answer, "pwg-raster-document-type-supported", "sgray_8") &&
           ipp_peer_has(answer, "media-supported", paper);
}

static enum trouble judge(ipp_t *answer, struct printer_state *out)
{
    int state = ipp_peer_number(answer, "printer-state", IPP_PSTATE_STOPPED);
    enum trouble trouble = find_reason(answer, out->reason);

    out->dpi = choose_dpi(answer);
    out->life_count = ipp_peer_number(answer, "printer-impressions-completed", -1);
    if (trouble != TROUBLE_NONE)
        return trouble;
    if (state == IPP_PSTATE_STOPPED || !ipp_peer_number(answer, "printer-is-accepting-jobs", 0))
        return TROUBLE_STOPPED;
    if (!understands(answer) || out->dpi == 0 || out->life_count < 0)
        return TROUBLE_UNFIT;
    if (ippFindAttribute(answer, "media-ready", IPP_TAG_ZERO) != NULL &&
        !ipp_peer_has(answer, "media-ready", paper))
        return TROUBLE_NO_PAPER;
    return state == IPP_PSTATE_IDLE ? TROUBLE_NONE : TROUBLE_BUSY;
}

static enum trouble ask_printer(const struct ipp_peer *peer, http_t *http,
                                struct printer_state *out)
{
    enum trouble trouble = TROUBLE_UNREACHABLE;
    ipp_t *answer = NULL;

    *out = (struct printer_state){.life_count = -1};
    if (http != NULL)
        answer = ipp_peer_get(peer, http, 0, printer_asked,
                              sizeof printer_asked / sizeof printer_asked[0]);
    if (answer != NULL)
        trouble = judge(answer, out);
    ippDelete(answer);
    out->ready = trouble == TROUBLE_NONE;
    out->code = trouble_code(trouble);
    return trouble;
}

static void state(void *self, struct printer_state *out)
{
    http_t *http = ipp_peer_connect(self, CONNECT_MS);

    (void)ask_printer(self, http, out);
    httpClose(http);
}

static bool ask_job(struct run *run)
{
    ipp_t *answer = ipp_peer_get(run->peer, run->http, run->job, job_asked,
                                 sizeof job_asked / sizeof job_asked[0]);

    if (answer == NULL)
        return false;
    run->state = ipp_peer_number(answer, "job-state", 0);
    run->impressions = ipp_peer_number(answer, "job-impressions-completed", -1);
    run->format_refused = ipp_peer_has(answer, "job-state-reasons", "document-format-error") ||
                          ipp_peer_has(answer, "job-state-reasons", "unsupported-document-format");
    ippDelete(answer);
    return true;
}

static bool is_stop(enum trouble trouble)
{
    return trouble != TROUBLE_NONE && trouble != TROUBLE_BUSY && trouble != TROUBLE_UNREACHABLE;
}

/* R28: believed only when the job's impressions, the life counter and the pages agree. */
static bool is_delivered(const struct run *run)
{
    return run->state == IPP_JSTATE_COMPLETED && run->impressions == run->pages &&
           run->printer.life_count - run->life_before == run->pages;
}

/* The job is read before the printer: a reason that came up with its last page is seen. */
static bool follow_once(struct run *run, enum trouble *out)
{
    enum trouble trouble = TROUBLE_NONE;
    bool answered = ask_job(run);

    trouble = ask_printer(run->peer, run->http, &run->printer);
    *out = TROUBLE_UNCERTAIN;
    if (!answered || trouble == TROUBLE_UNREACHABLE)
        return true;
    *out = trouble;
    if (is_stop(trouble))
        return true;
    if (run->state == IPP_JSTATE_STOPPED)
        *out = TROUBLE_STOPPED;
    if (run->state == IPP_JSTATE_CANCELED || run->state == IPP_JSTATE_ABORTED)
        *out = run->format_refused ? TROUBLE_UNFIT : TROUBLE_CANCELLED;
    if (is_delivered(run))
        *out = TROUBLE_NONE;
    return run->state == IPP_JSTATE_STOPPED || run->state == IPP_JSTATE_CANCELED ||
           run->state == IPP_JSTATE_ABORTED || is_delivered(run);
}

/* A counter may lag behind "completed" for a moment, not longer. */
static enum trouble follow(struct run *run)
{
    enum trouble trouble = TROUBLE_UNCERTAIN;
    int64_t settle = 0;

    while (now_ms() < run->until) {
        if (follow_once(run, &trouble))
            return trouble;
        if (run->state == IPP_JSTATE_COMPLETED && settle == 0)
            settle = now_ms() + SETTLE_MS;
        if (settle > 0 && now_ms() >= settle)
            break;
        (void)poll(NULL, 0, POLL_MS);
    }
    return TROUBLE_UNCERTAIN;
}

/* Stops a job that went wrong, and learns how many sheets left the printer before that. */
static int abandon(struct run *run)
{
    int64_t until = now_ms() + SETTLE_MS;

    ipp_peer_cancel(run->peer, run->http, run->job);
    while (ask_job(run) && run->state < IPP_JSTATE_CANCELED) {
        if (now_ms() >= until)
            return -1;
        (void)poll(NULL, 0, POLL_MS);
    }
    if (ask_printer(run->peer, run->http, &run->printer) == TROUBLE_UNREACHABLE ||
        run->printer.life_count < run->life_before || run->state < IPP_JSTATE_CANCELED)
        return -1;
    return (int)(run->printer.life_count - run->life_before);
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
        return TROUBLE_UNFIT;
    case IPP_STATUS_ERROR_BUSY:
        return TROUBLE_BUSY;
    default:
        return TROUBLE_STOPPED;
    }
}

static enum trouble run_job(struct run *run, struct view stream, int *sheets)
{
    enum trouble trouble = ask_printer(run->peer, run->http, &run->printer);
    ipp_status_t status = IPP_STATUS_OK;

    *sheets = 0;
    if (trouble != TROUBLE_NONE)
        return trouble;
    run->life_before = run->printer.life_count;
    run->job = ipp_peer_create_job(run->peer, run->http, &status);
    if (run->job == 0)
        return of_status(status, TROUBLE_UNREACHABLE);
    if (ipp_peer_send(run->peer, run->http, run->job, format, stream, &status))
        trouble = follow(run);
    else
        trouble = of_status(status, TROUBLE_UNCERTAIN);
    *sheets = trouble == TROUBLE_NONE ? run->pages : abandon(run);
    return trouble;
}

static void print(void *self, struct view stream, int pages, int deadline_ms,
                  struct printer_result *out)
{
    struct run run = {.peer = self, .pages = pages, .until = now_ms() + deadline_ms};

    run.http = ipp_peer_connect(self, CONNECT_MS);
    out->code = trouble_code(run_job(&run, stream, &out->sheets));
    httpClose(run.http);
}

static void close_printer(void *self)
{
    free(self);
}

bool printer_ipp_open(const char *uri, struct printer_port *out)
{
    struct ipp_peer *peer = calloc(1, sizeof *peer);

    if (peer == NULL || !ipp_peer_parse(uri, peer)) {
        free(peer);
        return false;
    }
    *out = (struct printer_port){peer, state, print, close_printer};
    return true;
}
