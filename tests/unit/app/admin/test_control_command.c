/* The operator's hand on the centre: what is given is written, what is not given stays. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/admin/control_command.h"

#include "drivers/host/command.h"
#include "drivers/host/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define NOTICE                                                                                     \
    "--ja", "点検中です。", "--en", "Closed for a check.", "--zh", "正在检修。", "--ko", "점검 중"

enum { WORDS_MAX = 16, FILE_MAX = 4096 };

static char folder[64], path[96];

static int make_folder(void **state)
{
    (void)state;
    (void)snprintf(folder, sizeof folder, "/tmp/akashi-control-XXXXXX");
    if (mkdtemp(folder) == NULL)
        return -1;
    (void)snprintf(path, sizeof path, "%s/control.conf", folder);
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    (void)unlink(path);
    return rmdir(folder);
}

/* Runs `centre WORDS… --control FILE`. */
static int run(const char *const *words)
{
    char text[WORDS_MAX][300], *argv[WORDS_MAX + 1] = {NULL};
    int argc = 0;

    for (; words[argc] != NULL; argc++)
        (void)snprintf(text[argc], sizeof text[argc], "%s", words[argc]);
    (void)snprintf(text[argc++], sizeof text[0], "--control");
    (void)snprintf(text[argc++], sizeof text[0], "%s", path);
    for (int i = 0; i < argc; i++)
        argv[i] = text[i];
    return control_command(argc, argv);
}

#define RUN(...) run((const char *const[]){__VA_ARGS__, NULL})

static bool says(const char *line)
{
    struct bytes text = bytes_new(FILE_MAX);
    bool said = file_read(path, &text) && memmem(text.at, text.len, line, strlen(line)) != NULL;

    bytes_free(&text);
    return said;
}

static void what_is_not_given_stays(void **state)
{
    (void)state;
    assert_int_equal(RUN("open", "--opens", "06:30", "--closes", "23:00"), EXIT_YES);
    assert_true(says("closed = no\n") && says("opens = 06:30\n") && says("closes = 23:00\n"));
    assert_int_equal(RUN("close", NOTICE), EXIT_YES);
    assert_true(says("closed = yes\n") && says("opens = 06:30\n") && says("ja = 点検中です。\n"));
    assert_int_equal(RUN("show"), EXIT_NO);
    assert_int_equal(RUN("open"), EXIT_YES);
    assert_true(says("closed = no\n") && says("en = Closed for a check.\n"));
    assert_int_equal(RUN("show"), EXIT_YES);
    assert_int_equal(RUN("open", "--no-notice"), EXIT_YES);
    assert_true(says("ja = \n") && says("closes = 23:00\n"));
}

/* What the centre would not read is not written: it would close the service for everybody. */
static void what_the_centre_would_not_read_is_refused(void **state)
{
    char long_[250];

    (void)state;
    memset(long_, 'a', sizeof long_ - 1);
    long_[sizeof long_ - 1] = 0;
    assert_int_equal(RUN("open"), EXIT_YES);
    assert_int_equal(RUN("open", "--opens", "6:30"), EXIT_CANNOT_TELL);
    assert_int_equal(RUN("open", "--opens", "24:01"), EXIT_CANNOT_TELL);
    assert_int_equal(RUN("open", "--opens", "12:60"), EXIT_CANNOT_TELL);
    assert_int_equal(RUN("open", "--opens", "1::00"), EXIT_CANNOT_TELL);
    assert_int_equal(RUN("close", "--ja", "点検中です。"), EXIT_CANNOT_TELL);
    assert_int_equal(RUN("close", NOTICE, "--en", "a; b"), EXIT_CANNOT_TELL);
    assert_int_equal(RUN("close", NOTICE, "--en", "a\nb"), EXIT_CANNOT_TELL);
    assert_int_equal(RUN("close", NOTICE, "--en", long_), EXIT_CANNOT_TELL);
    assert_int_equal(RUN("close", "--fee", "1"), EXIT_CANNOT_TELL);
    assert_int_equal(RUN("shut"), EXIT_CANNOT_TELL);
    assert_true(says("closed = no\n") && says("opens = 00:00\n") && says("ja = \n"));
}

/* A damaged file is not taken for an empty one: its hours would be gone. */
static void a_damaged_file_is_told(void **state)
{
    (void)state;
    assert_true(file_write(path, view_text("[service]\nclosed = no\nfee = 1\n"), 0644));
    assert_int_equal(RUN("open"), EXIT_CANNOT_TELL);
    assert_int_equal(RUN("show"), EXIT_CANNOT_TELL);
    assert_true(says("fee = 1\n"));
}

int main(void)
{
#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)
    const struct CMUnitTest tests[] = {
        IN_FOLDER(what_is_not_given_stays),
        IN_FOLDER(what_the_centre_would_not_read_is_refused),
        IN_FOLDER(a_damaged_file_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
