#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "drivers/keys/memory.h"

#include "crypto/random.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[64];
static char why[KEYS_WHY_SIZE];

static void put(const char *name, struct view content, mode_t mode)
{
    int at = open(folder, O_RDONLY | O_DIRECTORY);
    int fd = openat(at, name, O_CREAT | O_TRUNC | O_WRONLY, 0600);

    assert_true(fd >= 0);
    assert_int_equal(write(fd, content.at, content.len), content.len);
    assert_int_equal(fchmod(fd, mode), 0);
    close(fd);
    close(at);
}

static void put_pair(const char *name, mode_t mode)
{
    struct ec_key *key = ec_key_new();
    struct bytes pem = bytes_new(4096);

    assert_non_null(key);
    assert_true(ec_key_to_pem(key, &pem));
    put(name, bytes_view(&pem), mode);
    bytes_free(&pem);
    ec_key_free(&key);
}

static int set_up(void **state)
{
    const uint8_t secret[AEAD_KEY_LEN] = {1, 2, 3};

    (void)state;
    (void)snprintf(folder, sizeof folder, "/tmp/akashi-keys-XXXXXX");
    assert_non_null(mkdtemp(folder));
    put_pair("shc-1.pem", 0600);
    put("wrap.key", view_of(secret, sizeof secret), 0600);
    put("index.key", view_of(secret, sizeof secret), 0600);
    why[0] = 0;
    return 0;
}

static int tear_down(void **state)
{
    const char *const names[] = {"shc-1.pem", "wrap.key", "index.key",
                                 "DEMO",      "more.key", "more.pem"};
    int at = open(folder, O_RDONLY | O_DIRECTORY);

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        (void)unlinkat(at, names[i], 0);
    close(at);
    return rmdir(folder);
}

static void signs_with_the_named_pair_only(void **state)
{
    struct key_port keys;
    uint8_t signature[EC_SIGNATURE_LEN];
    struct ec_key *public = NULL;

    (void)state;
    assert_true(keys_memory_open(folder, false, &keys, why));
    assert_true(keys.sign(keys.self, "shc-1", view_text("m"), signature));
    public = keys.public_key(keys.self, "shc-1");
    assert_non_null(public);
    assert_true(ec_verify(public, view_text("m"), view_of(signature, sizeof signature)));
    assert_false(keys.sign(keys.self, "sheet-1", view_text("m"), signature));
    assert_false(keys.sign(keys.self, "wrap", view_text("m"), signature));
    assert_null(keys.public_key(keys.self, "index"));
    ec_key_free(&public);
    keys.close(keys.self);
}

static void gives_out_no_private_key(void **state)
{
    struct key_port keys;
    struct bytes pem = bytes_new(4096);
    struct ec_key *public = NULL;

    (void)state;
    assert_true(keys_memory_open(folder, false, &keys, why));
    public = keys.public_key(keys.self, "shc-1");
    assert_false(ec_key_to_pem(public, &pem));
    bytes_free(&pem);
    ec_key_free(&public);
    keys.close(keys.self);
}

static void wraps_and_unwraps_bound_keys(void **state)
{
    struct key_port keys;
    uint8_t key[AEAD_KEY_LEN] = {7}, back[AEAD_KEY_LEN] = {0};
    struct bytes wrapped = bytes_new(128);

    (void)state;
    assert_true(keys_memory_open(folder, false, &keys, why));
    assert_true(keys.wrap(keys.self, "wrap", view_text("131105"), key, &wrapped));
    assert_true(keys.unwrap(keys.self, "wrap", view_text("131105"), bytes_view(&wrapped), back));
    assert_memory_equal(key, back, sizeof key);
    assert_false(keys.unwrap(keys.self, "wrap", view_text("131130"), bytes_view(&wrapped), back));
    assert_false(keys.wrap(keys.self, "shc-1", view_text(""), key, &wrapped));
    bytes_free(&wrapped);
    keys.close(keys.self);
}

static void macs_differ_with_the_message(void **state)
{
    struct key_port keys;
    uint8_t a[SHA256_LEN], b[SHA256_LEN];

    (void)state;
    assert_true(keys_memory_open(folder, false, &keys, why));
    assert_true(keys.mac(keys.self, "index", view_text("a"), a));
    assert_true(keys.mac(keys.self, "index", view_text("b"), b));
    assert_memory_not_equal(a, b, sizeof a);
    assert_false(keys.mac(keys.self, "none", view_text("a"), a));
    keys.close(keys.self);
}

static void refuses_keys_that_others_can_read(void **state)
{
    struct key_port keys;

    (void)state;
    put_pair("more.pem", 0640);
    assert_false(keys_memory_open(folder, false, &keys, why));
    assert_non_null(strstr(why, "more.pem"));
    put_pair("more.pem", 0600);
    assert_true(keys_memory_open(folder, false, &keys, why));
    keys.close(keys.self);
}

static void refuses_what_is_not_a_key(void **state)
{
    struct key_port keys;

    (void)state;
    put("more.key", view_text("short"), 0600);
    assert_false(keys_memory_open(folder, false, &keys, why));
    put("more.key", view_text("0123456789abcdef0123456789abcdef"), 0600);
    put("more.pem", view_text("-----BEGIN NOTHING-----"), 0600);
    assert_false(keys_memory_open(folder, false, &keys, why));
}

static void refuses_demo_keys_unless_demo(void **state)
{
    struct key_port keys;

    (void)state;
    put(KEYS_DEMO_MARK, view_text(""), 0600);
    assert_false(keys_memory_open(folder, false, &keys, why));
    assert_non_null(strstr(why, "demo"));
    assert_true(keys_memory_open(folder, true, &keys, why));
    keys.close(keys.self);
}

static void refuses_a_folder_that_is_not_there(void **state)
{
    struct key_port keys;

    (void)state;
    assert_false(keys_memory_open("/tmp/akashi-no-such-folder", true, &keys, why));
    assert_non_null(strstr(why, "no such folder"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(signs_with_the_named_pair_only, set_up, tear_down),
        cmocka_unit_test_setup_teardown(gives_out_no_private_key, set_up, tear_down),
        cmocka_unit_test_setup_teardown(wraps_and_unwraps_bound_keys, set_up, tear_down),
        cmocka_unit_test_setup_teardown(macs_differ_with_the_message, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refuses_keys_that_others_can_read, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refuses_what_is_not_a_key, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refuses_demo_keys_unless_demo, set_up, tear_down),
        cmocka_unit_test(refuses_a_folder_that_is_not_there),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
