#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "drivers/store/vault.h"

#include "fake_keys.h"

static struct fake_keys fake;
static struct key_port keys;
static struct bytes wrapped;
static struct vault *vault;

static int set_up(void **state)
{
    (void)state;
    fake = (struct fake_keys){.secret = {1}};
    keys = fake_keys_port(&fake);
    wrapped = bytes_new(256);
    assert_true(vault_make(&keys, "131105", &wrapped));
    vault = vault_open(&keys, "131105", bytes_view(&wrapped));
    assert_non_null(vault);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    vault_close(&vault);
    vault_close(&vault);
    bytes_free(&wrapped);
    return 0;
}

static void a_value_opens_at_its_place_only(void **state)
{
    const struct vault_place home = {7, "name", 3};
    const struct vault_place others[] = {{8, "name", 3}, {7, "birth", 3}, {7, "name", 4}};
    struct bytes sealed = bytes_new(256), plain = bytes_new(256);

    (void)state;
    assert_true(vault_seal(vault, &home, view_text("架空　花子"), &sealed));
    assert_true(vault_unseal(vault, &home, bytes_view(&sealed), &plain));
    assert_true(view_equal(bytes_view(&plain), view_text("架空　花子")));
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_false(vault_unseal(vault, &others[i], bytes_view(&sealed), &plain));
    bytes_free(&sealed);
    bytes_free(&plain);
}

/* VRS-19: the key of area A does not open area B. */
static void the_key_of_one_area_does_not_open_another(void **state)
{
    struct bytes other_key = bytes_new(256), sealed = bytes_new(256), plain = bytes_new(256);
    const struct vault_place home = {1, "name", 1};
    struct vault *other = NULL;

    (void)state;
    assert_null(vault_open(&keys, "131130", bytes_view(&wrapped)));
    assert_true(vault_make(&keys, "131130", &other_key));
    other = vault_open(&keys, "131130", bytes_view(&other_key));
    assert_non_null(other);
    assert_true(vault_seal(vault, &home, view_text("x"), &sealed));
    assert_false(vault_unseal(other, &home, bytes_view(&sealed), &plain));
    vault_close(&other);
    bytes_free(&other_key);
    bytes_free(&sealed);
    bytes_free(&plain);
}

static void a_changed_bit_does_not_open(void **state)
{
    const struct vault_place home = {1, "number", 1};
    struct bytes sealed = bytes_new(256), plain = bytes_new(256);

    (void)state;
    assert_true(vault_seal(vault, &home, view_text("123456789018"), &sealed));
    for (size_t i = 0; i < sealed.len; i++) {
        sealed.at[i] ^= 1;
        assert_false(vault_unseal(vault, &home, bytes_view(&sealed), &plain));
        sealed.at[i] ^= 1;
    }
    bytes_free(&sealed);
    bytes_free(&plain);
}

static void an_index_is_steady_and_bound_to_area_and_column(void **state)
{
    struct bytes other_key = bytes_new(256);
    struct vault *other = NULL;
    uint8_t a[SHA256_LEN], b[SHA256_LEN];

    (void)state;
    assert_true(vault_make(&keys, "131130", &other_key));
    other = vault_open(&keys, "131130", bytes_view(&other_key));
    assert_true(vault_index(vault, "number", view_text("1"), a));
    assert_true(vault_index(vault, "number", view_text("1"), b));
    assert_memory_equal(a, b, sizeof a);
    assert_true(vault_index(vault, "number", view_text("2"), b));
    assert_memory_not_equal(a, b, sizeof a);
    assert_true(vault_index(vault, "passport", view_text("1"), b));
    assert_memory_not_equal(a, b, sizeof a);
    assert_true(vault_index(other, "number", view_text("1"), b));
    assert_memory_not_equal(a, b, sizeof a);
    vault_close(&other);
    bytes_free(&other_key);
}

static void nothing_works_without_the_port(void **state)
{
    uint8_t index[SHA256_LEN];

    (void)state;
    fake.gone = true;
    assert_false(vault_index(vault, "number", view_text("1"), index));
    assert_null(vault_open(&keys, "131105", bytes_view(&wrapped)));
    assert_false(vault_make(&keys, "131105", &wrapped));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_value_opens_at_its_place_only),
        TEST(the_key_of_one_area_does_not_open_another),
        TEST(a_changed_bit_does_not_open),
        TEST(an_index_is_steady_and_bound_to_area_and_column),
        TEST(nothing_works_without_the_port),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
