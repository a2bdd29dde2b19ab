#include "crypto/random.h"

#include "crypto/base/hex.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void ids_have_their_form_and_differ(void **state)
{
    char one[RANDOM_ID_SIZE], other[RANDOM_ID_SIZE];

    (void)state;
    assert_true(random_id(one) && random_id(other));
    assert_true(random_id_is(one));
    assert_string_not_equal(one, other);
    one[3] = 'G';
    assert_false(random_id_is(one));
    assert_false(random_id_is("abc"));
}

static void text_uses_all_signs_and_no_other(void **state)
{
    char text[3001];
    const char *signs = "ABC";

    (void)state;
    assert_true(random_text(signs, text, 3000));
    assert_int_equal(strspn(text, signs), 3000);
    for (const char *sign = signs; *sign != 0; sign++)
        assert_non_null(strchr(text, *sign));
    assert_false(random_text("A", text, 5));
}

static void hex_is_exact(void **state)
{
    uint8_t out[2] = {7, 7};
    char text[5];

    (void)state;
    assert_true(hex_decode(view_text("0aFf"), out, 2));
    assert_int_equal(out[1], 0xff);
    hex_encode(view_of(out, 2), text);
    assert_string_equal(text, "0aff");
    assert_false(hex_decode(view_text("0aF"), out, 2));
    assert_false(hex_decode(view_text("0aFg"), out, 2));
    assert_int_equal(out[0], 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ids_have_their_form_and_differ),
        cmocka_unit_test(text_uses_all_signs_and_no_other),
        cmocka_unit_test(hex_is_exact),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
