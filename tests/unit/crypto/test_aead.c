#include "crypto/aead.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const uint8_t key[AEAD_KEY_LEN] = {1, 2, 3};

static void what_is_sealed_opens_only_with_key_and_bound(void **state)
{
    uint8_t other[AEAD_KEY_LEN] = {9};
    struct bytes sealed = bytes_new(200), plain = bytes_new(5);

    (void)state;
    assert_true(aead_seal(key, view_text("bound"), view_text("plain"), &sealed));
    assert_int_equal(sealed.len, 5 + AEAD_OVERHEAD);
    assert_true(aead_open(key, view_text("bound"), bytes_view(&sealed), &plain));
    assert_true(view_equal(bytes_view(&plain), view_text("plain")));
    bytes_clear(&plain);
    assert_false(aead_open(other, view_text("bound"), bytes_view(&sealed), &plain));
    assert_false(aead_open(key, view_text("bounx"), bytes_view(&sealed), &plain));
    assert_int_equal(plain.len, 0);
    bytes_free(&sealed);
    bytes_free(&plain);
}

static void every_flipped_bit_and_every_cut_is_refused(void **state)
{
    struct bytes sealed = bytes_new(200), plain = bytes_new(200);

    (void)state;
    assert_true(aead_seal(key, view_text(""), view_text("x"), &sealed));
    for (size_t bit = 0; bit < 8 * sealed.len; bit++) {
        sealed.at[bit / 8] ^= (uint8_t)(1 << bit % 8);
        assert_false(aead_open(key, view_text(""), bytes_view(&sealed), &plain));
        sealed.at[bit / 8] ^= (uint8_t)(1 << bit % 8);
    }
    for (size_t len = 0; len < sealed.len; len++)
        assert_false(aead_open(key, view_text(""), view_cut(bytes_view(&sealed), 0, len), &plain));
    assert_true(aead_open(key, view_text(""), bytes_view(&sealed), &plain));
    bytes_free(&sealed);
    bytes_free(&plain);
}

static void nothing_can_be_sealed_too(void **state)
{
    struct bytes sealed = bytes_new(200), plain = bytes_new(200);

    (void)state;
    assert_true(aead_seal(key, view_text("b"), (struct view){0}, &sealed));
    assert_true(aead_open(key, view_text("b"), bytes_view(&sealed), &plain));
    assert_int_equal(plain.len, 0);
    bytes_free(&sealed);
    bytes_free(&plain);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_sealed_opens_only_with_key_and_bound),
        cmocka_unit_test(every_flipped_bit_and_every_cut_is_refused),
        cmocka_unit_test(nothing_can_be_sealed_too),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
