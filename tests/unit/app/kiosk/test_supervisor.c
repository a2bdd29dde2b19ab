/* The supervisor: a process for each visit, and whatever one leaves open is told to the next. */
#include "app/kiosk/supervisor.h"

#include "drivers/host/command.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>

enum { VISITS_MAX = 32 };

static const char transaction[] = "00112233445566778899aabbccddeeff";

/* What the visits, each a process of its own, leave for the test to see. */
struct seen {
    int turns;
    pid_t pid[VISITS_MAX];
    struct journal_entry open[VISITS_MAX];
};

static struct seen *seen;
static char folder[128], path[160];

static int make_place(void **state)
{
    const char *tmp = getenv("TMPDIR");

    (void)state;
    (void)snprintf(folder, sizeof folder, "%s/supervisor.XXXXXX", tmp != NULL ? tmp : "/tmp");
    seen = mmap(NULL, sizeof *seen, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (mkdtemp(folder) == NULL || seen == MAP_FAILED)
        return -1;
    (void)snprintf(path, sizeof path, "%s/journal", folder);
    return 0;
}

static int remove_place(void **state)
{
    (void)state;
    unlink(path);
    munmap(seen, sizeof *seen);
    return rmdir(folder);
}

static bool take_turn(const struct upward *up)
{
    struct journal_entry open;

    if (!upward_wait(up, &open) || seen->turns == VISITS_MAX)
        return false;
    seen->pid[seen->turns] = getpid();
    seen->open[seen->turns++] = open;
    return true;
}

static bool write_step(struct upward *up, enum journal_step step)
{
    struct keeper_port keeper = upward_keeper(up);
    struct journal_entry entry = {.step = step, .amount = 350};

    memcpy(entry.transaction, transaction, sizeof transaction);
    keeper.alive(keeper.self);
    return keeper.write(keeper.self, &entry);
}

static int run(int visits, int (*visit)(void *, struct upward *))
{
    const struct supervisor_plan plan = {.visits = visits, .journal = path, .visit = visit};

    (void)fflush(NULL);
    return supervisor_run("test", &plan);
}

static int go_well(void *self, struct upward *up)
{
    (void)self;
    return take_turn(up) && write_step(up, JOURNAL_issue) && write_step(up, JOURNAL_closed)
               ? EXIT_YES
               : EXIT_CANNOT_TELL;
}

static void each_visit_has_its_own_process(void **state)
{
    (void)state;
    assert_int_equal(run(3, go_well), EXIT_YES);
    assert_int_equal(seen->turns, 3);
    assert_true(seen->pid[0] != seen->pid[1] && seen->pid[1] != seen->pid[2]);
    for (int i = 0; i < 3; i++)
        assert_false(journal_is_open(&seen->open[i]));
}

/* The first visit is killed at a step; the second one is told of it and settles it. */
static enum journal_step deadly;

static int die_first(void *self, struct upward *up)
{
    (void)self;
    if (!take_turn(up))
        return EXIT_CANNOT_TELL;
    if (!journal_is_open(&seen->open[seen->turns - 1])) {
        if (seen->turns > 1 || !write_step(up, deadly))
            return EXIT_NO;
        (void)raise(SIGKILL);
    }
    return write_step(up, JOURNAL_closed) ? EXIT_YES : EXIT_CANNOT_TELL;
}

static void what_a_crash_leaves_open_is_told(void **state)
{
    (void)state;
    for (deadly = JOURNAL_reserve; deadly < JOURNAL_closed; deadly++) {
        seen->turns = 0;
        assert_int_equal(run(2, die_first), EXIT_YES);
        assert_int_equal(seen->turns, 2);
        assert_int_equal(seen->open[1].step, deadly);
        assert_int_equal(seen->open[1].amount, 350);
        assert_string_equal(seen->open[1].transaction, transaction);
    }
}

/* The supervisor itself ended too: the next one reads it from the disk. */
static void what_both_leave_open_is_told_by_the_next(void **state)
{
    (void)state;
    deadly = JOURNAL_print;
    assert_int_equal(run(1, die_first), EXIT_CANNOT_TELL);
    assert_int_equal(run(1, die_first), EXIT_YES);
    assert_int_equal(seen->open[1].step, JOURNAL_print);
}

static int die_always(void *self, struct upward *up)
{
    (void)self;
    if (take_turn(up))
        (void)raise(SIGKILL);
    return EXIT_CANNOT_TELL;
}

static void many_crashes_in_a_row_are_not_hidden(void **state)
{
    (void)state;
    assert_int_equal(run(0, die_always), EXIT_CANNOT_TELL);
    assert_in_range(seen->turns, 2, 10);
}

static int refuse_to_start(void *self, struct upward *up)
{
    (void)self, (void)up;
    return EXIT_CANNOT_TELL;
}

static void what_cannot_start_is_not_tried_again(void **state)
{
    (void)state;
    assert_int_equal(run(0, refuse_to_start), EXIT_CANNOT_TELL);
    assert_int_equal(seen->turns, 0);
}

static void without_a_journal_nobody_is_served(void **state)
{
    struct journal *held = journal_open(path);

    (void)state;
    assert_non_null(held);
    assert_int_equal(run(1, go_well), EXIT_CANNOT_TELL);
    assert_int_equal(seen->turns, 0);
    journal_close(&held);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_visit_has_its_own_process, make_place, remove_place),
        cmocka_unit_test_setup_teardown(what_a_crash_leaves_open_is_told, make_place, remove_place),
        cmocka_unit_test_setup_teardown(what_both_leave_open_is_told_by_the_next, make_place,
                                        remove_place),
        cmocka_unit_test_setup_teardown(many_crashes_in_a_row_are_not_hidden, make_place,
                                        remove_place),
        cmocka_unit_test_setup_teardown(what_cannot_start_is_not_tried_again, make_place,
                                        remove_place),
        cmocka_unit_test_setup_teardown(without_a_journal_nobody_is_served, make_place,
                                        remove_place),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
