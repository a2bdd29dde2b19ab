/* The loop with faked ports: deadlines, touches, the watchdog. Time stands still but for jumps over
 * what would have to be waited for. */
#include "app/kiosk/loop.h"

#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <cmocka.h>

enum { SHOWN_MAX = 64, JUMP_MS = 200000 };

/* A screen that notes what it shows and touches by a list of "state", "id". */
struct habit {
    const char *state, *id;
    bool done;
};

static struct habit *habits;
static size_t habit_count;
static char shown[SHOWN_MAX][64];
static size_t shows;
static int touched;
static struct screen_event pending;
static bool box_hangs, touch_at_work, late; /* late: touches come when the deadline is over */
static atomic_bool taken;                   /* what was touched at work */
static int never;                           /* an eventfd that nobody rings */
static _Atomic int64_t clock_ms;

static int64_t seconds(void *self)
{
    (void)self;
    return 1795000000;
}

static int64_t steady_ms(void *self)
{
    (void)self;
    return clock_ms;
}

static void show(void *self, const struct screen_view *view)
{
    const uint64_t one = 1;

    (void)self;
    if (shows < SHOWN_MAX)
        (void)snprintf(shown[shows++], sizeof *shown, "%s %s%s", view->state, view->language,
                       view->spoken ? " spoken" : "");
    for (size_t i = 0; i < habit_count; i++)
        if (!habits[i].done && strcmp(habits[i].state, view->state) == 0) {
            habits[i].done = true;
            pending.did = strcmp(habits[i].id, "closed") == 0 ? SCREEN_CLOSED : SCREEN_CHOSE;
            (void)snprintf(pending.id, sizeof pending.id, "%s", habits[i].id);
            assert_int_equal(write(touched, &one, sizeof one), sizeof one);
            clock_ms += late ? JUMP_MS : 0;
            return;
        }
    /* Nobody touches this one: its deadline comes. */
    if (strcmp(view->state, "starting") != 0)
        clock_ms += JUMP_MS;
}

static int screen_fd(void *self)
{
    (void)self;
    return touched;
}

static void next(void *self, struct screen_event *out)
{
    uint64_t count = 0;

    (void)self;
    (void)!read(touched, &count, sizeof count);
    *out = pending;
    atomic_store(&taken, true);
    pending = (struct screen_event){0};
}

static enum reader_presence wait_at_reader(void *self, enum reader_presence known, int ms)
{
    (void)self;
    if (known == READER_EMPTY)
        (void)poll(NULL, 0, ms);
    return READER_EMPTY;
}

static void disconnect(void *self)
{
    (void)self;
}

/* Fails, so that the gate stays shut; or never comes back. */
static enum err give_back(void *self, const char *key)
{
    const uint64_t one = 1;
    uint64_t count = 0;

    (void)self, (void)key;
    if (touch_at_work) {
        pending.did = SCREEN_CHOSE;
        (void)snprintf(pending.id, sizeof pending.id, "yes");
        atomic_store(&taken, false);
        (void)!write(touched, &one, sizeof one);
        while (!atomic_load(&taken))
            (void)poll(NULL, 0, 1);
    }
    if (box_hangs) {
        clock_ms += JUMP_MS;
        (void)!read(never, &count, sizeof count);
    }
    return pay_failure(PAY_BROKEN);
}

static bool keep(void *self, const struct journal_entry *entry)
{
    (void)self, (void)entry;
    return true;
}

static void be_alive(void *self)
{
    (void)self;
}

static enum err run(struct habit *list, size_t count, struct visit *visit)
{
    struct kiosk kiosk = {.clock = {NULL, seconds, steady_ms},
                          .screen = {NULL, show, screen_fd, next, NULL},
                          .reader = {.wait = wait_at_reader, .disconnect = disconnect},
                          .pay = {.give_back = give_back},
                          .keeper = {NULL, keep, be_alive},
                          .open = {.step = JOURNAL_issue, .amount = 350}};
    enum err code = ERR_OK;

