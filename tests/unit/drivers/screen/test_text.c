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
    snprintf(view.choice[0].label, SCREEN_TEXT_SIZE, "Start");
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_offered_numbers_mean_something),
        cmocka_unit_test(a_pin_is_four_digits_and_never_shown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
