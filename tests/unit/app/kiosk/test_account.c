/* Money and journal: nothing happens before it is written, and whatever happens is settled (R27).
 */
#include "app/kiosk/perform.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* One letter for each thing that happened: journal steps as their first letter but one, deeds of
 * the coin box in capitals. */
static char happened[64];
static bool disk_full, box_broken;

static void note(char what)
{
    size_t len = strlen(happened);

    assert_true(len + 1 < sizeof happened);
    happened[len] = what;
    happened[len + 1] = 0;
}

static bool keep(void *self, const struct journal_entry *entry)
{
    static const char letters[JOURNAL_STEP_COUNT] = "-ripdcgDvx";

    (void)self;
    note(letters[entry->step]);
    return !disk_full;
}

static void be_alive(void *self)
{
    (void)self;
}

static enum err answer(char what)
{
    note(what);
    return box_broken ? pay_failure(PAY_BROKEN) : ERR_OK;
}

static enum err reserve(void *self, const char *key, int yen, int deadline_ms,
                        const atomic_bool *halt)
{
    (void)self, (void)key, (void)deadline_ms, (void)halt;
    assert_int_equal(yen, 350);
    return answer('R');
}

static enum err capture(void *self, const char *key)
{
    (void)self, (void)key;
    return answer('C');
}

static enum err give_back(void *self, const char *key)
{
    (void)self, (void)key;
    return answer('G');
}

static struct kiosk kiosk;
static struct visit *visit;

static int set_up(void **state)
{
    (void)state;
    kiosk = (struct kiosk){.pay = {.reserve = reserve, .capture = capture, .give_back = give_back},
                           .keeper = {NULL, keep, be_alive}};
    visit = visit_new();
    happened[0] = 0;
    disk_full = box_broken = false;
    if (visit != NULL)
        visit->offer.fee = 350;
    return visit != NULL ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    visit_free(&visit);
    return 0;
}

static void everything_is_written_before_it_happens(void **state)
{
    (void)state;
    assert_int_equal(perform_reserve_fee(&kiosk, visit), ERR_OK);
    assert_int_equal(perform_capture_fee(&kiosk, visit), ERR_OK);
    assert_int_equal(perform_give_back_fee(&kiosk, visit), ERR_OK);
    assert_int_equal(visit->fee, FEE_GIVEN_BACK);
    assert_int_equal(perform_give_back_fee(&kiosk, visit), ERR_OK);
    assert_string_equal(happened, "rRcCgG");
}

static void what_is_not_written_does_not_happen(void **state)
{
    (void)state;
    disk_full = true;
    assert_int_equal(perform_reserve_fee(&kiosk, visit), AK_S64);
    assert_int_equal(perform_issue(&kiosk, visit), AK_S64);
    assert_false(visit->asked);
    assert_int_equal(perform_print(&kiosk, visit), AK_S64);
    assert_int_equal(perform_capture_fee(&kiosk, visit), AK_S64);
    assert_int_equal(perform_give_back_fee(&kiosk, visit), ERR_OK);
    assert_int_equal(visit->fee, FEE_RESERVED);
    assert_string_equal(happened, "ripcg");
}

static void without_a_fee_the_box_is_left_alone(void **state)
{
    (void)state;
    assert_int_equal(perform_capture_fee(&kiosk, visit), ERR_OK);
    assert_int_equal(perform_give_back_fee(&kiosk, visit), ERR_OK);
    assert_string_equal(happened, "");
}

static void an_account_is_closed_only_when_it_is_settled(void **state)
{
    const struct {
        bool told, delivered;
        enum visit_fee fee;
        const char *happens;
    } ends[] = {
        {true, true, FEE_CAPTURED, "x"},    {true, true, FEE_NONE, "x"},
        {true, false, FEE_GIVEN_BACK, "x"}, {true, false, FEE_NONE, "x"},
        {false, true, FEE_CAPTURED, ""},    {false, false, FEE_GIVEN_BACK, ""},
        {true, false, FEE_CAPTURED, ""},    {true, false, FEE_RESERVED, ""},
        {true, true, FEE_RESERVED, ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        happened[0] = 0;
        visit->begun = true;
        visit->told = ends[i].told;
        visit->delivered = ends[i].delivered;
        visit->fee = ends[i].fee;
        perform_close_account(&kiosk, visit);
        assert_string_equal(happened, ends[i].happens);
    }
}

static void a_box_that_does_not_give_back_leaves_it_open(void **state)
{
    (void)state;
    kiosk.open = (struct journal_entry){.step = JOURNAL_printed, .amount = 350};
    box_broken = true;
    assert_int_equal(perform_settle(&kiosk), AK_S63);
    assert_int_equal(kiosk.open.step, JOURNAL_printed);
    assert_string_equal(happened, "G");
}

static void nothing_open_needs_nothing(void **state)
{
    (void)state;
    assert_int_equal(perform_settle(&kiosk), ERR_OK);
    kiosk.open.step = JOURNAL_closed;
    assert_int_equal(perform_settle(&kiosk), ERR_OK);
    assert_string_equal(happened, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(everything_is_written_before_it_happens, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_not_written_does_not_happen, set_up, tear_down),
        cmocka_unit_test_setup_teardown(without_a_fee_the_box_is_left_alone, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_account_is_closed_only_when_it_is_settled, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_box_that_does_not_give_back_leaves_it_open, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(nothing_open_needs_nothing, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
