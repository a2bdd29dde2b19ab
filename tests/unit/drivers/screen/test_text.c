#include "drivers/screen/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

struct terminal {
    int keys[2], glass[2];
    struct screen_port screen;
};

static void open_terminal(struct terminal *t)
{
    assert_int_equal(pipe(t->keys), 0);
    assert_int_equal(pipe(t->glass), 0);
    assert_true(screen_text_open(t->keys[0], t->glass[1], &t->screen));
}

static void close_terminal(struct terminal *t)
{
    t->screen.close(t->screen.self);
    close(t->keys[0]);
    close(t->glass[0]);
    close(t->glass[1]);
}

static struct screen_event type(struct terminal *t, const char *keys)
{
    struct screen_event event = {0};

    assert_int_equal(write(t->keys[1], keys, strlen(keys)), strlen(keys));
    for (size_t i = 0; i < strlen(keys); i++)
        t->screen.next(t->screen.self, &event);
    return event;
}

static struct screen_view two_choices(void)
{
    struct screen_view view = {.state = "welcome", .title = "Title", .choices = 2};

    snprintf(view.choice[0].id, SCREEN_ID_SIZE, "yes");
    snprintf(view.choice[0].label, SCREEN_LABEL_SIZE, "Start");
    snprintf(view.choice[1].id, SCREEN_ID_SIZE, "stop");
    return view;
}

static void only_offered_numbers_mean_something(void **state)
{
    struct terminal t = {0};
    struct screen_view view = two_choices();

    (void)state;
    open_terminal(&t);
    t.screen.show(t.screen.self, &view);
    assert_string_equal(type(&t, "2\n").id, "stop");
    assert_string_equal(type(&t, "1\n").id, "yes");
    assert_int_equal(type(&t, "3\n").did, SCREEN_NOTHING);
    assert_int_equal(type(&t, "0\n").did, SCREEN_NOTHING);
    assert_int_equal(type(&t, "yes\n").did, SCREEN_NOTHING);
    assert_int_equal(type(&t, "\n").did, SCREEN_NOTHING);
    assert_int_equal(type(&t, "1234\n").did, SCREEN_NOTHING); /* no PIN was asked for */
    close(t.keys[1]);
    t.screen.next(t.screen.self, &(struct screen_event){0});
    assert_int_equal(t.screen.fd(t.screen.self), -1);
    close_terminal(&t);
}

static void a_pin_is_four_digits_and_never_shown(void **state)
{
    struct terminal t = {0};
    struct screen_view view = two_choices();
    struct screen_event event;
    char glass[4096] = "";

    (void)state;
    view.wants_pin = true;
    open_terminal(&t);
    t.screen.show(t.screen.self, &view);
    assert_int_equal(type(&t, "12a4\n").did, SCREEN_NOTHING);
    event = type(&t, "4718\n");
    assert_int_equal(event.did, SCREEN_TYPED_PIN);
    assert_true(view_equal(pin_view(&event.pin), view_text("4718")));
    pin_wipe(&event.pin);
    assert_string_equal(type(&t, "2\n").id, "stop");
    assert_true(read(t.glass[0], glass, sizeof glass - 1) > 0);
    assert_null(strstr(glass, "4718"));
    assert_non_null(strstr(glass, "[1] Start"));
    close(t.keys[1]);
    close_terminal(&t);
}

static void read_glass(struct terminal *t, char *glass, size_t size)
{
    ssize_t got = read(t->glass[0], glass, size - 1);

    assert_true(got > 0);
    glass[got] = 0;
}

static void everything_of_a_view_can_be_read(void **state)
{
    struct terminal t = {0};
    struct screen_view view = {.state = "records",
                               .step = 4,
                               .title = "{接種|せっしゅ}の\n記録",
                               .help = "Help",
                               .notice = "Notice",
                               .lines = 1,
                               .line = {"Line"},
                               .heading = {{"No", "Date", "Product", "Lot"}},
                               .rows = 1,
                               .row = {{{"1", "2021-06-14", "Comirnaty", "MX1"}}},
                               .ticks = 2,
                               .tick = {{"Read", true}, {"Checked", false}},
                               .page = 1,
                               .pages = 3,
                               .code = "AK-C01"};
    static const char *const shown[] = {
        "4/6 接種の 記録", "Help",   "▶ Notice",   "  Line", "No · Date · Product · Lot",
        "1 · 2021-06-14",  "✓ Read", "・ Checked", "1/3",    "AK-C01"};
    char glass[4096];

    (void)state;
    open_terminal(&t);
    t.screen.show(t.screen.self, &view);
    read_glass(&t, glass, sizeof glass);
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
        if (strstr(glass, shown[i]) == NULL)
            fail_msg("%s is not shown", shown[i]);
    assert_null(strstr(glass, "せっしゅ"));
    close(t.keys[1]);
    close_terminal(&t);
}

static void what_rests_has_no_number_and_the_idle_question_has_one(void **state)
{
    struct terminal t = {0};
    struct screen_view view = two_choices();
    char glass[4096];

    (void)state;
    snprintf(view.choice[0].resting, SCREEN_TEXT_SIZE, "not now");
    snprintf(view.choice[1].label, SCREEN_LABEL_SIZE, "Stop");
    snprintf(view.idle, SCREEN_TEXT_SIZE, "Still there?");
    snprintf(view.idle_here, SCREEN_LABEL_SIZE, "Yes");
    open_terminal(&t);
    t.screen.show(t.screen.self, &view);
    read_glass(&t, glass, sizeof glass);
    assert_null(strstr(glass, "Start"));
    assert_non_null(strstr(glass, "[1] Stop"));
    assert_non_null(strstr(glass, "Still there?\n  [2] Yes"));
    assert_string_equal(type(&t, "1\n").id, "stop");
    assert_string_equal(type(&t, "2\n").id, "here");
    assert_int_equal(type(&t, "3\n").did, SCREEN_NOTHING);
    close(t.keys[1]);
    close_terminal(&t);
}

static void an_update_keeps_what_was_typed(void **state)
{
    struct terminal t = {0};
    struct screen_view view = two_choices(), other = two_choices();
    struct screen_event event;

    (void)state;
    view.wants_pin = true;
    other.state = "records";
    open_terminal(&t);
    t.screen.show(t.screen.self, &view);
    type(&t, "47");
    t.screen.show(t.screen.self, &view);
    event = type(&t, "18\n");
    assert_int_equal(event.did, SCREEN_TYPED_PIN);
    assert_true(view_equal(pin_view(&event.pin), view_text("4718")));
    pin_wipe(&event.pin);
    type(&t, "4");
    t.screen.show(t.screen.self, &other);
    assert_string_equal(type(&t, "1\n").id, "yes");
    close(t.keys[1]);
    close_terminal(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_offered_numbers_mean_something),
        cmocka_unit_test(a_pin_is_four_digits_and_never_shown),
        cmocka_unit_test(everything_of_a_view_can_be_read),
        cmocka_unit_test(what_rests_has_no_number_and_the_idle_question_has_one),
        cmocka_unit_test(an_update_keeps_what_was_typed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
