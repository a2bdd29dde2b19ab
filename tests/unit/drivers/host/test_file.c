#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "drivers/host/file.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[64], path[128];

static int make_folder(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/akashi-file-XXXXXX");
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/one", folder);
    return 0;
}

static int drop_folder(void **state)
{
    (void)state;
    unlink(path);
    return rmdir(folder);
}

static size_t count_files(void)
{
    DIR *at = opendir(folder);
    size_t count = 0;

    assert_non_null(at);
    for (struct dirent *entry = readdir(at); entry != NULL; entry = readdir(at))
        count += entry->d_name[0] != '.';
    closedir(at);
    return count;
}

static void reads_back_what_was_written(void **state)
{
    struct bytes big = bytes_new(100000), back = bytes_new(200000);
    struct stat at = {0};
    uint8_t *to = bytes_room(&big, 100000);

    (void)state;
    assert_non_null(to);
    for (size_t i = 0; i < 100000; i++)
        to[i] = (uint8_t)(i * 7);
    big.len = 100000;
    assert_true(file_write(path, bytes_view(&big), 0640));
    assert_true(bytes_append_text(&back, "x"));
    assert_true(file_read(path, &back));
    assert_true(view_equal(view_from(bytes_view(&back), 1), bytes_view(&big)));
    assert_int_equal(stat(path, &at), 0);
    assert_int_equal(at.st_mode & 0777, 0640);
    assert_int_equal(count_files(), 1);
    bytes_free(&big);
    bytes_free(&back);
}

static void the_bound_is_exact(void **state)
{
    struct bytes five = bytes_new(5), four = bytes_new(4);

    (void)state;
    assert_true(file_write(path, view_text("12345"), 0600));
    assert_true(file_read(path, &five));
    assert_int_equal(five.len, 5);
    assert_false(file_read(path, &four));
    assert_int_equal(four.len, 0);
    bytes_free(&five);
    bytes_free(&four);
}

static void failures_leave_nothing(void **state)
{
    struct bytes out = bytes_new(10);
    char nowhere[160];

    (void)state;
    assert_true(bytes_append_text(&out, "ab"));
    assert_false(file_read("/nowhere/at/all", &out));
    assert_false(file_read(folder, &out));
    assert_int_equal(out.len, 2);
    snprintf(nowhere, sizeof nowhere, "%s/none/one", folder);
    assert_false(file_write(nowhere, view_text("x"), 0600));
    /* A folder cannot be replaced: the new file beside it must go again. */
    snprintf(nowhere, sizeof nowhere, "%s/sub", folder);
    assert_true(file_folder(nowhere, 0700));
    assert_false(file_write(nowhere, view_text("x"), 0600));
    assert_int_equal(rmdir(nowhere), 0);
    assert_int_equal(count_files(), 1);
    bytes_free(&out);
}

static void makes_folders_and_those_above(void **state)
{
    char deep[160], over_file[160];
    struct stat at = {0};

    (void)state;
    snprintf(deep, sizeof deep, "%s/a/b", folder);
    assert_true(file_folder(deep, 0750));
    assert_true(file_folder(deep, 0750));
    assert_int_equal(stat(deep, &at), 0);
    assert_int_equal(at.st_mode & 0777, 0750);
    assert_int_equal(rmdir(deep), 0);
    snprintf(deep, sizeof deep, "%s/a", folder);
    assert_int_equal(rmdir(deep), 0);
    assert_true(file_write(path, view_text("x"), 0600));
    snprintf(over_file, sizeof over_file, "%s/c", path);
    assert_false(file_folder(over_file, 0750));
    assert_false(file_folder(path, 0750));
}

struct seen {
    int count, until;
};

static bool take(void *self, const char *at)
{
    struct seen *seen = self;

    seen->count++;
    assert_int_equal(access(at, R_OK), 0);
    return seen->count != seen->until;
}

static void walks_the_files_of_one_suffix(void **state)
{
    static const char *names[] = {"a.json", "b.json", ".c.json", "d.txt", ".json"};
    struct seen all = {0}, one = {.until = 1};
    char name[160];

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(name, sizeof name, "%s/%s", folder, names[i]);
        assert_true(file_write(name, view_text("x"), 0600));
    }
    assert_true(file_each(folder, ".json", take, &all));
    assert_int_equal(all.count, 2);
    assert_false(file_each(folder, ".json", take, &one));
    assert_int_equal(one.count, 1);
    assert_false(file_each("/nowhere", ".json", take, &all));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(name, sizeof name, "%s/%s", folder, names[i]);
        assert_int_equal(unlink(name), 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_back_what_was_written),
        cmocka_unit_test(the_bound_is_exact),
        cmocka_unit_test(failures_leave_nothing),
        cmocka_unit_test(makes_folders_and_those_above),
        cmocka_unit_test(walks_the_files_of_one_suffix),
    };

    umask(0);
    return cmocka_run_group_tests(tests, make_folder, drop_folder);
}
