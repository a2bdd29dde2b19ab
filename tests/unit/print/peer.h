/* A printer in a thread, as truthful or as false as a test wants it. */
#ifndef TESTS_UNIT_PRINT_PEER_H
#define TESTS_UNIT_PRINT_PEER_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <arpa/inet.h>
#include <cmocka.h>
#include <cups/cups.h>
#include <poll.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

/* How a printer behaves once it has the document. */
struct behaviour {
    const char *reason;        /* printer-state-reasons then */
    ipp_jstate_t job_state;    /* where the job ends */
    int impressions, life;     /* counted in the job; added to the life counter */
    ipp_status_t create, send; /* answers; 0: successful-ok */
    const char *job_reason;    /* job-state-reasons, or NULL */
    int tray;                  /* sheets that its tray sees come */
    bool hangs_up;             /* speaks no more */
    bool falls_mute;           /* says nothing for a while */
    bool reads_slowly;         /* does not read the document for a while */
    bool stubborn;             /* cancels nothing */
};

/* A printer in a thread: one connection at a time, as many as come. */
struct peer {
    pthread_t thread;
    pthread_mutex_t lock;
    int fd;
    char uri[64];
    struct behaviour after;
    bool got_document, cancelled, silent, mute; /* mute: it hears, and says nothing yet */
    size_t document_len;
    int life, tray; /* tray -1: without a sensor */
    /* Before the document: */
    ipp_pstate_t state;
    const char *reason, *format, *media, *media_ready;
    bool accepting, has_life;
    char job_name[64], user[64], sent_format[64], scaling[64];
    int queued;          /* jobs of ours that wait */
    int asked;           /* how it is, since it has the document */
    bool serves_two;     /* connections, each in a thread */
    struct peer *behind; /* who prints what this one takes */
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

static void copy_text(ipp_t *request, const char *name, char out[64])
{
    ipp_attribute_t *found = ippFindAttribute(request, name, IPP_TAG_ZERO);

    (void)snprintf(out, 64, "%s", found != NULL ? ippGetString(found, 0, NULL) : "");
}

static void print_it(struct peer *p, struct behaviour after)
{
    pthread_mutex_lock(&p->lock);
    p->life += after.life;
    p->tray += after.tray;
    if (after.reason != NULL)
        p->reason = after.reason;
    pthread_mutex_unlock(&p->lock);
}

static void take_document(struct peer *p, ipp_t *request)
{
    copy_text(request, "document-format", p->sent_format);
    if (p->behind != NULL)
        print_it(p->behind, p->after);
    p->got_document = true;
    p->life += p->after.life;
    p->tray += p->after.tray;
    p->silent = p->after.hangs_up;
    p->mute = p->after.falls_mute;
}

static void act(struct peer *p, ipp_t *request, ipp_t *out)
{
    ipp_status_t status = IPP_STATUS_OK;

    switch (ippGetOperation(request)) {
    case IPP_OP_GET_PRINTER_ATTRIBUTES:
        p->asked += p->got_document && !p->cancelled;
        answer_printer(p, out);
        break;
    case IPP_OP_CREATE_JOB:
        copy_text(request, "job-name", p->job_name);
        copy_text(request, "requesting-user-name", p->user);
        copy_text(request, "print-scaling", p->scaling);
        status = p->after.create;
        answer_job(p, out);
        break;
    case IPP_OP_SEND_DOCUMENT:
        status = p->after.send;
        if (status == IPP_STATUS_OK)
            take_document(p, request);
        break;
    case IPP_OP_CANCEL_JOB:
        p->cancelled = !p->after.stubborn;
        p->queued = p->after.stubborn ? p->queued : 0;
        break;
    case IPP_OP_GET_JOBS:
        if (p->queued > 0)
            answer_job(p, out);
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

static bool is_mute(struct peer *p)
{
    bool mute = false;

    pthread_mutex_lock(&p->lock);
    mute = p->mute;
    pthread_mutex_unlock(&p->lock);
    return mute;
}

static bool is_document(ipp_t *request)
{
    return ippGetOperation(request) == IPP_OP_SEND_DOCUMENT;
}

/* As if it had no room for the document: it is known that there is one, and it is not read. */
static void read_slowly(struct peer *p)
{
    pthread_mutex_lock(&p->lock);
    p->got_document = p->mute = true;
    pthread_mutex_unlock(&p->lock);
    while (is_mute(p))
        (void)poll(NULL, 0, 10);
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
    if (p->after.reads_slowly && is_document(request)) {
        read_slowly(p);
        goto end;
    }
    for (ssize_t got = 1; httpGetState(http) == HTTP_STATE_POST_RECV && got > 0;) {
        got = httpRead2(http, rest, sizeof rest);
        p->document_len += got > 0 ? (size_t)got : 0;
    }
    out = ippNewResponse(request);
    pthread_mutex_lock(&p->lock);
    act(p, request, out);
    ok = !p->silent;
    pthread_mutex_unlock(&p->lock);
    while (!p->serves_two && is_mute(p))
        (void)poll(NULL, 0, 10);
    if (ok)
        reply(http, out);
end:
    ippDelete(out);
    ippDelete(request);
    return ok;
}

struct talk {
    struct peer *peer;
    http_t *http;
    pthread_t thread;
};

static void *converse(void *context)
{
    struct talk *talk = context;

    while (serve_one(talk->peer, talk->http))
        continue;
    httpClose(talk->http);
    return NULL;
}

static void *run(void *context)
{
    enum { TALKS_MAX = 64 };
    struct talk talk[TALKS_MAX];
    int talks = 0;
    struct peer *p = context;

    while (talks < TALKS_MAX && (talk[talks].http = httpAcceptConnection(p->fd, 1)) != NULL) {
        talk[talks].peer = p;
        if (!p->serves_two)
            converse(&talk[talks]);
        else if (pthread_create(&talk[talks].thread, NULL, converse, &talk[talks]) == 0)
            talks++;
    }
    while (talks > 0)
        pthread_join(talk[--talks].thread, NULL);
    return NULL;
}

/* A printer that prints `pages` sheets as it should. */
static inline void peer_start(struct peer *p, int pages)
{
    struct sockaddr_in address = {.sin_family = AF_INET};
    socklen_t len = sizeof address;

    *p = (struct peer){.state = IPP_PSTATE_IDLE,
                       .reason = "none",
                       .format = "image/pwg-raster",
                       .media = "iso_a4_210x297mm",
                       .media_ready = "iso_a4_210x297mm",
                       .accepting = true,
                       .has_life = true,
                       .life = 100,
                       .tray = -1,
                       .after = {.reason = "none",
                                 .job_state = IPP_JSTATE_COMPLETED,
                                 .impressions = pages,
                                 .life = pages}};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    p->fd = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(bind(p->fd, (struct sockaddr *)&address, len), 0);
    assert_int_equal(listen(p->fd, 16), 0);
    assert_int_equal(getsockname(p->fd, (struct sockaddr *)&address, &len), 0);
    (void)snprintf(p->uri, sizeof p->uri, "ipp://127.0.0.1:%d/ipp/print", ntohs(address.sin_port));
    pthread_mutex_init(&p->lock, NULL);
    assert_int_equal(pthread_create(&p->thread, NULL, run, p), 0);
}

static inline void peer_speak(struct peer *p)
{
    pthread_mutex_lock(&p->lock);
    p->mute = p->after.falls_mute = p->after.reads_slowly = false;
    pthread_mutex_unlock(&p->lock);
}

static inline void peer_stop(struct peer *p)
{
    peer_speak(p);
    shutdown(p->fd, SHUT_RDWR);
    pthread_join(p->thread, NULL);
    close(p->fd);
    pthread_mutex_destroy(&p->lock);
}

#endif
