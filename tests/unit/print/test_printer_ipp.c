#include "print/printer_ipp.h"

#include "peer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <cups/cups.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

enum { DEADLINE_MS = 3000, SHORT_MS = 400, PAGES = 2, PATIENCE_MS = 60000, GLANCE_MS = 10 };

static const atomic_bool go_on;

static int set_up(void **state)
{
    static struct peer peer;

    peer_start(&peer, PAGES);
    *state = &peer;
    return 0;
}

static int tear_down(void **state)
{
    peer_stop(*state);
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
    static uint8_t document[300000] = "RaS2";
    struct printer_port port;
    struct printer_result result;

    assert_true(printer_ipp_open(p->uri, &port));
    port.print(port.self, view_of(document, sizeof document), PAGES, deadline_ms, &go_on, &result);
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
    p->format = "image/jpeg";
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
    assert_int_equal(p->asked, 1); /* it was asked, and believed, at once */
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
    port.print(port.self, view_text("RaS2"), 1, SHORT_MS, &go_on, &result);
    assert_false(result.dead);
    sent = p->document_len;

    p->silent = false;
    port.state(port.self, &seen);
    assert_int_equal(seen.code, AK_P83);
    port.print(port.self, view_text("RaS2"), 1, SHORT_MS, &go_on, &result);
    assert_int_equal(result.code, AK_P83);
    assert_int_equal(p->document_len, sent);

    p->after.stubborn = p->after.hangs_up = false;
    p->after.job_state = IPP_JSTATE_COMPLETED;
    p->after.life = p->after.impressions = 1;
    port.state(port.self, &seen);
    assert_true(seen.ready);
    port.print(port.self, view_text("RaS2"), 1, DEADLINE_MS, &go_on, &result);
    assert_int_equal(p->document_len, sent + 4);
    port.close(port.self);
}

/* A document on its way to a printer that hears and says nothing. */
struct way {
    struct printer_port port;
    struct printer_result result;
};

static void *print_on(void *context)
{
    struct way *way = context;

    way->port.print(way->port.self, view_text("RaS2"), PAGES, PATIENCE_MS, &go_on, &way->result);
    return NULL;
}

static enum err wait_for(struct printer_port *port, enum err code)
{
    struct printer_state seen = {0};

    for (int i = 0; i < PATIENCE_MS / GLANCE_MS && seen.code != code; i++) {
        port->state(port->self, &seen);
        (void)poll(NULL, 0, GLANCE_MS);
    }
    return seen.code;
}

/* The flow is told that nobody can tell, long before the document is given up; and when the printer
 * speaks again, the document was never lost. */
static void test_silence_is_a_state(void **state)
{
    struct peer *p = *state;
    struct way way;
    pthread_t thread;

    p->after.falls_mute = true;
    assert_true(printer_ipp_open(p->uri, &way.port));
    assert_int_equal(pthread_create(&thread, NULL, print_on, &way), 0);
    assert_int_equal(wait_for(&way.port, AK_P03), AK_P03);
    peer_speak(p);
    pthread_join(thread, NULL);
    assert_int_equal(way.result.code, ERR_OK);
    assert_int_equal(way.result.sheets, PAGES);
    way.port.close(way.port.self);
}

static void test_a_mute_printer_does_not_hold_the_flow(void **state)
{
    struct peer *p = *state;
    struct printer_port port;
    struct printer_state seen;
    struct printer_result result;

    p->mute = true;
    assert_true(printer_ipp_open(p->uri, &port));
    port.state(port.self, &seen);
    assert_int_equal(seen.code, AK_P62);
    assert_false(seen.ready);
    port.print(port.self, view_text("RaS2"), PAGES, SHORT_MS, &go_on, &result);
    assert_int_equal(result.code, AK_P62);
    assert_int_equal(result.sheets, 0);
    assert_true(result.dead);
    peer_speak(p);
    assert_int_equal(wait_for(&port, ERR_OK), ERR_OK);
    port.close(port.self);
}

/* A printer that reads a document no faster than it prints is looked at all the same. */
static void test_a_stop_is_seen_while_the_document_is_sent(void **state)
{
    struct peer *p = *state;
    struct printer_result result;

    p->serves_two = true;
    p->after.reads_slowly = true;
    p->after.reason = "media-jam-error";
    result = print(p, PATIENCE_MS);
    assert_int_equal(result.code, AK_P65);
    assert_int_equal(p->document_len, 0);
    peer_speak(p);
}

static void test_the_format_that_is_sent(void **state)
{
    static const struct {
        const char *offered, *document, *scaling;
        enum err code;
        unsigned format;
    } cases[] = {
        {"image/pwg-raster", "RaS2", "", ERR_OK, PRINTER_PWG},
        {"application/pdf", "%PDF-1.5", "none", ERR_OK, PRINTER_PDF},
        {"application/pdf", "RaS2", "", AK_P81, PRINTER_PDF},
        {"image/pwg-raster", "%PDF-1.5", "", AK_P81, PRINTER_PWG},
        {"image/pwg-raster", "neither", "", AK_P81, PRINTER_PWG},
    };
    struct peer *p = *state;

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct printer_port port;
        struct printer_result result;
        struct printer_state seen;

        p->format = cases[i].offered;
        p->document_len = 0;
        p->sent_format[0] = p->scaling[0] = '\0';
        assert_true(printer_ipp_open(p->uri, &port));
        port.state(port.self, &seen);
        assert_int_equal(seen.format, cases[i].format);
        port.print(port.self, view_text(cases[i].document), PAGES, DEADLINE_MS, &go_on, &result);
        assert_int_equal(result.code, cases[i].code);
        assert_string_equal(p->scaling, cases[i].scaling);
        assert_string_equal(p->sent_format, result.code == ERR_OK ? cases[i].offered : "");
        assert_int_equal(p->document_len, result.code == ERR_OK ? strlen(cases[i].document) : 0);
        port.close(port.self);
    }
}

/* A process ends with its resident, and what it sent last may still lie in the printer. */
static void test_what_an_earlier_visit_left_goes_first(void **state)
{
    struct peer *p = *state;
    struct printer_result result;

    p->queued = 1;
    p->after.stubborn = true;
    result = print(p, SHORT_MS);
    assert_int_equal(result.code, AK_P83);
    assert_true(result.dead);
    assert_int_equal(p->document_len, 0);
    assert_int_equal(ask(p).code, AK_P83);
    p->after.stubborn = false;
    assert_int_equal(ask(p).code, AK_P83);
    assert_true(p->cancelled);
    assert_true(ask(p).ready);
    p->cancelled = false;
    assert_int_equal(print(p, DEADLINE_MS).code, ERR_OK);
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
        WITH_PEER(test_what_an_earlier_visit_left_goes_first),
        WITH_PEER(test_silence_is_a_state),
        WITH_PEER(test_a_mute_printer_does_not_hold_the_flow),
        WITH_PEER(test_a_stop_is_seen_while_the_document_is_sent),
        WITH_PEER(test_the_format_that_is_sent),
        cmocka_unit_test(test_what_is_not_a_printer_uri),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
