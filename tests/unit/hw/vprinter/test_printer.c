#include "hw/vprinter/printer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static int set_up(void **state)
{
    *state = printer_new(&(struct printer_fit){0});
    return *state == NULL;
}

static int tear_down(void **state)
{
    struct printer *p = *state;

    printer_free(&p);
    printer_free(&p);
    return 0;
}

static struct bytes document(const char *text)
{
    struct bytes b = bytes_new(PRINTER_DOCUMENT_MAX);

    assert_true(bytes_append_text(&b, text));
    return b;
}

static struct job job(struct printer *p, int id)
{
    struct job out;

    assert_true(printer_job(p, id, &out));
    return out;
}

static int give(struct printer *p, const char *text)
{
    struct bytes b = document(text);
    int id = printer_create_job(p, "document", "kiosk");

    assert_true(printer_give(p, id, &b));
    assert_int_equal(b.len, 0);
    return id;
}

static void test_a_job_goes_its_way(void **state)
{
    struct printer *p = *state;
    struct printer_status status;
    struct bytes b = {0};
    int id = printer_create_job(p, "document", "kiosk"), taken = 0;

    assert_int_equal(id, 1);
    assert_int_equal(job(p, id).state, IPP_JSTATE_HELD);
    b = document("dots");
    assert_true(printer_give(p, id, &b));
    assert_int_equal(job(p, id).state, IPP_JSTATE_PENDING);

    assert_true(printer_take(p, &taken, &b));
    assert_int_equal(taken, id);
    assert_true(view_equal(bytes_view(&b), view_text("dots")));
    assert_int_equal(job(p, id).state, IPP_JSTATE_PROCESSING);
    printer_status(p, &status);
    assert_int_equal(status.state, IPP_PSTATE_PROCESSING);
    assert_int_equal(status.waiting, 1);

    printer_count(p, id, true);
    printer_count(p, id, true);
    assert_int_equal(job(p, id).sheets, 2);
    printer_end(p, id, IPP_JSTATE_COMPLETED, "job-completed-successfully");
    printer_status(p, &status);
    assert_int_equal(status.state, IPP_PSTATE_IDLE);
    assert_int_equal(status.life, 2);
    assert_int_equal(status.waiting, 0);
    bytes_free(&b);
}

static void test_the_life_counter_outlives_jobs(void **state)
{
    struct printer *p = *state;
    struct printer_status status;
    struct bytes b = {0};
    int id = 0;

    for (int i = 1; i <= 3; i++) {
        give(p, "x");
        assert_true(printer_take(p, &id, &b));
        printer_count(p, id, true);
        printer_end(p, id, IPP_JSTATE_COMPLETED, "none");
        bytes_free(&b);
        printer_status(p, &status);
        assert_int_equal(status.life, i);
        assert_int_equal(job(p, id).sheets, 1);
    }
}

static void test_a_job_takes_one_document(void **state)
{
    struct printer *p = *state;
    struct bytes b = document("second");
    int id = give(p, "first");

    assert_false(printer_give(p, id, &b));
    assert_int_equal(b.len, 6);
    assert_false(printer_give(p, 99, &b));
    bytes_free(&b);
}

static void test_cancelling(void **state)
{
    struct printer *p = *state;
    struct bytes b = {0};
    int waiting = 0, first = give(p, "first"), second = give(p, "second");

    assert_true(printer_take(p, &waiting, &b));
    assert_int_equal(waiting, first);
    assert_int_equal(printer_page(p, first, 1), PAGE_COMES);
    assert_true(printer_cancel(p, first));
    assert_int_equal(printer_page(p, first, 1), PAGE_INTERRUPTED);
    assert_int_equal(job(p, first).state, IPP_JSTATE_PROCESSING);

    assert_true(printer_cancel(p, second));
    assert_int_equal(job(p, second).state, IPP_JSTATE_CANCELED);
    assert_false(printer_cancel(p, second));
    assert_false(printer_cancel(p, 99));
    bytes_free(&b);
}

static void test_lists_newest_first(void **state)
{
    struct printer *p = *state;
    struct job jobs[8];
    int a = give(p, "a"), b = give(p, "b"), c = give(p, "c");

    assert_true(printer_cancel(p, b));
    assert_int_equal(printer_jobs(p, false, jobs, 8), 2);
    assert_int_equal(jobs[0].id, c);
    assert_int_equal(jobs[1].id, a);
    assert_int_equal(printer_jobs(p, true, jobs, 8), 1);
    assert_int_equal(jobs[0].id, b);
    assert_int_equal(printer_jobs(p, false, jobs, 1), 1);
}

static void test_a_full_list_forgets_what_has_ended(void **state)
{
    struct printer *p = *state;
    struct job out;

    for (int i = 0; i < PRINTER_JOBS_MAX; i++)
        assert_int_not_equal(printer_create_job(p, "n", "u"), 0);
    assert_int_equal(printer_create_job(p, "n", "u"), 0);
    assert_true(printer_cancel(p, 5));
    assert_int_not_equal(printer_create_job(p, "n", "u"), 0);
    assert_false(printer_job(p, 5, &out));
    assert_true(printer_job(p, 6, &out));
}

static void test_stopping_ends_the_wait(void **state)
{
    struct printer *p = *state;
    struct bytes b = {0};
    int id = give(p, "x");

    printer_stop(p);
    assert_false(printer_take(p, &id, &b));
    assert_int_equal(printer_page(p, id, 1), PAGE_INTERRUPTED);
}

static int faults;

static void count_fault(void)
{
    faults++;
}

static struct printer *failing(const char *text)
{
    static struct plan plan;
    char why[PLAN_WHY_SIZE];

    assert_true(plan_parse_printer(text, &plan, why));
    faults = 0;
    return printer_new(&(struct printer_fit){.plan = &plan, .failing = count_fault});
}

/* Tests measure from there how long a kiosk takes to see it: a lie is one once all of it is told.
 */
static void test_the_moment_of_a_fault_is_told(void **state)
{
    struct printer *stuck = failing("how=jam,at=2"), *liar = NULL;
    struct bytes b = {0};
    int id = 0;

    (void)state;
    (void)printer_hear(stuck, 1);
    assert_int_equal(faults, 0);
    (void)printer_hear(stuck, 1);
    assert_int_equal(faults, 1);
    printer_free(&stuck);

    liar = failing("how=counts-wrong,page=1");
    id = give(liar, "x");
    assert_true(printer_take(liar, &id, &b));
    assert_int_equal(printer_page(liar, id, 1), PAGE_CLAIMED);
    assert_int_equal(faults, 0);
    printer_end(liar, id, IPP_JSTATE_COMPLETED, "none");
    assert_int_equal(faults, 1);
    bytes_free(&b);
    printer_free(&liar);
}

#define WITH_PRINTER(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_PRINTER(test_a_job_goes_its_way),
        WITH_PRINTER(test_the_life_counter_outlives_jobs),
        WITH_PRINTER(test_a_job_takes_one_document),
        WITH_PRINTER(test_cancelling),
        WITH_PRINTER(test_lists_newest_first),
        WITH_PRINTER(test_a_full_list_forgets_what_has_ended),
        WITH_PRINTER(test_stopping_ends_the_wait),
        cmocka_unit_test(test_the_moment_of_a_fault_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
