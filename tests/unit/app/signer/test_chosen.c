/* Which key signs: by the register and the date, and never one outside its time (VRS-59). */
#include "world.h"

#include <limits.h>

enum { DAY = 24 * 60 * 60 };

static void write_register(void)
{
    assert_true(key_register_write(w.settings.record, &w.named));
}

/* The next quarter's key, as akashi-admin makes it. The signer finds it when it starts again. */
static int open_with_next(void **state)
{
    assert_int_equal(world_open(state), 0);
    world_pair("shc-2");
    signer_close(&w.signer);
    w.keys.close(w.keys.self);
    assert_true(keys_memory_open(w.keys_folder, false, &w.keys, w.why));
    world_name("shc-2", "shc", 180);
    w.named.at[2].from = w.now + 10 * DAY;
    write_register();
    world_start();
    return 0;
}

static enum err visit(void)
{
    struct walk walk = walk_new();
    enum err code = walk_records(&walk);

    if (code == ERR_OK)
        code = walk_certificate(&walk);
    walk_free(&walk);
    return code;
}

static bool take_kid(void *to, const struct store_value *column, size_t count)
{
    return count == 1 && store_get_text(column, to, JWK_THUMBPRINT_SIZE);
}

/* A visit now ends with a certificate that is booked under this key. */
static void signs_with(size_t entry)
{
    char path[160], kid[JWK_THUMBPRINT_SIZE] = "";
    struct store_port store;

    assert_int_equal(visit(), ERR_OK);
    (void)snprintf(path, sizeof path, "%s/ledger.db", w.area);
    assert_true(store_sqlite_open(path, STORE_READ, &store));
    assert_int_equal(store.run(store.self,
                               "SELECT kid FROM issue ORDER BY reserved_at DESC LIMIT 1", NULL, 0,
                               take_kid, kid),
                     STORE_DONE);
    store.close(store.self);
    assert_string_equal(kid, w.named.at[entry].kid);
}

static void the_key_that_began_last_signs(void **state)
{
    (void)state;
    signs_with(0);
    w.now += 10 * DAY - 1;
    signs_with(0);
    w.now += 1;
    signs_with(2);
}

/* Nothing is reserved, so no serial is lost over it. */
static void a_key_outside_its_time_does_not_sign(void **state)
{
    (void)state;
    w.now = w.named.at[0].until - 1;
    signs_with(0);
    w.now += 1;
    assert_int_equal(visit(), AK_K64);
    assert_int_equal(world_counts().entries, 1);
    assert_int_equal(world_counts().signatures, 1);
}

/* The signer runs on; the next minute it knows. */
static void a_withdrawn_key_signs_no_more(void **state)
{
    (void)state;
    w.now += 11 * DAY;
    signs_with(2);
    w.named.at[2].state = KEY_WITHDRAWN;
    write_register();
    w.now += 60;
    signer_tick(w.signer);
    signs_with(0);
    w.named.at[0].state = KEY_RETIRED;
    write_register();
    w.now += 60;
    signer_tick(w.signer);
    assert_int_equal(visit(), AK_K64);
}

/* A register that cannot be read for a moment stops nobody. */
static void a_broken_register_leaves_the_keys_as_they_were(void **state)
{
    char path[PATH_MAX];

    (void)state;
    (void)snprintf(path, sizeof path, "%s/register.json", w.settings.record);
    assert_true(file_write(path, view_text("{"), 0600));
    signer_tick(w.signer);
    signs_with(0);
    signer_close(&w.signer);
    assert_null(signer_open(&w.plan, w.why));
    assert_string_equal(w.why, err_meaning(AK_K67));
}

/* Another key under the registered name: the one before it goes on while it may. */
static void a_key_that_is_not_the_registered_one_is_left_out(void **state)
{
    (void)state;
    signer_close(&w.signer);
    memset(w.named.at[2].kid, 'A', JWK_THUMBPRINT_LEN);
    write_register();
    world_start();
    w.now += 11 * DAY;
    signs_with(0);
}

/* R18. */
static void keys_of_a_demo_are_for_demos(void **state)
{
    (void)state;
    signer_close(&w.signer);
    w.named.demo = true;
    write_register();
    assert_null(signer_open(&w.plan, w.why));
    assert_string_equal(w.why, err_meaning(AK_K67));
    w.settings.demo = true;
    world_start();
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_with_next, world_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_key_that_began_last_signs),
        WORLD_TEST(a_key_outside_its_time_does_not_sign),
        TEST(a_withdrawn_key_signs_no_more),
        TEST(a_broken_register_leaves_the_keys_as_they_were),
        TEST(a_key_that_is_not_the_registered_one_is_left_out),
        WORLD_TEST(keys_of_a_demo_are_for_demos),
    };

    return cmocka_run_group_tests(tests, world_make, world_end);
}
