#include "app/seal/opened.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void the_worse_verdict_wins(void **state)
{
    static const enum seal_verdict order[] = {SEAL_VALID, SEAL_CANNOT_TELL, SEAL_NOT_VALID};

    (void)state;
    for (int a = 0; a < 3; a++)
        for (int b = 0; b < 3; b++)
            assert_int_equal(verdict_worse(order[a], order[b]), order[a > b ? a : b]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_worse_verdict_wins)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
