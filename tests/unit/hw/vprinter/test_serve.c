#include "hw/vprinter/serve.h"

#include "hw/vprinter/engine.h"
#include "sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <arpa/inet.h>
#include <cmocka.h>
#include <cups/cups.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { STREAM_MAX = 64 * 1024 * 1024, PATIENCE = 600 };

struct bench {
    char folder[64], uri[64];
    struct printer *printer;
    struct engine *engine;
    struct server *server;
    http_t *http;
    struct bytes stream;
};

static int set_up(void **state)
{
    static struct bench b;

    b = (struct bench){.folder = "/tmp/akashi-serve-XXXXXX", .stream = bytes_new(STREAM_MAX)};
    assert_non_null(mkdtemp(b.folder));
    b.printer = printer_new(&(struct printer_fit){0});
    b.engine = engine_start(b.printer, b.folder);
    b.server = serve_start(b.printer, 0, NULL);
    assert_non_null(b.server);
    (void)snprintf(b.uri, sizeof b.uri, "ipp://127.0.0.1:%d/ipp/print", serve_port(b.server));
    b.http = httpConnect2("127.0.0.1", serve_port(b.server), NULL, AF_INET,
                          HTTP_ENCRYPTION_IF_REQUESTED, 1, 3000, NULL);
    assert_non_null(b.http);
    *state = &b;
    return 0;
}

static int tear_down(void **state)
{
    struct bench *b = *state;
    char path[128];

    httpClose(b->http);
    serve_stop(&b->server);
    engine_stop(&b->engine);
    printer_free(&b->printer);
    bytes_free(&b->stream);
    for (int id = 1; id < 4; id++) {
        (void)snprintf(path, sizeof path, "%s/job-%d.pdf", b->folder, id);
        (void)unlink(path);
    }
    return rmdir(b->folder);
}