    habits = list;
    habit_count = count;
    shows = 0;
    kiosk.watch = watch_open(&kiosk.reader);
    assert_non_null(kiosk.watch);
    code = loop_run(&kiosk, visit);
    watch_close(&kiosk.watch);
    return code;
}

static int set_up(void **state)
{
    touched = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    never = eventfd(0, EFD_CLOEXEC);
    pending = (struct screen_event){0};
    clock_ms = 0;
    box_hangs = touch_at_work = late = false;
    *state = visit_new();
    return touched >= 0 && never >= 0 && *state != NULL ? 0 : -1;
}

static int tear_down(void **state)
{
    struct visit *visit = *state;

    visit_free(&visit);
    close(touched);
    close(never);
    return 0;
}

static size_t count_shown(const char *what)
{
    size_t found = 0;

    for (size_t i = 0; i < shows; i++)
        found += strcmp(shown[i], what) == 0;
    return found;
}

/* Nobody is there: the deadline leads on by itself, to the end. */
static void a_deadline_leads_on(void **state)
{
    assert_int_equal(run(NULL, 0, *state), AK_S63);
    assert_int_equal(count_shown("out_of_service ja"), 1);
    assert_int_equal(count_shown("forget ja"), 1);
    assert_int_equal(count_shown("end ja"), 1);
}

static void a_language_is_shown_at_once(void **state)
{
    struct habit list[] = {{"out_of_service", "language.ko", false},
                           {"out_of_service", "yes", false}};

    assert_int_equal(run(list, 2, *state), AK_S63);
    assert_int_equal(count_shown("out_of_service ja"), 1);
    assert_int_equal(count_shown("out_of_service ko"), 1);
}

/* No step of the visit: the state stays, and so does all that was done there. */
static void the_voice_is_had_and_sent_away_at_once(void **state)
{
    struct habit list[] = {{"out_of_service", "voice", false},
                           {"out_of_service", "voice", false},
                           {"out_of_service", "yes", false}};

    assert_int_equal(run(list, 3, *state), AK_S63);
    assert_int_equal(count_shown("out_of_service ja"), 2);
    assert_int_equal(count_shown("out_of_service ja spoken"), 1);
    assert_int_equal(count_shown("forget ja"), 1);
}

static void staff_are_called_without_leaving(void **state)
{
    struct habit list[] = {{"out_of_service", "staff", false}, {"out_of_service", "yes", false}};

    assert_int_equal(run(list, 2, *state), AK_S63);
    assert_int_equal(count_shown("out_of_service ja"), 2);
}

static void a_screen_that_is_gone_ends_the_visit(void **state)
{
    struct habit list[] = {{"out_of_service", "closed", false}};

    assert_int_equal(run(list, 1, *state), AK_S63);
    assert_int_equal(count_shown("end ja"), 1);
}

/* Who has touched by then is there, however long the kiosk took to look. */
static void a_touch_comes_before_the_deadline(void **state)
{
    struct habit list[] = {{"out_of_service", "language.ko", false}};

    late = true;
    assert_int_equal(run(list, 1, *state), AK_S63);
    assert_int_equal(count_shown("out_of_service ko"), 1);
}

/* A second touch that was meant for the screen before must not answer the next one. */
static void a_touch_dies_with_its_screen(void **state)
{
    struct habit list[] = {{"out_of_service", "staff", false}};

    touch_at_work = true;
    assert_int_equal(run(list, 1, *state), AK_S63);
    assert_int_equal(count_shown("out_of_service ja"), 2);
}

/* The command never answers: its own limit ends the visit, and its thread is left to the kernel. */
static void a_command_that_hangs_ends_the_visit(void **state)
{
    const uint64_t one = 1;

    box_hangs = true;
    assert_int_equal(run(NULL, 0, *state), AK_X98);
    assert_int_equal(write(never, &one, sizeof one), sizeof one);
    /* The visit is still the thread's. */
    *state = NULL;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_deadline_leads_on, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_language_is_shown_at_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_voice_is_had_and_sent_away_at_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(staff_are_called_without_leaving, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_screen_that_is_gone_ends_the_visit, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_touch_comes_before_the_deadline, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_touch_dies_with_its_screen, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_command_that_hangs_ends_the_visit, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
