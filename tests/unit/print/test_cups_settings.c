#include "print/cups_settings.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PATH_SIZE = 256, WHY_SIZE = 256 };

/* /dev/shm is memory on every Linux; the root folder of proc is neither memory nor a disk. */
static char folder[] = "/dev/shm/akashi-cups-XXXXXX";

static void write_file(const char *name, const char *text)
{
    char path[PATH_SIZE];
    FILE *file = NULL;

    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    file = fopen(path, "we");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

/* Settings that are safe, but for one line. */
static bool safe_with(const char *files_line, const char *cupsd_line, char why[WHY_SIZE])
{
    char files[1024], cupsd[1024];

    (void)snprintf(files, sizeof files, "# spool\nRequestRoot %s\nCacheDir %s\n\tTempDir %s\n%s\n",
                   folder, folder, folder, files_line);
    (void)snprintf(cupsd, sizeof cupsd,
                   "preservejobfiles no\nPreserveJobHistory 300\nDirtyCleanInterval 3600\n"
                   "<Location />\n  Order allow,deny\n</Location>\n%s\n",
                   cupsd_line);
    write_file("cups-files.conf", files);
    write_file("cupsd.conf", cupsd);
    why[0] = '\0';
    return cups_settings_safe(folder, why, WHY_SIZE);
}

static void test_nothing_stays_behind(void **state)
{
    char why[WHY_SIZE];

    (void)state;
    assert_true(safe_with("", "", why));
}

/* KSK-19, and the traps of a queue: each setting alone stops the start, and is named. */
static void test_each_setting_counts(void **state)
{
    static const struct {
        const char *files, *cupsd, *named;
    } cases[] = {
        {"RequestRoot /proc", "", "RequestRoot"},
        {"CacheDir /proc", "", "CacheDir"},
        {"TempDir /proc", "", "TempDir"},
        {"TempDir /dev/shm/akashi-nowhere", "", "TempDir"},
        {"", "PreserveJobFiles Yes", "PreserveJobFiles"},
        {"", "PreserveJobFiles 60", "PreserveJobFiles"},
        {"", "PreserveJobHistory Yes", "PreserveJobHistory"},
        {"", "PreserveJobHistory 86400", "PreserveJobHistory"},
        {"", "PreserveJobHistory No", "PreserveJobHistory"},
        {"", "DirtyCleanInterval 0", "DirtyCleanInterval"},
        {"", "DirtyCleanInterval", "DirtyCleanInterval"},
        {"", "LogLevel debug2", "LogLevel"},
    };
    char why[WHY_SIZE];

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        print_message("%s%s\n", cases[i].files, cases[i].cupsd);
        assert_false(safe_with(cases[i].files, cases[i].cupsd, why));
        assert_non_null(strstr(why, cases[i].named));
    }
}

static void test_what_cannot_be_read_is_not_safe(void **state)
{
    char why[WHY_SIZE];

    (void)state;
    assert_false(cups_settings_safe("/dev/shm/akashi-nowhere", why, sizeof why));
    assert_non_null(strstr(why, "cannot be read"));
}

static int set_up(void **state)
{
    (void)state;
    return mkdtemp(folder) != NULL ? 0 : -1;
}

static int tear_down(void **state)
{
    char path[PATH_SIZE];

    (void)state;
    (void)snprintf(path, sizeof path, "%s/cups-files.conf", folder);
    (void)unlink(path);
    (void)snprintf(path, sizeof path, "%s/cupsd.conf", folder);
    (void)unlink(path);
    return rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing_stays_behind),
        cmocka_unit_test(test_each_setting_counts),
        cmocka_unit_test(test_what_cannot_be_read_is_not_safe),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
