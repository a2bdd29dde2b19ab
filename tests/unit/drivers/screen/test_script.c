#include "drivers/screen/script.h"

#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static struct screen_view view_of_state(const char *state, const char *choice)
{
    struct screen_view view = {.state = state};

    if (choice != NULL) {
        view.choices = 1;
        snprintf(view.choice[0].id, sizeof view.choice[0].id, "%s", choice);
    }
    return view;
}

static struct screen_event did(const struct screen_port *screen, const struct screen_view *view)
{
    struct screen_event event = {0};
    struct pollfd fd = {.fd = screen->fd(screen->self), .events = POLLIN};

    screen->show(screen->self, view);
    screen->next(screen->self, &event);
    /* What was done is told once. */
    assert_int_equal(poll(&fd, 1, 0), 0);
    return event;
}

static void each_time_a_state_is_shown_its_next_line_is_done(void **state)
{
    struct screen_port screen = {0};
    struct screen_view pin = view_of_state("pin", "stop"), other = view_of_state("welcome", "yes"),
                       card = view_of_state("lay_card", "stop");
    struct screen_event event;

    (void)state;
    pin.wants_pin = true;
    assert_true(screen_script_open(
        view_text(
            "# a resident\nwelcome choose yes\npin pin 1234\n\npin choose stop\nlay_card wait\n"),
        -1, &screen));
    event = did(&screen, &other);
    assert_int_equal(event.did, SCREEN_CHOSE);
    assert_string_equal(event.id, "yes");
    event = did(&screen, &pin);
    assert_int_equal(event.did, SCREEN_TYPED_PIN);
    assert_true(view_equal(pin_view(&event.pin), view_text("1234")));
    pin_wipe(&event.pin);
    event = did(&screen, &pin);
    assert_int_equal(event.did, SCREEN_CHOSE);
    assert_int_equal(did(&screen, &card).did, SCREEN_NOTHING);
    assert_int_equal(did(&screen, &card).did, SCREEN_NOTHING);
    screen.close(screen.self);
}

static void a_resident_without_a_line_gives_up_where_they_may(void **state)
{
    struct screen_port screen = {0};
    struct screen_view may = view_of_state("records", "stop"),
                       waits = view_of_state("reading", NULL);

    (void)state;
    assert_true(screen_script_open(view_text(""), -1, &screen));
    assert_string_equal(did(&screen, &may).id, "stop");
    assert_int_equal(did(&screen, &waits).did, SCREEN_NOTHING);
    screen.close(screen.self);
}

static void an_update_takes_nothing_back_and_makes_nobody_give_up(void **state)
{
    struct screen_port screen = {0};
    struct screen_view records = view_of_state("records", "stop"),
                       preview = view_of_state("preview", "stop"),
                       printing = view_of_state("printing", "stop");
    struct screen_event event = {0};

    (void)state;
    printing.pages = 2;
    assert_true(screen_script_open(view_text("records choose yes\npreview wait\n"), -1, &screen));
    screen.show(screen.self, &records);
    assert_string_equal(did(&screen, &records).id, "yes"); /* not yet taken: still the deed */
    assert_int_equal(did(&screen, &records).did, SCREEN_NOTHING);
    assert_int_equal(did(&screen, &preview).did, SCREEN_NOTHING);
    assert_int_equal(did(&screen, &printing).did, SCREEN_NOTHING);
    assert_string_equal(did(&screen, &records).id, "stop");
    snprintf(preview.choice[0].resting, SCREEN_TEXT_SIZE, "not now");
    preview.state = "confirm";
    event = did(&screen, &preview);
    assert_int_equal(event.did, SCREEN_NOTHING); /* what rests is not offered */
    screen.close(screen.self);
}

static void a_screen_that_is_left_is_gone(void **state)
{
    struct screen_port screen = {0};
    struct screen_view pin = view_of_state("pin", "stop");

    (void)state;
    assert_true(screen_script_open(view_text("pin leave\n"), -1, &screen));
    assert_int_equal(did(&screen, &pin).did, SCREEN_CLOSED);
    screen.close(screen.self);
}

static void other_lines_are_refused(void **state)
{
    static const char *const bad[] = {
        "welcome",           "welcome choose",
        "welcome jump yes",  "welcome wait now",
        "welcome leave now", "a-state-with-a-name-that-is-too-long-to-be choose yes"};
    struct screen_port screen = {0};

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(screen_script_open(view_text(bad[i]), -1, &screen));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_time_a_state_is_shown_its_next_line_is_done),
        cmocka_unit_test(a_resident_without_a_line_gives_up_where_they_may),
        cmocka_unit_test(an_update_takes_nothing_back_and_makes_nobody_give_up),
        cmocka_unit_test(a_screen_that_is_left_is_gone),
        cmocka_unit_test(other_lines_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
