/* Dice that fall the same way on every machine. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "drivers/fault/dice.h"

#include <string.h>

/* The sequence that SplitMix64 has from state 1234567. */
static void is_splitmix64(void **state)
{
    static const uint64_t known[] = {6457827717110365317U, 3203168211198807973U,
                                     9817491932198370423U, 4593380528125082431U,
                                     16408922859458223821U};
    struct dice dice = {1234567};

    (void)state;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        assert_true(dice_next(&dice) == known[i]);
}

static void an_exchange_has_dice_of_its_own(void **state)
{
    struct dice one = dice_at(7, 1), same = dice_at(7, 1), two = dice_at(7, 2),
                other = dice_at(8, 1);
    uint8_t a[32], b[32], c[32], d[32];

    (void)state;
    dice_fill(&one, a, sizeof a);
    dice_fill(&same, b, sizeof b);
    dice_fill(&two, c, sizeof c);
    dice_fill(&other, d, sizeof d);
    assert_memory_equal(a, b, sizeof a);
    assert_memory_not_equal(a, c, sizeof a);
    assert_memory_not_equal(a, d, sizeof a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_splitmix64),
        cmocka_unit_test(an_exchange_has_dice_of_its_own),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