static ipp_t *request(struct bench *b, ipp_op_t operation, int job)
{
    ipp_t *r = ippNewRequest(operation);

    ippAddString(r, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", NULL, b->uri);
    if (job > 0)
        ippAddInteger(r, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", job);
    ippAddString(r, IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", NULL, "kiosk");
    return r;
}

static ipp_t *ask(struct bench *b, ipp_t *r)
{
    ipp_t *answer = cupsDoRequest(b->http, r, "/ipp/print");

    assert_non_null(answer);
    return answer;
}

static ipp_status_t status_of(struct bench *b, ipp_t *r)
{
    ipp_t *answer = ask(b, r);
    ipp_status_t status = ippGetStatusCode(answer);

    ippDelete(answer);
    return status;
}

static int number(ipp_t *answer, const char *name)
{
    ipp_attribute_t *found = ippFindAttribute(answer, name, IPP_TAG_ZERO);

    assert_non_null(found);
    return ippGetInteger(found, 0);
}

static int number_of(struct bench *b, ipp_op_t operation, int job, const char *name)
{
    ipp_t *answer = ask(b, request(b, operation, job));
    int value = number(answer, name);

    ippDelete(answer);
    return value;
}

static int create(struct bench *b)
{
    return number_of(b, IPP_OP_CREATE_JOB, 0, "job-id");
}

static ipp_status_t send_to(struct bench *b, int job, const char *format)
{
    ipp_t *r = request(b, IPP_OP_SEND_DOCUMENT, job), *answer = NULL;
    ipp_status_t status = IPP_STATUS_ERROR_INTERNAL;

    ippAddString(r, IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", NULL, format);
    ippAddBoolean(r, IPP_TAG_OPERATION, "last-document", 1);
    assert_int_equal(cupsSendRequest(b->http, r, "/ipp/print", ippLength(r) + b->stream.len),
                     HTTP_STATUS_CONTINUE);
    assert_int_equal(cupsWriteRequestData(b->http, (const char *)b->stream.at, b->stream.len),
                     HTTP_STATUS_CONTINUE);
    answer = cupsGetResponse(b->http, "/ipp/print");
    if (answer != NULL)
        status = ippGetStatusCode(answer);
    ippDelete(answer);
    ippDelete(r);
    return status;
}

static int end_of(struct bench *b, int job)
{
    int state = 0;

    for (int i = 0; i < PATIENCE && state < IPP_JSTATE_CANCELED; i++) {
        state = number_of(b, IPP_OP_GET_JOB_ATTRIBUTES, job, "job-state");
        (void)poll(NULL, 0, 50);
    }
    return state;
}

static void test_a_document_becomes_paper(void **state)
{
    struct bench *b = *state;
    char path[128];
    int job = create(b);

    assert_true(sample_make("sgray_8", 2, &b->stream));
    assert_int_equal(number_of(b, IPP_OP_GET_JOB_ATTRIBUTES, job, "job-state"), IPP_JSTATE_HELD);
    assert_int_equal(send_to(b, job, "image/pwg-raster"), IPP_STATUS_OK);
    assert_int_equal(end_of(b, job), IPP_JSTATE_COMPLETED);
    assert_int_equal(number_of(b, IPP_OP_GET_JOB_ATTRIBUTES, job, "job-impressions-completed"), 2);
    assert_int_equal(
        number_of(b, IPP_OP_GET_PRINTER_ATTRIBUTES, 0, "printer-impressions-completed"), 2);
    assert_int_equal(number_of(b, IPP_OP_GET_PRINTER_ATTRIBUTES, 0, "printer-state"),
                     IPP_PSTATE_IDLE);
    (void)snprintf(path, sizeof path, "%s/job-%d.pdf", b->folder, job);
    assert_int_equal(access(path, R_OK), 0);
    assert_int_equal(send_to(b, job, "image/pwg-raster"), IPP_STATUS_ERROR_NOT_POSSIBLE);
}

static void test_a_bad_document_is_aborted(void **state)
{
    struct bench *b = *state;
    int job = create(b);

    assert_true(bytes_append_text(&b->stream, "RaS2 and then nothing that is raster"));
    assert_int_equal(send_to(b, job, "image/pwg-raster"), IPP_STATUS_OK);
    assert_int_equal(end_of(b, job), IPP_JSTATE_ABORTED);
    assert_int_equal(
        number_of(b, IPP_OP_GET_PRINTER_ATTRIBUTES, 0, "printer-impressions-completed"), 0);
}

static void test_only_what_was_asked_for_is_told(void **state)
{
    static const char *const wanted[] = {"printer-state", "media-supported"};
    struct bench *b = *state;
    ipp_t *r = request(b, IPP_OP_GET_PRINTER_ATTRIBUTES, 0), *answer = NULL;

    ippAddStrings(r, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", 2, NULL, wanted);
    answer = ask(b, r);
    assert_int_equal(number(answer, "printer-state"), IPP_PSTATE_IDLE);
    assert_non_null(ippFindAttribute(answer, "media-supported", IPP_TAG_ZERO));
    assert_null(ippFindAttribute(answer, "printer-name", IPP_TAG_ZERO));
    ippDelete(answer);
}

static void test_what_it_does_not_do_is_refused(void **state)
{
    struct bench *b = *state;
    ipp_t *r = request(b, IPP_OP_VALIDATE_JOB, 0);

    assert_int_equal(status_of(b, r), IPP_STATUS_OK);
    r = request(b, IPP_OP_VALIDATE_JOB, 0);
    ippAddString(r, IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", NULL,
                 "application/pdf");
    assert_int_equal(status_of(b, r), IPP_STATUS_ERROR_DOCUMENT_FORMAT_NOT_SUPPORTED);
    r = request(b, IPP_OP_CREATE_JOB, 0);
    ippAddString(r, IPP_TAG_JOB, IPP_TAG_KEYWORD, "media", NULL, "na_letter_8.5x11in");
    assert_int_equal(status_of(b, r), IPP_STATUS_ERROR_ATTRIBUTES_OR_VALUES);
    assert_int_equal(status_of(b, request(b, IPP_OP_PAUSE_PRINTER, 0)),
                     IPP_STATUS_ERROR_OPERATION_NOT_SUPPORTED);
    assert_int_equal(status_of(b, request(b, IPP_OP_GET_JOB_ATTRIBUTES, 77)),
                     IPP_STATUS_ERROR_NOT_FOUND);
    r = request(b, IPP_OP_GET_PRINTER_ATTRIBUTES, 0);
    ippSetVersion(r, 9, 0);
    assert_int_equal(status_of(b, r), IPP_STATUS_ERROR_VERSION_NOT_SUPPORTED);
}

static void test_cancel_and_list(void **state)
{
    struct bench *b = *state;
    int job = create(b);
    ipp_t *answer = ask(b, request(b, IPP_OP_GET_JOBS, 0));

    assert_int_equal(number(answer, "job-id"), job);
    ippDelete(answer);
    assert_int_equal(status_of(b, request(b, IPP_OP_CANCEL_JOB, job)), IPP_STATUS_OK);
    assert_int_equal(status_of(b, request(b, IPP_OP_CANCEL_JOB, job)),
                     IPP_STATUS_ERROR_NOT_POSSIBLE);
    answer = ask(b, request(b, IPP_OP_GET_JOBS, 0));
    assert_null(ippFindAttribute(answer, "job-id", IPP_TAG_ZERO));
    ippDelete(answer);
}

static void throw_at(struct bench *b, const char *bytes, size_t len)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((uint16_t)serve_port(b->server))};
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    struct pollfd wait = {.fd = fd, .events = POLLIN};
    char sink[4096];

    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    assert_int_equal(connect(fd, (struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(write(fd, bytes, len), (ssize_t)len);
    shutdown(fd, SHUT_WR);
    while (poll(&wait, 1, 5000) > 0 && read(fd, sink, sizeof sink) > 0)
        continue;
    close(fd);
}

/* Nothing that comes in over the line ends the printer. */
static void test_bad_input_leaves_it_standing(void **state)
{
    static const char *const inputs[] = {
        "",
        "\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
        "BREW / HTTP/1.1\r\n\r\n",
        "POST /ipp/print HTTP/1.1\r\nContent-Type: text/plain\r\nContent-Length: 3\r\n\r\nabc",
        "POST /ipp/print HTTP/1.1\r\nHost: x\r\nContent-Type: application/ipp\r\n"
        "Content-Length: 9\r\n\r\n\x02\x01\x02\x03\x04\x05\x06\x07\x08",
        "POST /ipp/print HTTP/1.1\r\nHost: x\r\nContent-Type: application/ipp\r\n"
        "Content-Length: 99999999999\r\n\r\nabc",
        "POST /ipp/print HTTP/1.1\r\nHost: x\r\nContent-Type: application/ipp\r\n"
        "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
    };
    static const char tagged[] =
        "POST /ipp/print HTTP/1.1\r\nHost: x\r\nContent-Type: application/ipp\r\n"
        "Content-Length: 24\r\n\r\n\x02\x00\x00\x0b\x00\x00\x00\x01\x01\x47\x7f\xff"
        "attributes-c";
    struct bench *b = *state;

    for (size_t i = 0; i < sizeof inputs / sizeof inputs[0]; i++)
        throw_at(b, inputs[i], strlen(inputs[i]));
    throw_at(b, tagged, sizeof tagged - 1);
    assert_int_equal(number_of(b, IPP_OP_GET_PRINTER_ATTRIBUTES, 0, "printer-state"),
                     IPP_PSTATE_IDLE);
}

/* Stopping does not wait for those who stay on the line. */
static void test_stopping_with_connections_open(void **state)
{
    struct bench *b = *state;

    assert_int_equal(create(b), 1);
    serve_stop(&b->server);
    assert_null(b->server);
    serve_stop(&b->server);
}

#define WITH_BENCH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_BENCH(test_a_document_becomes_paper),
        WITH_BENCH(test_a_bad_document_is_aborted),
        WITH_BENCH(test_only_what_was_asked_for_is_told),
        WITH_BENCH(test_what_it_does_not_do_is_refused),
        WITH_BENCH(test_cancel_and_list),
        WITH_BENCH(test_bad_input_leaves_it_standing),
        WITH_BENCH(test_stopping_with_connections_open),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
