#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/verify/pdf.h"
#include "drivers/host/file.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/wait.h>

struct seen {
    int pages, until;
    size_t width, height;
    bool dark;
};

static bool take(void *self, const struct picture *page)
{
    struct seen *seen = self;

    seen->pages++;
    seen->width = page->width;
    seen->height = page->height;
    seen->dark = memchr(page->grey.at, 0, page->grey.len) != NULL;
    return seen->pages != seen->until;
}

static bool draw(const char *path, struct seen *seen)
{
    struct bytes file = bytes_new(1 << 20);
    bool good = false;

    assert_true(file_read(path, &file));
    good = pdf_pages(bytes_view(&file), take, seen);
    bytes_free(&file);
    return good;
}

static size_t count_open_files(void)
{
    DIR *at = opendir("/proc/self/fd");
    size_t count = 0;

    assert_non_null(at);
    while (readdir(at) != NULL)
        count++;
    closedir(at);
    return count;
}

static void pages_come_in_order_at_300_dpi(void **state)
{
    struct seen seen = {0};

    (void)state;
    assert_true(draw(VECTORS "/pictures/mixed.pdf", &seen));
    assert_int_equal(seen.pages, 2);
    assert_in_range(seen.width, 2480, 2481);
    assert_in_range(seen.height, 3507, 3509);
    assert_true(seen.dark);
}

static void nothing_is_left_behind(void **state)
{
    size_t before = count_open_files();
    struct seen one = {.until = 1}, none = {0};

    (void)state;
    assert_false(draw(VECTORS "/pictures/mixed.pdf", &one));
    assert_int_equal(one.pages, 1);
    assert_false(pdf_pages(view_text("%PDF-1.7\nnothing\n"), take, &none));
    assert_int_equal(none.pages, 0);
    assert_int_equal(count_open_files(), before);
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    assert_int_equal(errno, ECHILD);
}

static void pdfs_are_known_by_their_beginning(void **state)
{
    (void)state;
    assert_true(pdf_is(view_text("%PDF-1.4")));
    assert_false(pdf_is(view_text("%PDF")));
    assert_false(pdf_is(view_text(" %PDF-1.4")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_come_in_order_at_300_dpi),
        cmocka_unit_test(nothing_is_left_behind),
        cmocka_unit_test(pdfs_are_known_by_their_beginning),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
