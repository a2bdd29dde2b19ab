/* What every key port promises, asked of each: keys in a folder and keys in a token. */
#include "place.h"

static struct kind {
    const struct key_settings *settings;
    bool (*maker)(const struct key_settings *, struct key_maker *, char *);
    struct key_port port;
} kinds[2];

enum { KINDS = sizeof kinds / sizeof *kinds };

static void open_port(struct kind *kind)
{
    bool folder = kind->settings->folder[0] != 0;

    assert_true(folder ? keys_memory_open(kind->settings->folder, false, &kind->port, place.why)
                       : keys_pkcs11_open(kind->settings, &kind->port, place.why));
}

static int open_all(void **state)
{
    static const struct {
        enum key_use use;
        const char *name;
    } wanted[] = {{KEY_USE_SIGN, "shc-2026q4"},
                  {KEY_USE_SIGN, "sheet-2026"},
                  {KEY_USE_MAC, "index"},
                  {KEY_USE_WRAP, "wrap"}};

    assert_int_equal(place_open(state), 0);
    kinds[0] = (struct kind){.settings = &place.folder_of, .maker = keys_folder_maker};
    kinds[1] = (struct kind){.settings = &place.token_of, .maker = keys_pkcs11_maker};
    for (size_t k = 0; k < KINDS; k++) {
        struct key_maker maker;

        assert_true(kinds[k].maker(kinds[k].settings, &maker, place.why));
        for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
            assert_true(maker.make(maker.self, wanted[i].use, wanted[i].name));
        maker.close(maker.self);
        open_port(&kinds[k]);
    }
    return 0;
}

static int close_all(void **state)
{
    for (size_t k = 0; k < KINDS; k++)
        kinds[k].port.close(kinds[k].port.self);
    return place_close(state);
}

static void a_signature_holds_under_the_public_half(void **state)
{
    (void)state;
    for (size_t k = 0; k < KINDS; k++) {
        const struct key_port *port = &kinds[k].port;
        struct ec_key *public = port->public_key(port->self, "shc-2026q4");
        uint8_t signature[EC_SIGNATURE_LEN];
        struct view is = view_of(signature, sizeof signature);

        assert_non_null(public);
        assert_true(port->sign(port->self, "shc-2026q4", view_text("one"), signature));
        assert_true(ec_verify(public, view_text("one"), is));
        assert_false(ec_verify(public, view_text("two"), is));
        assert_true(port->sign(port->self, "shc-2026q4", view_text(""), signature));
        assert_true(ec_verify(public, view_text(""), is));
        ec_key_free(&public);
    }
}

static void two_keys_are_told_apart(void **state)
{
    (void)state;
    for (size_t k = 0; k < KINDS; k++) {
        const struct key_port *port = &kinds[k].port;
        struct ec_key *public = port->public_key(port->self, "shc-2026q4");
        uint8_t signature[EC_SIGNATURE_LEN];

        assert_true(port->sign(port->self, "sheet-2026", view_text("one"), signature));
        assert_false(ec_verify(public, view_text("one"), view_of(signature, sizeof signature)));
        ec_key_free(&public);
    }
}

static void a_key_that_is_missing_is_a_no(void **state)
{
    const uint8_t key[AEAD_KEY_LEN] = {0};
    uint8_t out[EC_SIGNATURE_LEN];
    char longer[2 * KEYS_NAME_SIZE];
    struct bytes wrapped = bytes_new(128);

    (void)state;
    memset(longer, 'a', sizeof longer - 1);
    longer[sizeof longer - 1] = 0;
    for (size_t k = 0; k < KINDS; k++) {
        const struct key_port *port = &kinds[k].port;
        const char *const names[] = {"shc-2026", "", longer};

        for (size_t i = 0; i < 3; i++) {
            assert_false(port->sign(port->self, names[i], view_text("m"), out));
            assert_null(port->public_key(port->self, names[i]));
            assert_false(port->mac(port->self, names[i], view_text("m"), out));
            assert_false(port->wrap(port->self, names[i], view_text(""), key, &wrapped));
        }
        assert_false(port->sign(port->self, "wrap", view_text("m"), out));
        assert_false(port->mac(port->self, "shc-2026q4", view_text("m"), out));
        assert_null(port->public_key(port->self, "index"));
        assert_true(port->sign(port->self, "shc-2026q4", view_text("m"), out));
    }
    bytes_free(&wrapped);
}

