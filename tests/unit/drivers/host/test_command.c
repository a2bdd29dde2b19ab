#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "drivers/host/command.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define HELP "usage: akashi-x --config FILE [--set SECTION.KEY=VALUE]...\nmore\n"

static char shown[512];
static FILE *kept;
static int old_fd;

static void start_keeping(int fd)
{
    kept = tmpfile();
    assert_non_null(kept);
    fflush(NULL);
    old_fd = dup(fd);
    assert_true(old_fd >= 0 && dup2(fileno(kept), fd) == fd);
}

static void stop_keeping(int fd)
{
    size_t len = 0;

    fflush(NULL);
    assert_int_equal(dup2(old_fd, fd), fd);
    close(old_fd);
    rewind(kept);
    len = fread(shown, 1, sizeof shown - 1, kept);
    shown[len] = 0;
    fclose(kept);
}

static int count_args(char **argv)
{
    int argc = 0;

    while (argv[argc] != NULL)
        argc++;
    return argc;
}

static bool answered(char **argv)
{
    bool yes = false;

    start_keeping(STDOUT_FILENO);
    yes = command_answered(count_args(argv), argv, "akashi-x", HELP);
    stop_keeping(STDOUT_FILENO);
    return yes;
}

static bool service(char **argv, struct command_service *out)
{
    bool good = false;

    start_keeping(STDERR_FILENO);
    good = command_service(count_args(argv), argv, "akashi-x", HELP, out);
    stop_keeping(STDERR_FILENO);
    return good;
}

static void answers_help_and_version_anywhere(void **state)
{
    char *help[] = {(char[]){"akashi-x"}, (char[]){"--config"}, (char[]){"a"}, (char[]){"--help"},
                    NULL};
    char *version[] = {(char[]){"akashi-x"}, (char[]){"--version"}, NULL};
    char *none[] = {(char[]){"akashi-x"}, (char[]){"--"}, (char[]){"--help"}, NULL};

    (void)state;
    assert_true(answered(help));
    assert_string_equal(shown, HELP);
    assert_true(answered(version));
    assert_string_equal(shown, "akashi-x " AKASHI_VERSION "\n");
    assert_false(answered(none));
    assert_string_equal(shown, "");
}

static void reads_config_and_sets(void **state)
{
    char *argv[] = {(char[]){"akashi-x"}, (char[]){"--config=a.conf"}, (char[]){"--set"},
                    (char[]){"a.b=1"},    (char[]){"--set=c.d=2"},     NULL};
    struct command_service out;

    (void)state;
    assert_true(service(argv, &out));
    assert_string_equal(out.config, "a.conf");
    assert_string_equal(out.sets[0], "a.b=1");
    assert_string_equal(out.sets[1], "c.d=2");
    assert_null(out.sets[2]);
    assert_string_equal(shown, "");
}

static void misuse_is_one_line(void **state)
{
    static const struct {
        const char *first, *second, *says;
    } cases[] = {
        {NULL, NULL, "--config FILE is missing"},
        {"--config", NULL, "an option lacks its value"},
        {"--colour", NULL, "unknown option"},
        {"-x", NULL, "unknown option"},
        {"--config=a", "b", "takes options only"},
        {"--config=a", "--config=b", "--config is given twice"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char first[32] = "", second[32] = "", expected[256];
        char *argv[] = {(char[]){"akashi-x"}, cases[i].first != NULL ? first : NULL,
                        cases[i].second != NULL ? second : NULL, NULL};
        struct command_service out;

        snprintf(first, sizeof first, "%s", cases[i].first != NULL ? cases[i].first : "");
        snprintf(second, sizeof second, "%s", cases[i].second != NULL ? cases[i].second : "");
        assert_false(service(argv, &out));
        snprintf(expected, sizeof expected,
                 "akashi-x: %s (usage: akashi-x --config FILE [--set SECTION.KEY=VALUE]...)\n",
                 cases[i].says);
        assert_string_equal(shown, expected);
    }
}

static void too_many_sets_are_refused(void **state)
{
    char set[] = "--set=a.b=1", name[] = "akashi-x", config[] = "--config=a";
    char *argv[COMMAND_SETS_MAX + 4] = {name, config};
    struct command_service out;

    (void)state;
    for (size_t i = 0; i < COMMAND_SETS_MAX; i++)
        argv[2 + i] = set;
    assert_true(service(argv, &out));
    argv[2 + COMMAND_SETS_MAX] = set;
    assert_false(service(argv, &out));
    assert_non_null(strstr(shown, "too many --set"));
}

static void refusing_and_being_ready(void **state)
{
    (void)state;
    start_keeping(STDERR_FILENO);
    assert_int_equal(command_refuse("akashi-x", "no trust"), EXIT_CANNOT_TELL);
    stop_keeping(STDERR_FILENO);
    assert_string_equal(shown, "akashi-x: no trust\n");
    start_keeping(STDOUT_FILENO);
    command_ready(0);
    command_ready(8443);
    stop_keeping(STDOUT_FILENO);
    assert_string_equal(shown, "ready\nready port=8443\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_help_and_version_anywhere),
        cmocka_unit_test(reads_config_and_sets),
        cmocka_unit_test(misuse_is_one_line),
        cmocka_unit_test(too_many_sets_are_refused),
        cmocka_unit_test(refusing_and_being_ready),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
