#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/kiosk/attend.h"
#include "app/kiosk/flow.h"

#include <stdio.h>
#include <string.h>

static char heard[512], seen[512];

static void hear(void *self, const char *language, const char *id, int loudness)
{
    size_t len = strlen(heard);

    (void)self;
    snprintf(heard + len, sizeof heard - len, "%s %s %d;", language, id, loudness);
}

static void hush(void *self)
{
    size_t len = strlen(heard);

    (void)self;
    snprintf(heard + len, sizeof heard - len, "hush;");
}

static bool see(void *self, enum lamp which, enum lamp_light light)
{
    static const char *const lamps[] = {"card", "paper", "staff", "buzzer"};
    static const char *const lights[] = {"off", "on", "pulse"};
    size_t len = strlen(seen);

    (void)self;
    snprintf(seen + len, sizeof seen - len, "%s %s;", lamps[which], lights[light]);
    return true;
}

static struct kiosk kiosk = {.voice = {.say = hear, .hush = hush}, .lamp = {.set = see}};
static struct visit *visit;
static struct attend attend;

static int begin(void **state)
{
    (void)state;
    heard[0] = seen[0] = 0;
    attend = (struct attend){0};
    kiosk.language = LANGUAGE_EN;
    kiosk.spoken = false;
    visit = visit_new();
    return visit == NULL;
}

static int end(void **state)
{
    (void)state;
    visit_free(&visit);
    return 0;
}

static void show(enum flow_state state, int64_t now)
{
    heard[0] = seen[0] = 0;
    attend_show(&attend, &kiosk, visit, state, now);
}

static void each_state_says_its_prompt(void **state)
{
    (void)state;
    show(FLOW_lay_card, 1000);
    assert_string_equal(heard, "en lay_card 1;");
    assert_string_equal(seen, "card pulse;");
    kiosk.language = LANGUAGE_KO;
    show(FLOW_lay_card, 2000);
    assert_string_equal(heard, "ko lay_card 1;");
    assert_string_equal(seen, "");
    show(FLOW_lay_card, 2500);
    assert_string_equal(heard, ""); /* nothing new */
    show(FLOW_printing, 3000);
    assert_string_equal(seen, "card off;paper on;");
    show(FLOW_end, 4000);
    assert_string_equal(heard, "hush;");
    assert_string_equal(seen, "paper off;");
}

/* KSK-12: louder and more often, until the card is taken. */
static void a_card_that_lies_there_is_called_out_ever_louder(void **state)
{
    (void)state;
    show(FLOW_take_card, 1000);
    assert_string_equal(heard, "en take_card 1;");
    assert_int_equal(attend.again, 11000);
    visit->reminders = 1; /* as the flow counts them, every ten seconds */
    show(FLOW_take_card, 11000);
    assert_string_equal(heard, "en take_card_again 2;");
    assert_int_equal(attend.again, 16000);
    heard[0] = 0;
    attend_remind(&attend, &kiosk, visit, 15999);
    assert_string_equal(heard, "");
    attend_remind(&attend, &kiosk, visit, 16000);
    assert_string_equal(heard, "en take_card_again 2;");
    assert_int_equal(attend.again, 21000);
    visit->reminders = 3;
    show(FLOW_take_card, 31000);
    assert_string_equal(heard, "en take_card_again 3;");
    assert_string_equal(seen, "staff on;buzzer pulse;");
    visit->reminders = 0;
    show(FLOW_issuing, 32000);
    assert_string_equal(seen, "card off;staff off;buzzer off;");
    assert_int_equal(attend.again, 0);
}

/* Two states of one prompt, one after the other, and whatever redraws the screen in between. */
static void what_was_just_said_is_not_said_again(void **state)
{
    (void)state;
    show(FLOW_issuing, 0);
    assert_string_equal(heard, "en preparing 1;");
    show(FLOW_looking, 500);
    assert_string_equal(heard, "");
    show(FLOW_take_card, 1000);
    show(FLOW_take_card, 5000);
    assert_string_equal(heard, "");
    assert_int_equal(attend.again, 11000);
}

/* KSK-13 */
static void so_is_a_paper(void **state)
{
    (void)state;
    visit->sheets = 1;
    show(FLOW_take_paper, 0);
    assert_string_equal(heard, "en take_paper_1 1;");
    assert_string_equal(seen, "paper pulse;");
    assert_int_equal(attend.again, 10000);
}

static void staff_that_was_called_sees_a_light(void **state)
{
    (void)state;
    visit->staff_called = true;
    show(FLOW_records, 0);
    assert_string_equal(seen, "staff on;");
}

static void follow(enum screen_did did, const char *id, int digits)
{
    struct screen_event touch = {.did = did, .digits = digits};

    heard[0] = 0;
    (void)snprintf(touch.id, sizeof touch.id, "%s", id);
    attend_follow(&attend, &kiosk, visit, &touch);
}

/* Whoever asks for it hears the keys, then all of the screen; and then where the keys are. */
static void a_spoken_visit_is_heard_whole(void **state)
{
    (void)state;
    show(FLOW_welcome, 0);
    assert_string_equal(heard, "en welcome 1;");
    kiosk.spoken = true;
    show(FLOW_welcome, 1000);
    assert_string_equal(heard, "en spoken_on welcome welcome_more fee_free 1;");
    follow(SCREEN_AT, "yes", 0);
    assert_string_equal(heard, "en way_start 1;");
    follow(SCREEN_AT, "language.ko", 0);
    assert_string_equal(heard, "ko language 1;");
    follow(SCREEN_AT, "", 0);
    assert_string_equal(heard, "en welcome welcome_more fee_free 1;");
    visit->tries = 3;
    show(FLOW_pin, 2000);
    assert_string_equal(heard, "en pin_3 pin_more 1;");
    follow(SCREEN_TYPES, "", 2);
    assert_string_equal(heard, "en typed_two 1;");
    kiosk.spoken = false;
    show(FLOW_pin, 3000);
    assert_string_equal(heard, "en spoken_off 1;");
}

static void without_voice_and_lamps_nothing_happens(void **state)
{
    static const struct kiosk mute;

    (void)state;
    attend_show(&attend, &mute, visit, FLOW_take_card, 0);
    attend_remind(&attend, &mute, visit, 20000);
    assert_int_equal(attend.again, 25000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_state_says_its_prompt, begin, end),
        cmocka_unit_test_setup_teardown(a_card_that_lies_there_is_called_out_ever_louder, begin,
                                        end),
        cmocka_unit_test_setup_teardown(what_was_just_said_is_not_said_again, begin, end),
        cmocka_unit_test_setup_teardown(so_is_a_paper, begin, end),
        cmocka_unit_test_setup_teardown(staff_that_was_called_sees_a_light, begin, end),
        cmocka_unit_test_setup_teardown(a_spoken_visit_is_heard_whole, begin, end),
        cmocka_unit_test_setup_teardown(without_voice_and_lamps_nothing_happens, begin, end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