static void a_mac_is_the_same_each_time(void **state)
{
    (void)state;
    for (size_t k = 0; k < KINDS; k++) {
        const struct key_port *port = &kinds[k].port;
        uint8_t a[SHA256_LEN], b[SHA256_LEN];

        assert_true(port->mac(port->self, "index", view_text("900000000010"), a));
        assert_true(port->mac(port->self, "index", view_text("900000000010"), b));
        assert_memory_equal(a, b, sizeof a);
        assert_true(port->mac(port->self, "index", view_text("900000000028"), b));
        assert_memory_not_equal(a, b, sizeof a);
    }
}

static void a_wrapped_key_opens_where_it_is_bound(void **state)
{
    const uint8_t key[AEAD_KEY_LEN] = {7, 8, 9};

    (void)state;
    for (size_t k = 0; k < KINDS; k++) {
        const struct key_port *port = &kinds[k].port;
        struct bytes a = bytes_new(128), b = bytes_new(128);
        uint8_t back[AEAD_KEY_LEN] = {0};

        assert_true(port->wrap(port->self, "wrap", view_text("131105"), key, &a));
        assert_true(port->wrap(port->self, "wrap", view_text("131105"), key, &b));
        assert_int_equal(a.len, AEAD_KEY_LEN + AEAD_OVERHEAD);
        assert_memory_not_equal(a.at, b.at, a.len);
        assert_true(port->unwrap(port->self, "wrap", view_text("131105"), bytes_view(&a), back));
        assert_memory_equal(back, key, sizeof key);
        assert_false(port->unwrap(port->self, "wrap", view_text("131130"), bytes_view(&a), back));
        assert_false(port->unwrap(port->self, "wrap", view_text(""), bytes_view(&a), back));
        assert_false(port->unwrap(port->self, "wrap", view_text("131105"),
                                  view_cut(bytes_view(&a), 0, a.len - 1), back));
        a.at[AEAD_NONCE_LEN] ^= 1;
        assert_false(port->unwrap(port->self, "wrap", view_text("131105"), bytes_view(&a), back));
        assert_true(port->unwrap(port->self, "wrap", view_text("131105"), bytes_view(&b), back));
        bytes_free(&a);
        bytes_free(&b);
    }
}

static void a_name_is_given_once(void **state)
{
    (void)state;
    for (size_t k = 0; k < KINDS; k++) {
        struct key_maker maker;

        assert_true(kinds[k].maker(kinds[k].settings, &maker, place.why));
        assert_false(maker.make(maker.self, KEY_USE_SIGN, "shc-2026q4"));
        assert_false(maker.make(maker.self, KEY_USE_WRAP, "wrap"));
        maker.close(maker.self);
    }
}

static void a_destroyed_key_signs_no_more(void **state)
{
    (void)state;
    for (size_t k = 0; k < KINDS; k++) {
        uint8_t out[EC_SIGNATURE_LEN];
        struct key_maker maker;

        kinds[k].port.close(kinds[k].port.self);
        assert_true(kinds[k].maker(kinds[k].settings, &maker, place.why));
        assert_true(maker.destroy(maker.self, KEY_USE_SIGN, "shc-2026q4"));
        assert_true(maker.destroy(maker.self, KEY_USE_SIGN, "shc-2026q4"));
        maker.close(maker.self);
        open_port(&kinds[k]);
        assert_false(kinds[k].port.sign(kinds[k].port.self, "shc-2026q4", view_text("m"), out));
        assert_true(kinds[k].port.sign(kinds[k].port.self, "sheet-2026", view_text("m"), out));
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_all, close_all)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_signature_holds_under_the_public_half), TEST(two_keys_are_told_apart),
        TEST(a_key_that_is_missing_is_a_no),           TEST(a_mac_is_the_same_each_time),
        TEST(a_wrapped_key_opens_where_it_is_bound),   TEST(a_name_is_given_once),
        TEST(a_destroyed_key_signs_no_more),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
