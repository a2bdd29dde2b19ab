#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "drivers/host/conf.h"
#include "drivers/host/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct settings {
    char name[16], trust[CONF_TEXT_SIZE], key[CONF_TEXT_SIZE], note[16];
    int port;
    bool demo;
};

static struct settings got;
static char folder[64], path[128], why[CONF_WHY_SIZE];

static const struct conf_item items[] = {
    {"line.name", CONF_TEXT, got.name, sizeof got.name, NULL, 0, 0},
    {"line.port", CONF_NUMBER, &got.port, 0, "8443", 1, 65535},
    {"line.trust", CONF_PATH, got.trust, sizeof got.trust, "trust", 0, 0},
    {"line.key", CONF_FILE, got.key, sizeof got.key, "", 0, 0},
    {"line.note", CONF_TEXT, got.note, sizeof got.note, "", 0, 0},
    {"world.demo", CONF_YES, &got.demo, 0, "no", 0, 0},
};

static bool load_with(const char *text, const char *const *sets)
{
    memset(&got, 0, sizeof got);
    assert_true(file_write(path, view_text(text), 0600));
    return conf_load(path, sets, items, sizeof items / sizeof *items, why);
}

static bool load(const char *text)
{
    return load_with(text, NULL);
}

static int make_folder(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/akashi-conf-XXXXXX");
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/a.conf", folder);
    return 0;
}

static int drop_folder(void **state)
{
    char key[128];

    (void)state;
    snprintf(key, sizeof key, "%s/key.pem", folder);
    unlink(key);
    unlink(path);
    return rmdir(folder);
}

static void reads_values_and_fallbacks(void **state)
{
    char expected[CONF_TEXT_SIZE];

    (void)state;
    assert_true(load("; a comment\n[line]\nname = centre\nport = 9000\n[world]\ndemo = yes\n"));
    assert_string_equal(got.name, "centre");
    assert_int_equal(got.port, 9000);
    assert_true(got.demo);
    snprintf(expected, sizeof expected, "%s/trust", folder);
    assert_string_equal(got.trust, expected);
    assert_string_equal(got.key, "");
    assert_string_equal(why, "");
}

static void names_what_is_wrong(void **state)
{
    static const struct {
        const char *text, *why;
    } cases[] = {
        {"[line]\nport = 1\n", "line.name is missing"},
        {"[line]\nname =\n", "line.name has no value"},
        {"[line]\nname = a\ncolour = red\n", "line.colour is not a known key"},
        {"name = a\n", ".name is not a known key"},
        {"[line]\nname = a\nname = b\n", "line.name is given twice"},
        {"[line]\nname = seventeen letters\n", "line.name is too long"},
        {"[line]\nname = a\nport = 0\n", "line.port is outside what is safe"},
        {"[line]\nname = a\nport = 65536\n", "line.port is outside what is safe"},
        {"[line]\nname = a\nport = 99999999999999999999\n", "line.port is outside what is safe"},
        {"[line]\nname = a\nport = 80x\n", "line.port is not a whole number"},
        {"[line]\nname = a\n[world]\ndemo = true\n", "world.demo is neither yes nor no"},
        {"[line]\nname = a\nkey = gone.pem\n", "line.key names a file that is not there"},
        {"[line]\nname = a\x01\n", "line.name holds a control character"},
        {"[line]\nname\n", "line 2 is not understood"},
        {"[line\n", "line 1 is not understood"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_false(load(cases[i].text));
        assert_string_equal(why, cases[i].why);
    }
}

static void refuses_lines_that_would_be_split(void **state)
{
    char text[400];

    (void)state;
    snprintf(text, sizeof text, "[line]\nname = a\nnote = %0250d\n", 0);
    assert_false(load(text));
    assert_string_equal(why, "line 3 is too long");
}

static void a_missing_file_is_named(void **state)
{
    (void)state;
    assert_false(conf_load("/nowhere/a.conf", NULL, items, 1, why));
    assert_string_equal(why, "/nowhere/a.conf is not there");
    assert_false(conf_load(folder, NULL, items, 1, why));
    assert_non_null(strstr(why, "cannot be read"));
}

static void a_file_is_found_beside_the_configuration(void **state)
{
    char key[128];

    (void)state;
    snprintf(key, sizeof key, "%s/key.pem", folder);
    assert_true(file_write(key, view_text("x"), 0600));
    assert_true(load("[line]\nname = a\nkey = key.pem\n"));
    assert_string_equal(got.key, key);
}

static void sets_win_over_the_file(void **state)
{
    const char *sets[] = {"line.port=7000", "line.name=b=c", NULL};

    (void)state;
    assert_true(load_with("[line]\nname = a\nport = 9000\n", sets));
    assert_int_equal(got.port, 7000);
    assert_string_equal(got.name, "b=c");
}

static void wrong_sets_are_refused(void **state)
{
    const char *unknown[] = {"line.colour=red", NULL},
               *twice[] = {"line.port=1", "line.port=2", NULL}, *form[] = {"line.port", NULL};

    (void)state;
    assert_false(load_with("[line]\nname = a\n", unknown));
    assert_string_equal(why, "line.colour is not a known key");
    assert_false(load_with("[line]\nname = a\n", twice));
    assert_string_equal(why, "line.port is given twice");
    assert_false(load_with("[line]\nname = a\n", form));
    assert_string_equal(why, "--set needs SECTION.KEY=VALUE");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_values_and_fallbacks),
        cmocka_unit_test(names_what_is_wrong),
        cmocka_unit_test(refuses_lines_that_would_be_split),
        cmocka_unit_test(a_missing_file_is_named),
        cmocka_unit_test(a_file_is_found_beside_the_configuration),
        cmocka_unit_test(sets_win_over_the_file),
        cmocka_unit_test(wrong_sets_are_refused),
    };

    return cmocka_run_group_tests(tests, make_folder, drop_folder);
}
