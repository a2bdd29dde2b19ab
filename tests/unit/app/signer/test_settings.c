#include "world.h"

#include "app/signer/settings.h"
#include "crypto/base/hex.h"

/* A configuration with a demo root beside it. */
static int files_open(void **state)
{
    char path[160], modulus[2 * CARD_SIGNATURE_LEN + 1], id[2 * CARD_KEY_ID_LEN + 1], line[1024];

    assert_int_equal(world_open(state), 0);
    hex_encode(view_of(w.maker.roots.root[0].key_id, CARD_KEY_ID_LEN), id);
    hex_encode(view_of(w.maker.roots.root[0].modulus, CARD_SIGNATURE_LEN), modulus);
    (void)snprintf(line, sizeof line, "# a test root\n%s %s\n", id, modulus);
    (void)snprintf(path, sizeof path, "%s/roots.txt", w.folder);
    assert_true(file_write(path, view_text(line), 0600));
    (void)snprintf(path, sizeof path, "%s/signer.conf", w.folder);
    assert_true(file_write(path,
                           view_text("[signer]\ndemo = yes\nsocket = signer.sock\n"
                                     "[areas]\nfolder = areas\n[keys]\nconfig = keys.conf\n"
                                     "[trust]\ncard_roots = roots.txt\n"),
                           0600));
    (void)snprintf(path, sizeof path, "%s/keys.conf", w.folder);
    assert_true(file_write(path,
                           view_text("[keys]\ndemo = yes\nregister = register\nfolder = keys\n"
                                     "[shc]\nissuer = https://akashi.example/issuer\n"),
                           0600));
    return 0;
}

static bool load(const char *set, struct settings *out)
{
    char path[160];
    const char *const sets[] = {set, NULL};

    (void)snprintf(path, sizeof path, "%s/signer.conf", w.folder);
    return settings_load(path, set != NULL ? sets : NULL, out, w.why);
}

static void paths_start_from_the_configuration(void **state)
{
    struct settings settings;

    (void)state;
    assert_true(load(NULL, &settings));
    assert_true(settings.demo);
    assert_string_equal(settings.areas, w.areas);
    assert_string_equal(settings.keys.folder, w.keys_folder);
    assert_string_equal(settings.keys.issuer, "https://akashi.example/issuer");
    assert_int_equal(settings.peer_uid, -1);
    assert_int_equal(settings.roots.count, 1);
}

/* R18: closed by default. */
static void test_roots_need_a_demo(void **state)
{
    struct settings settings;

    (void)state;
    assert_false(load("signer.demo=no", &settings));
    assert_non_null(strstr(w.why, "test root"));
}

static void unsafe_values_are_named(void **state)
{
    static const struct {
        const char *set, *named;
    } cases[] = {
        {"keys.config=nowhere", "keys.config"},
        {"keys.config=roots.txt", "line "},
        {"trust.card_roots=signer.conf", "trust.card_roots"},
        {"trust.card_roots=nowhere", "trust.card_roots"},
        {"signer.colour=red", "signer.colour"},
    };
    struct settings settings;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_false(load(cases[i].set, &settings));
        assert_non_null(strstr(w.why, cases[i].named));
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, files_open, world_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(paths_start_from_the_configuration),
        TEST(test_roots_need_a_demo),
        TEST(unsafe_values_are_named),
    };

    return cmocka_run_group_tests(tests, world_make, world_end);
}
