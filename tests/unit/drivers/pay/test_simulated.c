/* The coin box: every deed once for its key, whoever asks and however often (R27). */
#include "drivers/pay/simulated.h"

#include "drivers/pay/none.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { FEE = 350, SOON = 100 };

static const char key[] = "0123456789abcdef0123456789abcdef";
static char path[128], hand[136];
static atomic_bool never;

static int make_place(void **state)
{
    const char *folder = getenv("TMPDIR");

    (void)state;
    (void)snprintf(path, sizeof path, "%s/box.XXXXXX", folder != NULL ? folder : "/tmp");
    int fd = mkstemp(path);

    if (fd < 0)
        return -1;
    close(fd);
    (void)snprintf(hand, sizeof hand, "%s.hand", path);
    return 0;
}

static int remove_place(void **state)
{
    (void)state;
    unlink(hand);
    return unlink(path);
}

static void say(const char *word)
{
    FILE *file = fopen(hand, "w");

    assert_non_null(file);
    (void)fputs(word, file);
    assert_int_equal(fclose(file), 0);
}

/* Yen that the box keeps for good. */
static int kept(void)
{
    char line[128], whose[64], word[16];
    FILE *file = fopen(path, "r");
    int yen = 0, now = 0;

    assert_non_null(file);
    while (fgets(line, sizeof line, file) != NULL) {
        assert_int_equal(sscanf(line, "%63s %9d %15s", whose, &yen, word), 3);
        now = strcmp(word, "captured") == 0 ? yen : 0;
    }
    (void)fclose(file);
    return now;
}

static struct pay_port open_box(void)
{
    struct pay_port box;

    assert_true(pay_simulated_open(path, &box));
    return box;
}

static void a_fee_is_kept_once(void **state)
{
    struct pay_port box = open_box();

    (void)state;
    assert_int_equal(box.ready(box.self), ERR_OK);
    assert_int_equal(box.reserve(box.self, key, FEE, SOON, &never), ERR_OK);
    assert_int_equal(box.paid(box.self), FEE);
    assert_int_equal(kept(), 0);
    assert_int_equal(box.capture(box.self, key), ERR_OK);
    assert_int_equal(box.capture(box.self, key), ERR_OK);
    assert_int_equal(box.reserve(box.self, key, FEE, SOON, &never), ERR_OK);
    assert_int_equal(kept(), FEE);
    box.close(box.self);
}

/* Another process, after a crash, knows the key and nothing else. */
static void a_fee_goes_back_once(void **state)
{
    struct pay_port box = open_box(), later = open_box();

    (void)state;
    assert_int_equal(box.reserve(box.self, key, FEE, SOON, &never), ERR_OK);
    box.close(box.self);
    assert_int_equal(later.give_back(later.self, key), ERR_OK);
    assert_int_equal(later.give_back(later.self, key), ERR_OK);
    assert_int_equal(later.capture(later.self, key), AK_S63);
    assert_int_equal(later.reserve(later.self, key, FEE, SOON, &never), AK_S63);
    assert_int_equal(kept(), 0);
    later.close(later.self);
}

static void what_was_captured_goes_back_too(void **state)
{
    struct pay_port box = open_box();

    (void)state;
    assert_int_equal(box.reserve(box.self, key, FEE, SOON, &never), ERR_OK);
    assert_int_equal(box.capture(box.self, key), ERR_OK);
    assert_int_equal(box.give_back(box.self, key), ERR_OK);
    assert_int_equal(kept(), 0);
    box.close(box.self);
}

static void part_of_a_fee_is_not_a_fee(void **state)
{
    struct pay_port box = open_box();

    (void)state;
    say("part");
    assert_int_equal(box.reserve(box.self, key, FEE, SOON, &never), AK_S33);
    assert_int_equal(box.paid(box.self), 100);
    assert_int_equal(box.capture(box.self, key), AK_S63);
    assert_int_equal(box.give_back(box.self, key), ERR_OK);
    assert_int_equal(kept(), 0);
    box.close(box.self);
}

/* The wait ends with the word of the person, not with its deadline. */
static void a_halt_ends_the_wait(void **state)
{
    struct pay_port box = open_box();
    atomic_bool halt = true;

    (void)state;
    say("nothing");
    assert_int_equal(box.reserve(box.self, key, FEE, INT32_MAX, &halt), AK_S33);
    box.close(box.self);
}

static void a_broken_box_says_so(void **state)
{
    struct pay_port box = open_box();

    (void)state;
    say("stuck");
    assert_int_equal(box.reserve(box.self, key, FEE, SOON, &never), ERR_OK);
    assert_int_equal(box.capture(box.self, key), AK_S63);
    assert_int_equal(box.give_back(box.self, key), ERR_OK);
    say("broken");
    assert_int_equal(box.ready(box.self), AK_S63);
    assert_int_equal(box.reserve(box.self, key, FEE, SOON, &never), AK_S63);
    assert_int_equal(box.give_back(box.self, key), AK_S63);
    box.close(box.self);
}

static void without_a_box_no_fee_is_taken(void **state)
{
    struct pay_port none = pay_none();

    (void)state;
    assert_int_equal(none.ready(none.self), AK_S60);
    assert_int_equal(none.reserve(none.self, key, FEE, SOON, &never), AK_S60);
    assert_int_equal(none.capture(none.self, key), AK_S60);
    assert_int_equal(none.give_back(none.self, key), ERR_OK);
    assert_int_equal(none.paid(none.self), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_fee_is_kept_once, make_place, remove_place),
        cmocka_unit_test_setup_teardown(a_fee_goes_back_once, make_place, remove_place),
        cmocka_unit_test_setup_teardown(what_was_captured_goes_back_too, make_place, remove_place),
        cmocka_unit_test_setup_teardown(part_of_a_fee_is_not_a_fee, make_place, remove_place),
        cmocka_unit_test_setup_teardown(a_halt_ends_the_wait, make_place, remove_place),
        cmocka_unit_test_setup_teardown(a_broken_box_says_so, make_place, remove_place),
        cmocka_unit_test(without_a_box_no_fee_is_taken),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
