#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/verify/options.h"

#include <string.h>

static char words[8][32];
static char *arguments[9];

static const char *read_options(struct options *out, const char *a, const char *b, const char *c,
                                const char *d)
{
    const char *given[] = {VERIFY_NAME, a, b, c, d};
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
    assert_null(read_options(&out, "--trust", "dir", "--at=2026-11-20", "a.png"));
    assert_string_equal(out.trust, "dir");
    assert_int_equal(date_compare(out.at, (struct date){2026, 11, 20}), 0);
    assert_false(out.raw || out.json);
    assert_string_equal(out.files[0], "a.png");
    assert_null(out.files[1]);
    assert_null(read_options(&out, "--json", "a", "-", NULL));
    assert_true(out.json);
    assert_string_equal(out.files[1], "-");
    assert_null(out.trust);
    assert_null(read_options(&out, "a", "--raw", NULL, NULL));
    assert_true(out.raw);
}

static void bundles_have_a_root_and_an_age(void **state)
{
    struct options out;

    (void)state;
    assert_null(read_options(&out, "--trust=dir", "a", NULL, NULL));
    assert_null(out.root);
    assert_int_equal(out.max_age, MAX_AGE_DAYS);
    assert_null(read_options(&out, "--trust=dir", "--root=r.pem", "--max-age=0", "a"));
    assert_string_equal(out.root, "r.pem");
    assert_int_equal(out.max_age, 0);
    assert_non_null(read_options(&out, "--root=r.pem", "a", NULL, NULL));
    assert_non_null(read_options(&out, "--max-age=-1", "a", NULL, NULL));
    assert_non_null(read_options(&out, "--max-age=1d", "a", NULL, NULL));
    assert_non_null(read_options(&out, "--max-age=36501", "a", NULL, NULL));
    assert_non_null(read_options(&out, "--max-age=", "a", NULL, NULL));
}

static void misuse_is_named(void **state)
{
    struct options out;

    (void)state;
    assert_non_null(read_options(&out, NULL, NULL, NULL, NULL));
    assert_non_null(read_options(&out, "--json", "--raw", "a", NULL));
    assert_non_null(read_options(&out, "--at", "2026-2-1", "a", NULL));
    assert_non_null(read_options(&out, "--trust", NULL, NULL, NULL));
    assert_non_null(read_options(&out, "--colour", "a", NULL, NULL));
    assert_non_null(read_options(&out, "-x", "a", NULL, NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(options_are_read),
        cmocka_unit_test(bundles_have_a_root_and_an_age),
        cmocka_unit_test(misuse_is_named),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
