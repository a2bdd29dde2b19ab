#include "print/printer_ipp.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <arpa/inet.h>
#include <cmocka.h>
#include <cups/cups.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { DEADLINE_MS = 3000, SHORT_MS = 400, PAGES = 2 };

/* How a printer behaves once it has the document. */
struct behaviour {
    const char *reason;        /* printer-state-reasons then */
    ipp_jstate_t job_state;    /* where the job ends */
    int impressions, life;     /* counted in the job; added to the life counter */
    ipp_status_t create, send; /* answers; 0: successful-ok */
    const char *job_reason;    /* job-state-reasons, or NULL */
    bool hangs_up;             /* never speaks again */
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
    int life;
    /* Before the document: */
    ipp_pstate_t state;
    const char *reason, *format, *media, *media_ready;
    bool accepting, has_life;
    char job_name[64], user[64];
};

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
        p->cancelled = true;
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

static int set_up(void **state)
{
    static struct peer peer;
    struct sockaddr_in address = {.sin_family = AF_INET};
    socklen_t len = sizeof address;

    peer = (struct peer){.state = IPP_PSTATE_IDLE,
                         .reason = "none",
                         .format = "image/pwg-raster",
                         .media = "iso_a4_210x297mm",
                         .media_ready = "iso_a4_210x297mm",
                         .accepting = true,
                         .has_life = true,
                         .life = 100,
                         .after = {.reason = "none",
                                   .job_state = IPP_JSTATE_COMPLETED,
                                   .impressions = PAGES,
                                   .life = PAGES}};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    peer.fd = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(bind(peer.fd, (struct sockaddr *)&address, len), 0);
    assert_int_equal(listen(peer.fd, 16), 0);
    assert_int_equal(getsockname(peer.fd, (struct sockaddr *)&address, &len), 0);
    (void)snprintf(peer.uri, sizeof peer.uri, "ipp://127.0.0.1:%d/ipp/print",
                   ntohs(address.sin_port));
    pthread_mutex_init(&peer.lock, NULL);
    assert_int_equal(pthread_create(&peer.thread, NULL, run, &peer), 0);
    *state = &peer;
    return 0;
}

static int tear_down(void **state)
{
    struct peer *p = *state;

    shutdown(p->fd, SHUT_RDWR);
    pthread_join(p->thread, NULL);
    close(p->fd);
    pthread_mutex_destroy(&p->lock);
    return 0;
}

static struct printer_state ask(const struct peer *p)
{
    struct printer_port port;
    struct printer_state state;

    assert_true(printer_ipp_open(p->uri, &port));
    port.state(port.self, &state);
    port.close(port.self);
    return state;
}

static struct printer_result print(const struct peer *p, int deadline_ms)
{
    static uint8_t document[300000];
    struct printer_port port;
    struct printer_result result;

    assert_true(printer_ipp_open(p->uri, &port));
    port.print(port.self, view_of(document, sizeof document), PAGES, deadline_ms, &result);
    port.close(port.self);
    return result;
}

static void test_a_ready_printer(void **state)
{
    struct printer_state seen = ask(*state);

    assert_true(seen.ready);
    assert_int_equal(seen.code, ERR_OK);
    assert_int_equal(seen.dpi, 300);
    assert_int_equal(seen.life_count, 100);
}

static void test_why_a_printer_is_not_ready(void **state)
{
    struct peer *p = *state;

    p->reason = "cover-open-error";
    assert_int_equal(ask(p).code, AK_P66);
    assert_string_equal(ask(p).reason, "cover-open-error");
    p->reason = "none";
    p->state = IPP_PSTATE_PROCESSING;
    assert_int_equal(ask(p).code, AK_P01);
    p->state = IPP_PSTATE_STOPPED;
    assert_int_equal(ask(p).code, AK_P63);
    p->state = IPP_PSTATE_IDLE;
    p->accepting = false;
    assert_int_equal(ask(p).code, AK_P63);
    p->accepting = true;
    p->media_ready = "na_letter_8.5x11in";
    assert_int_equal(ask(p).code, AK_P64);
    p->media = p->media_ready;
    assert_int_equal(ask(p).code, AK_P68);
    p->media = p->media_ready = "iso_a4_210x297mm";
    p->format = "application/pdf";
    assert_int_equal(ask(p).code, AK_P68);
    p->format = "image/pwg-raster";
    p->has_life = false;
    assert_int_equal(ask(p).code, AK_P68);
    assert_false(ask(p).ready);
}

static void test_nobody_there(void **state)
{
    struct peer nobody = {.uri = "ipp://127.0.0.1:1/ipp/print"};

    (void)state;
    assert_int_equal(ask(&nobody).code, AK_P62);
    assert_int_equal(print(&nobody, DEADLINE_MS).code, AK_P62);
    assert_int_equal(print(&nobody, DEADLINE_MS).sheets, 0);
}

