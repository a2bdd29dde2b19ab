/* A printer behind a queue: the queue is believed about nothing but its own job (R28). */
#include "print/printer_ipp.h"

#include "peer.h"

#include <string.h>

enum { DEADLINE_MS = 20000, SHORT_MS = 400, PAGES = 2 };

static const atomic_bool go_on;

struct both {
    struct peer queue, printer;
    struct printer_port port;
};

static int set_up(void **state)
{
    static struct both both;
    struct printer_line line = {.queue = true};

    peer_start(&both.printer, PAGES);
    peer_start(&both.queue, PAGES);
    both.queue.has_life = false;
    both.queue.behind = &both.printer;
    assert_true(ipp_peer_parse(both.queue.uri, &line.jobs));
    assert_true(ipp_peer_parse(both.printer.uri, &line.behind));
    assert_true(printer_ipp_attach(&line, &both.port));
    *state = &both;
    return 0;
}

static int tear_down(void **state)
{
    struct both *both = *state;

    both->port.close(both->port.self);
    peer_stop(&both->queue);
    peer_stop(&both->printer);
    return 0;
}

static struct printer_state ask(struct both *both)
{
    struct printer_state seen;

    both->port.state(both->port.self, &seen);
    return seen;
}

static struct printer_result print(struct both *both, int deadline_ms)
{
    struct printer_result result;

    both->port.print(both->port.self, view_text("RaS2"), PAGES, deadline_ms, &go_on, &result);
    return result;
}

/* The queue's own count is what a filter has seen; it may say one, or a hundred. */
static void test_sheets_are_counted_by_the_printer(void **state)
{
    struct both *both = *state;
    struct printer_result result;

    both->queue.after.impressions = 1;
    assert_true(ask(both).ready);
    assert_int_equal(ask(both).life_count, 100);
    result = print(both, DEADLINE_MS);
    assert_int_equal(result.code, ERR_OK);
    assert_int_equal(result.sheets, PAGES);
    assert_int_equal(both->queue.document_len, 4);
    assert_int_equal(both->printer.document_len, 0);
}

/* What a queue says when the printer lost power, or refused the format. */
static void test_a_completed_job_without_paper_is_not_delivered(void **state)
{
    struct both *both = *state;
    struct printer_result result;

    both->queue.after.life = 0;
    result = print(both, DEADLINE_MS);
    assert_int_equal(result.code, AK_P70);
    assert_int_equal(result.sheets, 0);
}

/* A queue keeps the reasons of the job before; the printer's are the true ones. */
static void test_the_printers_state_counts(void **state)
{
    struct both *both = *state;

    both->queue.reason = "media-empty-warning";
    assert_true(ask(both).ready);
    both->printer.reason = "cover-open-error";
    assert_int_equal(ask(both).code, AK_P66);
    assert_int_equal(print(both, SHORT_MS).code, AK_P66);
    assert_int_equal(both->queue.document_len, 0);
}

static void test_a_jam_is_seen_at_the_printer(void **state)
{
    struct both *both = *state;
    struct printer_result result;

    both->queue.after.job_state = IPP_JSTATE_PROCESSING;
    both->queue.after.reason = "media-jam-warning";
    both->queue.after.life = 1;
    result = print(both, DEADLINE_MS);
    assert_int_equal(result.code, AK_P65);
    assert_int_equal(result.sheets, 1);
    assert_true(both->queue.cancelled);
}

/* After a restart of cupsd an old job stands there again: it goes before anybody is asked for a
 * card, and nothing is sent beside it. */
static void test_what_is_left_in_the_queue_goes_first(void **state)
{
    struct both *both = *state;

    both->queue.queued = 1;
    both->queue.after.stubborn = true;
    assert_int_equal(ask(both).code, AK_P83);
    assert_int_equal(print(both, SHORT_MS).code, AK_P83);
    assert_int_equal(both->queue.document_len, 0);
    both->queue.after.stubborn = false;
    assert_int_equal(ask(both).code, AK_P83);
    assert_true(ask(both).ready);
    both->queue.cancelled = false;
    assert_int_equal(print(both, DEADLINE_MS).code, ERR_OK);
}

static void test_a_queue_that_is_away(void **state)
{
    struct both *both = *state;

    both->queue.silent = true;
    assert_int_equal(ask(both).code, AK_P62);
    assert_int_equal(print(both, SHORT_MS).code, AK_P62);
    both->queue.silent = false;
    assert_true(ask(both).ready);
}

#define WITH_BOTH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_BOTH(test_sheets_are_counted_by_the_printer),
        WITH_BOTH(test_a_completed_job_without_paper_is_not_delivered),
        WITH_BOTH(test_the_printers_state_counts),
        WITH_BOTH(test_a_jam_is_seen_at_the_printer),
        WITH_BOTH(test_what_is_left_in_the_queue_goes_first),
        WITH_BOTH(test_a_queue_that_is_away),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
