#include "print/cage.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char folder[] = "/tmp/akashi-cage-XXXXXX";

/* What `script` says in the cage, and whether it ended well. */
static bool caged(const char *script, const char *input, char out[256])
{
    char words[512];
    char *arguments[] = {(char[]){"/bin/sh"}, (char[]){"-c"}, words, NULL};
    struct cage cage;

    (void)snprintf(words, sizeof words, "cd %s; %s", folder, script);
    assert_true(cage_start(&cage, arguments, view_text(input)));
    out[fread(out, 1, 255, cage.out)] = '\0';
    return cage_end(&cage, true);
}

static void test_it_reads_its_input_and_answers(void **state)
{
    char out[256];

    (void)state;
    assert_true(caged("read line; echo \"heard $line\"", "a page\n", out));
    assert_string_equal(out, "heard a page\n");
}

static void test_it_writes_no_file(void **state)
{
    char out[256];

    (void)state;
    assert_false(caged("echo before; echo page > here", "", out));
    assert_string_equal(out, "before\n");
    assert_int_equal(rmdir(folder), 0); /* nothing lies in it */
    assert_non_null(mkdtemp(memcpy(folder, "/tmp/akashi-cage-XXXXXX", sizeof folder)));
}

static void test_it_starts_no_other_program(void **state)
{
    char out[256];

    (void)state;
    assert_false(caged("echo before; /bin/echo hello", "", out));
    assert_string_equal(out, "before\n");
}

/* bash has sockets of its own; a plain shell has not. */
static void test_it_has_no_network(void **state)
{
    char script[] = "exec bash -c 'echo before; exec 3<>/dev/udp/127.0.0.1/9 && echo open'",
         out[256];

    (void)state;
    (void)caged(script, "", out);
    assert_string_equal(out, "before\n");
}

static void test_what_failed_did_not_end_well(void **state)
{
    char out[256];

    (void)state;
    assert_false(caged("exit 3", "", out));
}

static void test_what_is_not_there_does_not_end_well(void **state)
{
    char *arguments[] = {(char[]){"/nowhere/drawer"}, NULL};
    struct cage cage;

    (void)state;
    assert_true(cage_start(&cage, arguments, view_text("")));
    assert_false(cage_end(&cage, true));
}

static int set_up(void **state)
{
    (void)state;
    return mkdtemp(folder) != NULL ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    return rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_it_reads_its_input_and_answers),
        cmocka_unit_test(test_it_writes_no_file),
        cmocka_unit_test(test_it_starts_no_other_program),
        cmocka_unit_test(test_it_has_no_network),
        cmocka_unit_test(test_what_failed_did_not_end_well),
        cmocka_unit_test(test_what_is_not_there_does_not_end_well),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
