#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/verify/basis.h"
#include "app/verify/seen.h"
#include "drivers/host/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DAY = 86400 };

static const int64_t made = 1795132800;

static char folder[64], state_folder[96], path[160], why[BASIS_WHY_SIZE];
static struct ec_key *root;
static struct basis basis;

static const char *in_folder(const char *name)
{
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static void put_root(const struct ec_key *key)
{
    struct bytes pem = bytes_new(1024);

    assert_true(ec_key_public_pem(key, &pem));
    assert_true(file_write(in_folder("root.pem"), bytes_view(&pem), 0600));
    bytes_free(&pem);
}

static void put_bundle(int number)
{
    char payload[256];
    struct bytes jws = bytes_new(TRUST_TEXT_MAX);

    snprintf(payload, sizeof payload,
             "{\"akashi\":\"trust-1\",\"number\":%d,\"made\":%lld,\"shc\":[],\"withdrawn\":[],"
             "\"withdrawn_keys\":[],\"csca\":[],\"crl\":[],\"dcc\":[]}",
             number, (long long)made);
    assert_true(trust_seal(view_text(payload), root, &jws));
    assert_true(file_write(in_folder("trust.jws"), bytes_view(&jws), 0600));
    bytes_free(&jws);
}

static int make(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/akashi-basis-XXXXXX");
    assert_non_null(mkdtemp(folder));
    snprintf(state_folder, sizeof state_folder, "%s/state", folder);
    root = ec_key_new();
    assert_non_null(root);
    put_root(root);
    put_bundle(12);
    return 0;
}

static int drop(void **state)
{
    char kid[JWK_THUMBPRINT_SIZE] = "";

    (void)state;
    basis_close(&basis);
    if (jwk_thumbprint(root, kid))
        snprintf(path, sizeof path, "%s/%s", state_folder, kid);
    unlink(path);
    rmdir(state_folder);
    unlink(state_folder);
    unlink(in_folder("trust.jws"));
    unlink(in_folder("root.pem"));
    ec_key_free(&root);
    return rmdir(folder);
}

static enum err open_at(int64_t clock, int64_t at)
{
    const struct basis_wish wish = {
        .folder = folder, .state = state_folder, .clock = clock, .at = at, .max_age = 30 * DAY};

    basis_close(&basis);
    assert_true(basis_open(&wish, &basis, why));
    return basis.code;
}

static void age_is_judged_at_the_time_asked_about(void **state)
{
    (void)state;
    assert_int_equal(open_at(made, made), ERR_OK);
    assert_true(basis.remembered);
    assert_int_equal(basis_age_days(&basis), 0);
    assert_int_equal(open_at(made + 30 * DAY, made + 30 * DAY), ERR_OK);
    assert_int_equal(basis_age_days(&basis), 30);
    assert_int_equal(open_at(made + 30 * DAY + 1, made + 30 * DAY + 1), AK_V74);
    /* What was known then suffices for what is asked of then. */
    assert_int_equal(open_at(made + 90 * DAY, made + DAY), ERR_OK);
    /* A later edition knows more of an earlier day, not less. */
    assert_int_equal(open_at(made, made - 900 * DAY), ERR_OK);
    assert_int_equal(basis_age_days(&basis), 0);
    /* Of a day to come, today's edition says nothing. */
    assert_int_equal(open_at(made, made + 31 * DAY), AK_V74);
}

static void a_bundle_from_the_future_is_no_ground(void **state)
{
    (void)state;
    assert_int_equal(open_at(made - DAY, made - DAY), ERR_OK);
    assert_int_equal(open_at(made - DAY - 1, made - DAY - 1), AK_V75);
    /* --at helps where the machine's clock stands wrong. */
    assert_int_equal(open_at(0, made), ERR_OK);
}

/* W12: who puts an old bundle back gives nothing back. */
static void older_editions_are_refused(void **state)
{
    (void)state;
    assert_int_equal(open_at(made, made), ERR_OK);
    put_bundle(11);
    assert_int_equal(open_at(made, made), AK_V73);
    put_bundle(14);
    assert_int_equal(open_at(made, made), ERR_OK);
    put_bundle(13);
    assert_int_equal(open_at(made, made), AK_V73);
    put_bundle(14);
    assert_int_equal(open_at(made, made), ERR_OK);
}

static void editions_are_counted_by_root(void **state)
{
    struct ec_key *first = root;
    char kid[JWK_THUMBPRINT_SIZE];

    (void)state;
    assert_int_equal(open_at(made, made), ERR_OK);
    assert_true(jwk_thumbprint(first, kid));
    root = ec_key_new();
    assert_non_null(root);
    put_root(root);
    put_bundle(1);
    assert_int_equal(open_at(made, made), ERR_OK);
    snprintf(path, sizeof path, "%s/%s", state_folder, kid);
    assert_int_equal(unlink(path), 0);
    ec_key_free(&first);
}

static void what_cannot_be_kept_is_told_and_not_fatal(void **state)
{
    char kid[JWK_THUMBPRINT_SIZE];

    (void)state;
    assert_true(file_write(state_folder, view_text("in the way"), 0600));
    assert_int_equal(open_at(made, made), ERR_OK);
    assert_false(basis.remembered);
    assert_int_equal(unlink(state_folder), 0);
    /* A number that cannot be read is told once, and put right. */
    assert_true(jwk_thumbprint(root, kid));
    assert_int_equal(mkdir(state_folder, 0700), 0);
    snprintf(path, sizeof path, "%s/%s", state_folder, kid);
    assert_true(file_write(path, view_text("12x\n"), 0600));
    assert_int_equal(open_at(made, made), ERR_OK);
    assert_false(basis.remembered);
    assert_int_equal(open_at(made, made), ERR_OK);
    assert_true(basis.remembered);
}

static void another_root_wins_nothing(void **state)
{
    struct ec_key *other = ec_key_new();

    (void)state;
    assert_non_null(other);
    put_root(other);
    assert_int_equal(open_at(made, made), AK_V71);
    assert_null(basis.trust);
    ec_key_free(&other);
}

static void a_pinned_root_stands_above_the_folders(void **state)
{
    struct ec_key *other = ec_key_new();
    struct bytes pem = bytes_new(1024);
    char pinned[160];
    struct basis_wish wish = {.folder = folder, .root = pinned, .clock = made, .at = made};

    (void)state;
    assert_non_null(other);
    snprintf(pinned, sizeof pinned, "%s/pinned.pem", folder);
    assert_true(ec_key_public_pem(root, &pem));
    assert_true(file_write(pinned, bytes_view(&pem), 0600));
    put_root(other);
    assert_true(basis_open(&wish, &basis, why));
    assert_int_equal(basis.code, ERR_OK);
    assert_false(basis.remembered); /* there was no folder for that */
    assert_int_equal(unlink(pinned), 0);
    basis_close(&basis);
    assert_false(basis_open(&wish, &basis, why));
    assert_non_null(strstr(why, "pinned.pem"));
    bytes_free(&pem);
    ec_key_free(&other);
}

static void missing_files_are_named(void **state)
{
    const struct basis_wish wish = {.folder = folder}, nobody = {.at = made};

    (void)state;
    assert_int_equal(unlink(in_folder("trust.jws")), 0);
    assert_false(basis_open(&wish, &basis, why));
    assert_non_null(strstr(why, "trust.jws"));
    assert_int_equal(unlink(in_folder("root.pem")), 0);
    assert_false(basis_open(&wish, &basis, why));
    assert_non_null(strstr(why, "root"));
    assert_true(basis_open(&nobody, &basis, why));
    assert_null(basis.trust);
    assert_int_equal(basis.code, ERR_OK);
}

static void the_state_has_its_place(void **state)
{
    char at[PATH_MAX];

    (void)state;
    assert_int_equal(setenv("XDG_STATE_HOME", "/s", 1), 0);
    assert_true(seen_folder(at));
    assert_string_equal(at, "/s/akashi/verify");
    assert_int_equal(setenv("XDG_STATE_HOME", "not/absolute", 1), 0);
    assert_int_equal(setenv("HOME", "/h", 1), 0);
    assert_true(seen_folder(at));
    assert_string_equal(at, "/h/.local/state/akashi/verify");
    assert_int_equal(unsetenv("XDG_STATE_HOME") | unsetenv("HOME"), 0);
    assert_false(seen_folder(at));
}

#define BASIS_TEST(name) cmocka_unit_test_setup_teardown(name, make, drop)

int main(void)
{
    const struct CMUnitTest tests[] = {
        BASIS_TEST(age_is_judged_at_the_time_asked_about),
        BASIS_TEST(a_bundle_from_the_future_is_no_ground),
        BASIS_TEST(older_editions_are_refused),
        BASIS_TEST(editions_are_counted_by_root),
        BASIS_TEST(what_cannot_be_kept_is_told_and_not_fatal),
        BASIS_TEST(another_root_wins_nothing),
        BASIS_TEST(a_pinned_root_stands_above_the_folders),
        BASIS_TEST(missing_files_are_named),
        cmocka_unit_test(the_state_has_its_place),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
