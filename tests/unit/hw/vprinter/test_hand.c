#include "hw/vprinter/hand.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct bench {
    char folder[32], path[64];
    int listener;
    struct printer *printer;
};

static void *serve(void *context)
{
    struct bench *b = context;

    hand_serve(b->listener, b->printer);
    return NULL;
}

static int set_up(void **state)
{
    static struct bench b;
    static const struct printer_fit fit = {.sensor = true};

    b = (struct bench){.folder = "/tmp/akashi-hand-XXXXXX"};
    assert_non_null(mkdtemp(b.folder));
    (void)snprintf(b.path, sizeof b.path, "%s/hand", b.folder);
    b.printer = printer_new(&fit);
    b.listener = hand_open(b.path);
    assert_true(b.listener >= 0);
    *state = &b;
    return 0;
}

static int tear_down(void **state)
{
    struct bench *b = *state;

    hand_close(b->listener, b->path);
    printer_free(&b->printer);
    return rmdir(b->folder);
}

static void expect(struct bench *b, const char *line, const char *wanted)
{
    char answer[HAND_LINE_SIZE];
    pthread_t thread;

    assert_int_equal(pthread_create(&thread, NULL, serve, b), 0);
    assert_true(hand_tell(b->path, line, answer));
    pthread_join(thread, NULL);
    assert_string_equal(answer, wanted);
}

static struct printer_status status_of(struct bench *b)
{
    struct printer_status status;

    printer_status(b->printer, &status);
    return status;
}

static void a_plan_acts_until_it_is_mended(void **state)
{
    struct bench *b = *state;

    expect(b, "plan how=cover,at=2", "ok");
    (void)printer_hear(b->printer, 100);
    assert_int_equal(status_of(b).state, IPP_PSTATE_IDLE);
    (void)printer_hear(b->printer, 100);
    assert_int_equal(status_of(b).state, IPP_PSTATE_STOPPED);
    assert_string_equal(status_of(b).reason[0], "cover-open-error");
    expect(b, "mend", "ok");
    assert_int_equal(status_of(b).state, IPP_PSTATE_IDLE);
}

static void sheets_are_taken(void **state)
{
    struct bench *b = *state;

    printer_count(b->printer, 0, true);
    assert_int_equal(status_of(b).lying, 1);
    expect(b, "take", "ok");
    assert_int_equal(status_of(b).lying, 0);
    assert_int_equal(status_of(b).life, 1);
}

static void what_is_no_line_is_said(void **state)
{
    struct bench *b = *state;

    expect(b, "dance", "no: mend, take or plan PLAN");
    expect(b, "plan how=removed", "no: fault 1: that is not for printers");
    expect(b, "plan how=takes-twice,page=1",
           "no: fault 1: silent, refuses and takes-twice are of an operation, not of a page");
    expect(b, "plan how=jam,page=0", "no: fault 1: this is no value for page");
    expect(b, "plan how=jam,page=1,at=1", "no: fault 1: at, byte, p and page exclude each other");
}

/* The replay id repeats a printer's plan. */
static void a_plan_there_and_back(void **state)
{
    static const char text[] = "how=jam,page=2,ms=40;how=power,at=3,ms=500;how=toner";
    char again[PLAN_TEXT_SIZE], why[PLAN_WHY_SIZE];
    struct plan plan;

    (void)state;
    assert_true(plan_parse_printer("how=jam,ms=40,page=2;how=power,at=3;how=toner", &plan, why));
    plan_text(&plan, again);
    assert_string_equal(again, text);
    assert_true(plan_parse_printer(again, &plan, why));
    assert_false(plan_parse("how=jam", &plan, why));
    assert_false(plan_parse_line("how=jam", &plan, why));
    assert_false(plan_parse("how=reset,page=1", &plan, why));
}

static void nobody_listens(void **state)
{
    char answer[HAND_LINE_SIZE];

    (void)state;
    assert_false(hand_tell("/nowhere/at/all", "mend", answer));
}

#define WITH_HAND(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_HAND(a_plan_acts_until_it_is_mended), WITH_HAND(sheets_are_taken),
        WITH_HAND(what_is_no_line_is_said),        cmocka_unit_test(a_plan_there_and_back),
        cmocka_unit_test(nobody_listens),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
