#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/card/options.h"

#include <string.h>

static char words[8][32];
static char *arguments[9];

static const char *read_options(struct options *out, const char *a, const char *b, const char *c,
                                const char *d)
{
    const char *given[] = {CARD_NAME, a, b, c, d};
    int argc = 0;

    memset(arguments, 0, sizeof arguments);
    for (; argc < 5 && given[argc] != NULL; argc++) {
        assert_true(strlen(given[argc]) < sizeof words[argc]);
        memcpy(words[argc], given[argc], strlen(given[argc]) + 1);
        arguments[argc] = words[argc];
    }
    return options_read(argc, arguments, out);
}

static void options_are_read(void **state)
{
    struct options out;

    (void)state;
    assert_null(read_options(&out, "list", "--json", NULL, NULL));
    assert_int_equal(out.action, ACTION_LIST);
    assert_true(out.json);
    assert_null(read_options(&out, "check", "--reader=CL", "--roots", "roots.txt"));
    assert_int_equal(out.action, ACTION_CHECK);
    assert_string_equal(out.reader, "CL");
    assert_string_equal(out.roots, "roots.txt");
    assert_int_equal(out.pin_fd, -1);
    assert_false(out.json || out.show);
    assert_null(read_options(&out, "read", "--pin-fd", "0", "--show"));
    assert_int_equal(out.action, ACTION_READ);
    assert_string_equal(out.reader, "");
    assert_null(out.roots);
    assert_int_equal(out.pin_fd, 0);
    assert_true(out.show);
    assert_false(out.last_try);
    assert_int_equal(out.with, PIN_OF_HOLDER);
    assert_null(read_options(&out, "read", "--with", "number-b", NULL));
    assert_int_equal(out.with, PIN_NUMBER_B);
    assert_null(read_options(&out, "read", "--last-try", NULL, NULL));
    assert_true(out.last_try);
}

static void what_is_not_understood_is_refused(void **state)
{
    struct options out;

    (void)state;
    assert_non_null(read_options(&out, NULL, NULL, NULL, NULL));
    assert_non_null(read_options(&out, "reads", NULL, NULL, NULL));
    assert_non_null(read_options(&out, "read", "1234", NULL, NULL)); /* a PIN is no argument */
    assert_non_null(read_options(&out, "read", "--pin", "1234", "--pin-fd"));
    assert_non_null(read_options(&out, "read", "--pin-fd", NULL, NULL));
    assert_non_null(read_options(&out, "read", "--pin-fd", "x", NULL));
    assert_non_null(read_options(&out, "read", "--pin-fd", "-1", NULL));
    assert_non_null(read_options(&out, "read", "--pin-fd", "4294967296", NULL));
    assert_non_null(read_options(&out, "read", "--with", "123456789018", NULL));
    assert_non_null(read_options(&out, "check", "--with", "number-a", NULL));
    assert_non_null(read_options(&out, "check", "--pin-fd", "3", NULL));
    assert_non_null(read_options(&out, "check", "--show", NULL, NULL));
    assert_non_null(read_options(&out, "check", "--last-try", NULL, NULL));
    assert_non_null(read_options(&out, "list", "--reader", "x", NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(options_are_read),
        cmocka_unit_test(what_is_not_understood_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
