#include "place.h"

#define FOLDER "[keys]\nregister = register\nfolder = keys\norganisation = A City\n"
#define TOKEN  "[keys]\nregister = register\norganisation = A City\nmodule = " MODULE "\n"
#define ISSUER "[shc]\nissuer = https://akashi.example/issuer\n"

static struct key_settings settings;

static bool load(const char *text)
{
    char path[CONF_TEXT_SIZE];

    place_file("keys.conf", text, 0600);
    place_path(path, "keys.conf");
    return key_settings_load(path, &settings, place.why);
}

static void paths_start_from_the_file(void **state)
{
    char keys[CONF_TEXT_SIZE];

    (void)state;
    assert_true(load(FOLDER ISSUER));
    place_path(keys, "keys");
    assert_string_equal(settings.folder, keys);
    assert_false(settings.demo);
    assert_string_equal(settings.state, "JPN");
    assert_true(load(TOKEN "token = akashi\npin_file = pin\n" ISSUER));
    assert_string_equal(settings.module, MODULE);
    assert_true(load(TOKEN "token = akashi\npin_credential = pin\n" ISSUER));
}

static void what_is_unsafe_or_missing_is_named(void **state)
{
    static const struct {
        const char *text, *named;
    } cases[] = {
        {FOLDER, "shc.issuer"},
        {FOLDER "[shc]\nissuer = http://akashi.example\n", "shc.issuer"},
        {FOLDER "[shc]\nissuer = https://akashi.example/\n", "shc.issuer"},
        {"[keys]\nregister = register\norganisation = A City\n" ISSUER, "keys.folder"},
        {"[keys]\nfolder = keys\norganisation = A City\n" ISSUER, "keys.register"},
        {"[keys]\nregister = register\nfolder = keys\n" ISSUER, "keys.organisation"},
        {FOLDER "module = " MODULE "\n" ISSUER, "keys.module"},
        {TOKEN "pin_file = pin\n" ISSUER, "keys.token"},
        {TOKEN "token = akashi\n" ISSUER, "keys.pin_file"},
        {TOKEN "token = akashi\npin_file = pin\npin_credential = pin\n" ISSUER, "keys.pin_file"},
        {TOKEN "token = akashi\npin_credential = ../pin\n" ISSUER, "keys.pin_credential"},
        {TOKEN "token = akashi\npin_file = nowhere\n" ISSUER, "keys.pin_file"},
        {"[keys]\nregister = register\nmodule = /nowhere/module.so\n" ISSUER, "keys.module"},
        {FOLDER ISSUER "[vds]\nstate = jpn\n", "vds.state"},
        {FOLDER ISSUER "[vds]\nsigner = D\n", "vds.signer"},
        {FOLDER "pin = 1234\n" ISSUER, "keys.pin"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_false(load(cases[i].text));
        assert_non_null(strstr(place.why, cases[i].named));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PLACE_TEST(paths_start_from_the_file),
        PLACE_TEST(what_is_unsafe_or_missing_is_named),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
