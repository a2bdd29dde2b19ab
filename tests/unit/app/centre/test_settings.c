#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "app/centre/settings.h"
#include "crypto/x509.h"
#include "drivers/host/file.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_SIZE = 128, HOUR = 3600 };

static char folder[PATH_SIZE] = "/tmp/akashi-centre-XXXXXX";
static const char *const files[] = {"conf",       "roots", "test-roots", "sheet",
                                    "demo-sheet", "key",   "short"};

static const char *path_of(const char *name)
{
    static char paths[4][PATH_SIZE * 2];
    static size_t turn;

    turn = (turn + 1) % 4;
    (void)snprintf(paths[turn], sizeof paths[turn], "%s/%s", folder, name);
    return paths[turn];
}

/* A key id begins with a digit of ASCII: 1 for a real municipality, 9 for a test hierarchy. */
static void write_roots(const char *name, char first)
{
    char line[600];

    memset(line, '3', 32);
    line[1] = first;
    line[32] = ' ';
    memset(line + 33, 'c', 512);
    line[545] = '\n';
    assert_true(file_write(path_of(name), view_of(line, 546), 0644));
}

static void write_sheet_keys(void)
{
    struct x509_plan plan = {.organisation = X509_DEMO_ORGANISATION,
                             .name = "sheet",
                             .use = X509_USE_SIGNER,
                             .from = 1700000000,
                             .until = 1900000000};
    struct ec_key *key = ec_key_new();
    struct bytes pem = bytes_new(8192), cert = bytes_new(8192);

    assert_non_null(key);
    assert_true(ec_key_to_pem(key, &pem));
    assert_true(x509_make(&plan, key, NULL, (struct view){0}, &cert));
    assert_true(file_write(path_of("sheet"), bytes_view(&pem), 0600));
    assert_true(file_write(path_of("demo-sheet"), bytes_view(&cert), 0644));
    ec_key_free(&key);
    bytes_free(&pem);
    bytes_free(&cert);
}

static const char conf[] = "[centre]\ndemo = no\naddress = 127.0.0.1\nport = 0\nterms = 2026-1\n"
                           "fee = 300\n[line1]\nca = conf\ncertificate = conf\nkey = conf\n"
                           "[line2]\nca = conf\ncertificate = conf\nkey = conf\n"
                           "[vrs]\naddress = 127.0.0.1\nport = 4433\n"
                           "[trust]\ncard_roots = roots\nsheet_key = sheet\n"
                           "[state]\nkey = key\n[municipalities]\ncodes = 131105, 131130\n";

static int make_files(void **state)
{
    (void)state;
    assert_non_null(mkdtemp(folder));
    assert_true(file_write(path_of("conf"), view_text(conf), 0644));
    write_roots("roots", '1');
    write_roots("test-roots", '9');
    write_sheet_keys();
    assert_true(file_write(path_of("key"), view_text("0123456789abcdef0123456789abcdef"), 0600));
    assert_true(file_write(path_of("short"), view_text("0123456789abcdef"), 0600));
    return 0;
}

static int drop_files(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        assert_int_equal(unlink(path_of(files[i])), 0);
    return rmdir(folder);
}

static int64_t noon(void *self)
{
    (void)self;
    return 1795143600;
}

/* Starts with one value changed; "" where it starts, else the one line. */
static const char *start(const char *set, const char *second)
{
    static char why[CONF_WHY_SIZE];
    struct command_service options = {.config = path_of("conf"), .sets = {set, second}};
    struct settings settings;
    struct desk *desk = desk_new((struct clock_port){.seconds = noon});
    bool good = false;

    why[0] = 0;
    assert_non_null(desk);
    good = settings_load(&options, &settings, why) && settings_furnish(&settings, desk, why);
    assert_true(good == (why[0] == 0));
    if (good) {
        assert_true(desk_offers(desk, "131105"));
        assert_string_equal(desk->terms, settings.terms);
        assert_memory_equal(desk->state_key, "0123456789abcdef0123456789abcdef", AEAD_KEY_LEN);
    }
    desk_free(&desk);
    return why;
}

static void a_good_configuration_starts(void **state)
{
    (void)state;
    assert_string_equal(start(NULL, NULL), "");
    assert_string_equal(start("municipalities.codes=131105", NULL), "");
}

/* CTR-15, R18: the start-up matrix of wrong configurations; each is named by its key. */
static void a_wrong_configuration_does_not(void **state)
{
    static const struct {
        const char *set, *names;
    } cases[] = {
        {"trust.card_roots=test-roots", "trust.card_roots"},
        {"trust.card_roots=sheet", "trust.card_roots"},
        {"trust.card_roots=nowhere", "trust.card_roots"},
        {"trust.sheet_key=demo-sheet", "trust.sheet_key"},
        {"trust.sheet_key=roots", "trust.sheet_key"},
        {"state.key=short", "state.key"},
        {"state.key=roots", "state.key"},
        {"municipalities.codes=131105,131105", "municipalities.codes"},
        {"municipalities.codes=131106", "municipalities.codes"},
        {"municipalities.codes=13110", "municipalities.codes"},
        {"municipalities.codes=131105 131130x", "municipalities.codes"},
        {"municipalities.codes=,", "municipalities.codes"},
        {"centre.terms=a version text that is too long", "centre.terms"},
        {"centre.fee=-1", "centre.fee"},
        {"centre.port=65536", "centre.port"},
        {"centre.demo=perhaps", "centre.demo"},
        {"centre.other=1", "centre.other"},
        {"vrs.port=", "vrs.port"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *why = start(cases[i].set, NULL);

        if (strstr(why, cases[i].names) == NULL)
            fail_msg("%s: \"%s\"", cases[i].set, why);
    }
}

static void the_demo_world_takes_its_own(void **state)
{
    (void)state;
    assert_string_equal(start("centre.demo=yes", "trust.card_roots=test-roots"), "");
    assert_string_equal(start("centre.demo=yes", "trust.sheet_key=demo-sheet"), "");
}

static void a_state_key_for_everybody_is_refused(void **state)
{
    (void)state;
    assert_int_equal(chmod(path_of("key"), 0640), 0);
    assert_non_null(strstr(start(NULL, NULL), "state.key"));
    assert_int_equal(chmod(path_of("key"), 0600), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_good_configuration_starts),
        cmocka_unit_test(a_wrong_configuration_does_not),
        cmocka_unit_test(the_demo_world_takes_its_own),
        cmocka_unit_test(a_state_key_for_everybody_is_refused),
    };

    return cmocka_run_group_tests(tests, make_files, drop_files);
}