static void test_delivered_as_counted(void **state)
{
    struct peer *p = *state;
    struct printer_result result = print(p, DEADLINE_MS);

    assert_int_equal(result.code, ERR_OK);
    assert_int_equal(result.sheets, PAGES);
    assert_int_equal(p->document_len, 300000);
    assert_false(p->cancelled);
    /* Nothing of a person in what a printer's own log keeps. */
    assert_string_equal(p->job_name, "document");
    assert_string_equal(p->user, "kiosk");
}

/* R28, KSK-19: "completed" is not believed beside a stop reason or counters that disagree. */
static void test_completed_is_not_believed(void **state)
{
    struct peer *p = *state;
    struct printer_result result;

    p->after.reason = "media-empty-warning";
    p->after.impressions = p->after.life = 1;
    result = print(p, DEADLINE_MS);
    assert_int_equal(result.code, AK_P64);
    assert_int_equal(result.sheets, 1);
    assert_true(p->cancelled);
}

static void test_full_count_with_a_stop_reason_is_not_delivered(void **state)
{
    struct peer *p = *state;

    p->after.reason = "media-jam-error";
    assert_int_equal(print(p, DEADLINE_MS).code, AK_P65);
}

static void test_life_counter_must_agree(void **state)
{
    struct peer *p = *state;

    p->after.life = 1;
    assert_int_equal(print(p, SHORT_MS).code, AK_P70);
}

static void test_impressions_must_agree(void **state)
{
    struct peer *p = *state;

    p->after.impressions = 1;
    assert_int_equal(print(p, SHORT_MS).code, AK_P70);
}

static void test_a_job_that_never_ends_is_cancelled(void **state)
{
    struct peer *p = *state;
    struct printer_result result;

    p->after.job_state = IPP_JSTATE_PROCESSING;
    p->after.impressions = p->after.life = 1;
    result = print(p, SHORT_MS);
    assert_int_equal(result.code, AK_P70);
    assert_int_equal(result.sheets, 1);
    assert_true(p->cancelled);
}

static void test_a_job_cancelled_at_the_printer(void **state)
{
    struct peer *p = *state;
    struct printer_result result;

    p->after.job_state = IPP_JSTATE_CANCELED;
    p->after.impressions = p->after.life = 0;
    result = print(p, DEADLINE_MS);
    assert_int_equal(result.code, AK_P69);
    assert_int_equal(result.sheets, 0);
}

static void test_a_refused_document(void **state)
{
    struct peer *p = *state;

    p->after.send = IPP_STATUS_ERROR_DOCUMENT_FORMAT_NOT_SUPPORTED;
    assert_int_equal(print(p, DEADLINE_MS).code, AK_P68);
    p->after.send = IPP_STATUS_OK;
    p->after.job_state = IPP_JSTATE_ABORTED;
    p->after.job_reason = "document-format-error";
    p->after.impressions = p->after.life = 0;
    p->cancelled = false;
    assert_int_equal(print(p, DEADLINE_MS).code, AK_P68);
}

static void test_a_refused_job(void **state)
{
    struct peer *p = *state;

    p->after.create = IPP_STATUS_ERROR_NOT_ACCEPTING_JOBS;
    assert_int_equal(print(p, DEADLINE_MS).code, AK_P63);
    p->after.create = IPP_STATUS_ERROR_BUSY;
    assert_int_equal(print(p, DEADLINE_MS).code, AK_P01);
    assert_int_equal(p->document_len, 0);
}

/* A printer that dies with the document in it: nobody can tell, and nothing is claimed. */
static void test_a_printer_that_falls_silent(void **state)
{
    struct peer *p = *state;
    struct printer_result result;

    p->after.hangs_up = true;
    result = print(p, SHORT_MS);
    assert_int_equal(result.code, AK_P70);
    assert_int_equal(result.sheets, -1);
}

static void test_what_is_not_a_printer_uri(void **state)
{
    static const char *const uris[] = {"", "http://127.0.0.1/", "ipp://", "ipp://a:b@127.0.0.1/x",
                                       "no uri"};
    struct printer_port port;

    (void)state;
    for (size_t i = 0; i < sizeof uris / sizeof uris[0]; i++)
        assert_false(printer_ipp_open(uris[i], &port));
}

#define WITH_PEER(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_PEER(test_a_ready_printer),
        WITH_PEER(test_why_a_printer_is_not_ready),
        cmocka_unit_test(test_nobody_there),
        WITH_PEER(test_delivered_as_counted),
        WITH_PEER(test_completed_is_not_believed),
        WITH_PEER(test_full_count_with_a_stop_reason_is_not_delivered),
        WITH_PEER(test_life_counter_must_agree),
        WITH_PEER(test_impressions_must_agree),
        WITH_PEER(test_a_job_that_never_ends_is_cancelled),
        WITH_PEER(test_a_job_cancelled_at_the_printer),
        WITH_PEER(test_a_refused_document),
        WITH_PEER(test_a_refused_job),
        WITH_PEER(test_a_printer_that_falls_silent),
        cmocka_unit_test(test_what_is_not_a_printer_uri),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
