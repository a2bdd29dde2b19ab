/* What a touch means: an event of the table, another language, or a choice from a list. */
#include "app/kiosk/touch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static struct kiosk kiosk;
static struct visit *visit;

static int set_up(void **state)
{
    (void)state;
    kiosk = (struct kiosk){.language = LANGUAGE_JA};
    visit = visit_new();
    return visit != NULL ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    visit_free(&visit);
    return 0;
}

static struct screen_event chosen(const char *id)
{
    struct screen_event touch = {.did = SCREEN_CHOSE};

    (void)snprintf(touch.id, sizeof touch.id, "%s", id);
    return touch;
}

static void an_id_means_its_event(void **state)
{
    const struct {
        const char *id;
        enum flow_event event;
    } touches[] = {
        {"yes", FLOW_ON_yes},
        {"no", FLOW_ON_no},
        {"stop", FLOW_ON_stop},
        {"here", FLOW_ON_here},
        {"staff", FLOW_ON_staff},
        {"differs", FLOW_ON_differs},
        {"not_mine", FLOW_ON_not_mine},
        {"language.zh", FLOW_ON_language},
        {"dose.2", FLOW_ON_chose},
        {"language.xx", FLOW_ON_chose},
        /* Only a person's events can be touched: nobody forges an answer of the card. */
        {"worked", FLOW_ON_chose},
        {"card_gone", FLOW_ON_chose},
        {"ready", FLOW_ON_chose},
        {"", FLOW_ON_chose},
    };

    (void)state;
    for (size_t i = 0; i < sizeof touches / sizeof *touches; i++) {
        struct screen_event touch = chosen(touches[i].id);
        enum flow_event event = FLOW_ON_closed;

        assert_true(touch_event(&touch, &event));
        assert_int_equal(event, touches[i].event);
    }
}

static void nothing_means_nothing(void **state)
{
    struct screen_event touch = {.did = SCREEN_NOTHING};
    enum flow_event event = FLOW_ON_yes;

    (void)state;
    assert_false(touch_event(&touch, &event));
    touch.did = SCREEN_CLOSED;
    assert_false(touch_event(&touch, &event));
    assert_int_equal(event, FLOW_ON_yes);
}

static void a_choice_is_kept_and_a_language_spoken(void **state)
{
    struct screen_event touch = chosen("131105.domestic");

    (void)state;
    touch_keep(&kiosk, visit, &touch);
    assert_string_equal(visit->choice, "131105.domestic");
    touch = chosen("language.ko");
    touch_keep(&kiosk, visit, &touch);
    assert_int_equal(kiosk.language, LANGUAGE_KO);
    assert_string_equal(visit->choice, "131105.domestic");
}

static void the_voice_is_no_step_of_the_visit(void **state)
{
    struct screen_event voice = chosen("voice"), yes = chosen("yes"),
                        at = {.did = SCREEN_AT, .id = "yes"}, types = {.did = SCREEN_TYPES};

    (void)state;
    assert_true(touch_is_aside(&voice));
    assert_true(touch_is_aside(&at));
    assert_true(touch_is_aside(&types));
    assert_false(touch_is_aside(&yes));
}

static void a_pin_is_moved_and_not_copied(void **state)
{
    static const struct screen_event empty;
    struct screen_event touch = {.did = SCREEN_TYPED_PIN};
    enum flow_event event = FLOW_ON_closed;
    char digits[] = "1234";

    (void)state;
    assert_true(pin_take(&touch.pin, digits, PIN_LEN));
    assert_true(touch_event(&touch, &event));
    assert_int_equal(event, FLOW_ON_typed_pin);
    touch_keep(&kiosk, visit, &touch);
    assert_memory_equal(&touch.pin, &empty.pin, sizeof touch.pin);
    assert_memory_not_equal(&visit->pin, &empty.pin, sizeof visit->pin);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_id_means_its_event, set_up, tear_down),
        cmocka_unit_test_setup_teardown(nothing_means_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_choice_is_kept_and_a_language_spoken, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_voice_is_no_step_of_the_visit, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_pin_is_moved_and_not_copied, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
