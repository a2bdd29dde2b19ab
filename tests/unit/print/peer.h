/* A printer in a thread, as truthful or as false as a test wants it. */
#ifndef TESTS_UNIT_PRINT_PEER_H
#define TESTS_UNIT_PRINT_PEER_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <cups/cups.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>

/* How a printer behaves once it has the document. */
struct behaviour {
    const char *reason;        /* printer-state-reasons then */
    ipp_jstate_t job_state;    /* where the job ends */
    int impressions, life;     /* counted in the job; added to the life counter */
    ipp_status_t create, send; /* answers; 0: successful-ok */
    const char *job_reason;    /* job-state-reasons, or NULL */
    int tray;                  /* sheets that its tray sees come */
    bool hangs_up;             /* speaks no more */
    bool stubborn;             /* cancels nothing */
};

/* A printer in a thread: one connection at a time, as many as come. */
struct peer {
    pthread_t thread;
    pthread_mutex_t lock;
    int fd;
    char uri[64];
    struct behaviour after;
    bool got_document, cancelled, silent;
    size_t document_len;
    int life, tray; /* tray -1: without a sensor */
    /* Before the document: */
    ipp_pstate_t state;
    const char *reason, *format, *media, *media_ready;
    bool accepting, has_life;
    char job_name[64], user[64];
};

static void answer_tray(struct peer *p, ipp_t *out)
{
    char text[64];
    int len = snprintf(text, sizeof text, "type=other;maxcapacity=100;remaining=%d;",
                       p->tray < 0 ? -2 : 100 - p->tray);

    ippAddOctetString(out, IPP_TAG_PRINTER, "printer-output-tray", text, len);
}

static void answer_printer(struct peer *p, ipp_t *out)
{
    static const int dpis[] = {300, 600};
    const char *reason = p->got_document && !p->cancelled ? p->after.reason : p->reason;

    ippAddInteger(out, IPP_TAG_PRINTER, IPP_TAG_ENUM, "printer-state", (int)p->state);
    ippAddString(out, IPP_TAG_PRINTER, IPP_TAG_KEYWORD, "printer-state-reasons", NULL, reason);
    ippAddBoolean(out, IPP_TAG_PRINTER, "printer-is-accepting-jobs", p->accepting);
    if (p->has_life)
        ippAddInteger(out, IPP_TAG_PRINTER, IPP_TAG_INTEGER, "printer-impressions-completed",
                      p->life);
    answer_tray(p, out);
    ippAddString(out, IPP_TAG_PRINTER, IPP_TAG_MIMETYPE, "document-format-supported", NULL,
                 p->format);
    ippAddString(out, IPP_TAG_PRINTER, IPP_TAG_KEYWORD, "pwg-raster-document-type-supported", NULL,
                 "sgray_8");
    ippAddResolutions(out, IPP_TAG_PRINTER, "pwg-raster-document-resolution-supported", 2,
                      IPP_RES_PER_INCH, dpis, dpis);
    ippAddResolution(out, IPP_TAG_PRINTER, "printer-resolution-default", IPP_RES_PER_INCH, 300,
                     300);
    ippAddString(out, IPP_TAG_PRINTER, IPP_TAG_KEYWORD, "media-supported", NULL, p->media);
    ippAddString(out, IPP_TAG_PRINTER, IPP_TAG_KEYWORD, "media-ready", NULL, p->media_ready);
}

static void answer_job(struct peer *p, ipp_t *out)
{
    ipp_jstate_t state = p->cancelled ? IPP_JSTATE_CANCELED : p->after.job_state;
    const char *reason = p->after.job_reason != NULL ? p->after.job_reason : "none";

    ippAddInteger(out, IPP_TAG_JOB, IPP_TAG_INTEGER, "job-id", 7);
    ippAddInteger(out, IPP_TAG_JOB, IPP_TAG_ENUM, "job-state", (int)state);
    ippAddString(out, IPP_TAG_JOB, IPP_TAG_KEYWORD, "job-state-reasons", NULL, reason);
    ippAddInteger(out, IPP_TAG_JOB, IPP_TAG_INTEGER, "job-impressions-completed",
                  p->after.impressions);
}

static void copy_name(ipp_t *request, const char *name, char out[64])
{
    ipp_attribute_t *found = ippFindAttribute(request, name, IPP_TAG_NAME);

    (void)snprintf(out, 64, "%s", found != NULL ? ippGetString(found, 0, NULL) : "");
}

static void take_document(struct peer *p)
{
    p->got_document = true;
    p->life += p->after.life;
    p->tray += p->after.tray;
    p->silent = p->after.hangs_up;
}

static void act(struct peer *p, ipp_t *request, ipp_t *out)
{
    ipp_status_t status = IPP_STATUS_OK;

    switch (ippGetOperation(request)) {
    case IPP_OP_GET_PRINTER_ATTRIBUTES:
        answer_printer(p, out);
        break;
    case IPP_OP_CREATE_JOB:
        copy_name(request, "job-name", p->job_name);
        copy_name(request, "requesting-user-name", p->user);
        status = p->after.create;
        answer_job(p, out);
        break;
    case IPP_OP_SEND_DOCUMENT:
        status = p->after.send;
        if (status == IPP_STATUS_OK)
            take_document(p);
        break;
    case IPP_OP_CANCEL_JOB:
        p->cancelled = !p->after.stubborn;
        break;
    default:
        answer_job(p, out);
    }
    ippSetStatusCode(out, status);
}

static void reply(http_t *http, ipp_t *out)
{
    httpClearFields(http);
    httpSetField(http, HTTP_FIELD_CONTENT_TYPE, "application/ipp");
    httpSetLength(http, ippLength(out));
    assert_int_equal(httpWriteResponse(http, HTTP_STATUS_OK), 0);
    ippSetState(out, IPP_STATE_IDLE);
    (void)ippWrite(http, out);
    httpFlushWrite(http);
}

/* False when the connection is over, or when the printer has fallen silent. */
static bool serve_one(struct peer *p, http_t *http)
{
    char path[HTTP_MAX_URI], rest[4096];
    ipp_t *request = ippNew(), *out = NULL;
    bool ok = false;

    if (!httpWait(http, 2000) || httpReadRequest(http, path, sizeof path) != HTTP_STATE_POST)
        goto end;
    while (httpUpdate(http) == HTTP_STATUS_CONTINUE)
        continue;
    if (httpGetExpect(http) == HTTP_STATUS_CONTINUE)
        httpWriteResponse(http, HTTP_STATUS_CONTINUE);
    if (ippRead(http, request) != IPP_STATE_DATA)
        goto end;
    for (ssize_t got = 1; httpGetState(http) == HTTP_STATE_POST_RECV && got > 0;) {
        got = httpRead2(http, rest, sizeof rest);
        p->document_len += got > 0 ? (size_t)got : 0;
    }
    out = ippNewResponse(request);
    pthread_mutex_lock(&p->lock);
    act(p, request, out);
    ok = !p->silent;
    pthread_mutex_unlock(&p->lock);
    if (ok)
        reply(http, out);
end:
    ippDelete(out);
    ippDelete(request);
    return ok;
}

static void *run(void *context)
{
    struct peer *p = context;
    http_t *http = NULL;

    while ((http = httpAcceptConnection(p->fd, 1)) != NULL) {
        while (serve_one(p, http))
            continue;
        httpClose(http);
    }
    return NULL;
}

#endif
