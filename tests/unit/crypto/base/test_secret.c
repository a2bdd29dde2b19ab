#include "crypto/base/secret.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include <cmocka.h>

/* Reads the flags that the kernel shows for the page of `at`. */
static void flags_of(const void *at, char *out, size_t size)
{
    FILE *maps = fopen("/proc/self/smaps", "r");
    char line[512];
    unsigned long from = 0, to = 0;
    int here = 0;

    assert_non_null(maps);
    out[0] = 0;
    while (fgets(line, sizeof line, maps) != NULL) {
        if (sscanf(line, "%lx-%lx ", &from, &to) == 2)
            here = from <= (unsigned long)at && (unsigned long)at < to;
        else if (here && strncmp(line, "VmFlags:", 8) == 0)
            snprintf(out, size, "%s", line);
    }
    fclose(maps);
}

static void pages_are_locked_undumped_and_not_inherited(void **state)
{
    char *at = secret_new(10), flags[512];

    (void)state;
    assert_non_null(at);
    flags_of(at, flags, sizeof flags);
#ifndef __SANITIZE_ADDRESS__ /* under which mlock does nothing */
    assert_non_null(strstr(flags, " lo"));
#endif
    assert_non_null(strstr(flags, " dd"));
    assert_non_null(strstr(flags, " dc"));
    secret_free(at, 10);
    secret_free(NULL, 10);
}

static void the_process_leaves_no_core(void **state)
{
    struct rlimit core = {1, 1};

    (void)state;
    assert_true(secret_process());
    assert_int_equal(prctl(PR_GET_DUMPABLE, 0, 0, 0, 0), 0);
    assert_int_equal(getrlimit(RLIMIT_CORE, &core), 0);
    assert_int_equal(core.rlim_max, 0);
}

static void the_wiping_heap_keeps_content_when_it_grows(void **state)
{
    char *at = wiping_malloc(8);

    (void)state;
    memcpy(at, "1234567", 8);
    at = wiping_realloc(at, 5000);
    assert_string_equal(at, "1234567");
    at = wiping_realloc(at, 4);
    assert_memory_equal(at, "1234", 4);
    wiping_free(at);
    wiping_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_are_locked_undumped_and_not_inherited),
        cmocka_unit_test(the_wiping_heap_keeps_content_when_it_grows),
        cmocka_unit_test(the_process_leaves_no_core),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
