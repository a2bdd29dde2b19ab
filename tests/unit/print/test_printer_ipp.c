#include "print/printer_ipp.h"

#include "peer.h"

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
                         .tray = -1,
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

/* Both counters may lie; a tray that sees no paper does not. */
static void test_an_empty_tray_is_believed(void **state)
{
    struct peer *p = *state;
    struct printer_result result;

    p->tray = 3;
    result = print(p, SHORT_MS);
    assert_int_equal(result.code, AK_P70);
    assert_int_equal(result.sheets, -1);
    p->got_document = p->cancelled = false;
    p->after.tray = PAGES;
    assert_int_equal(print(p, DEADLINE_MS).code, ERR_OK);
    assert_int_equal(ask(p).tray, 3 + PAGES);
}

static void test_a_printer_that_warms_up(void **state)
{
    struct peer *p = *state;

    p->reason = "fuser-under-temp-warning";
    assert_int_equal(ask(p).code, AK_P02);
    assert_int_equal(print(p, SHORT_MS).code, AK_P02);
    assert_int_equal(p->document_len, 0);
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
    assert_int_equal(print(p, DEADLINE_MS).code, AK_P81);
    p->after.send = IPP_STATUS_OK;
    p->after.job_state = IPP_JSTATE_ABORTED;
    p->after.job_reason = "document-format-error";
    p->after.impressions = p->after.life = 0;
    p->cancelled = false;
    assert_int_equal(print(p, DEADLINE_MS).code, AK_P81);
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

/* Two papers would be worse than none: what may still come out is waited for. */
static void test_no_second_document_beside_one_that_lives(void **state)
{
    struct peer *p = *state;
    struct printer_port port;
    struct printer_result result;
    struct printer_state seen;
    size_t sent = 0;

    p->after.hangs_up = p->after.stubborn = true;
    p->after.job_state = IPP_JSTATE_PROCESSING;
    assert_true(printer_ipp_open(p->uri, &port));
    port.print(port.self, view_text("page"), 1, SHORT_MS, &result);
    assert_false(result.dead);
    sent = p->document_len;

    p->silent = false;
    port.state(port.self, &seen);
    assert_int_equal(seen.code, AK_P83);
    port.print(port.self, view_text("page"), 1, SHORT_MS, &result);
    assert_int_equal(result.code, AK_P83);
    assert_int_equal(p->document_len, sent);

    p->after.stubborn = p->after.hangs_up = false;
    p->after.job_state = IPP_JSTATE_COMPLETED;
    p->after.life = p->after.impressions = 1;
    port.state(port.self, &seen);
    assert_true(seen.ready);
    port.print(port.self, view_text("page"), 1, DEADLINE_MS, &result);
    assert_int_equal(p->document_len, sent + 4);
    port.close(port.self);
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
        WITH_PEER(test_an_empty_tray_is_believed),
        WITH_PEER(test_a_printer_that_warms_up),
        WITH_PEER(test_a_job_that_never_ends_is_cancelled),
        WITH_PEER(test_a_job_cancelled_at_the_printer),
        WITH_PEER(test_a_refused_document),
        WITH_PEER(test_a_refused_job),
        WITH_PEER(test_a_printer_that_falls_silent),
        WITH_PEER(test_no_second_document_beside_one_that_lives),
        cmocka_unit_test(test_what_is_not_a_printer_uri),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
