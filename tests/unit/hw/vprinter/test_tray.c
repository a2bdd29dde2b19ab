#include "hw/vprinter/tray.h"

#include "drivers/host/file.h"
#include "sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { STREAM_MAX = 64 * 1024 * 1024, PATH_SIZE = 256 };

extern char **environ;

struct bench {
    char folder[PATH_SIZE], pdf[PATH_SIZE + 16], picture[PATH_SIZE + 16];
    struct bytes stream;
};

static int set_up(void **state)
{
    static struct bench bench;

    bench = (struct bench){.folder = "/tmp/akashi-tray-XXXXXX", .stream = bytes_new(STREAM_MAX)};
    assert_non_null(mkdtemp(bench.folder));
    (void)snprintf(bench.pdf, sizeof bench.pdf, "%s/job.pdf", bench.folder);
    (void)snprintf(bench.picture, sizeof bench.picture, "%s/job", bench.folder);
    *state = &bench;
    return 0;
}

static int tear_down(void **state)
{
    struct bench *b = *state;
    char path[PATH_SIZE + 32];

    bytes_free(&b->stream);
    (void)unlink(b->pdf);
    for (int k = 1; k <= 2; k++) {
        (void)snprintf(path, sizeof path, "%s-%d.pgm", b->picture, k);
        (void)unlink(path);
    }
    return rmdir(b->folder);
}

static void lay(struct bench *b)
{
    struct sheets *sheets = sheets_open(bytes_view(&b->stream));
    struct tray *tray = tray_open(b->pdf);
    struct sheet sheet;

    assert_non_null(sheets);
    assert_non_null(tray);
    while (sheets_next(sheets, &sheet) == SHEETS_ONE) {
        assert_true(tray_add(tray, &sheet));
        sheet_free(&sheet);
    }
    sheets_close(&sheets);
    assert_true(tray_close(&tray));
    assert_null(tray);
}

static void render(struct bench *b)
{
    char program[] = "pdftoppm", r[] = "-r", dpi[] = "300", grey[] = "-gray";
    char *arguments[] = {program, r, dpi, grey, b->pdf, b->picture, NULL};
    pid_t child = 0;
    int status = -1;

    assert_int_equal(posix_spawnp(&child, arguments[0], NULL, NULL, arguments, environ), 0);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
}

static void compare(struct bench *b, int page)
{
    char path[PATH_SIZE + 32], head[64];
    struct bytes picture = bytes_new(STREAM_MAX);
    int len = snprintf(head, sizeof head, "P5\n%d %d\n255\n", SAMPLE_WIDTH, SAMPLE_HEIGHT);
    const uint8_t *dots = NULL;
    size_t wrong = 0;

    (void)snprintf(path, sizeof path, "%s-%d.pgm", b->picture, page + 1);
    assert_true(file_read(path, &picture));
    assert_int_equal(picture.len, (size_t)len + (size_t)SAMPLE_WIDTH * SAMPLE_HEIGHT);
    assert_memory_equal(picture.at, head, (size_t)len);
    dots = picture.at + len;
    for (unsigned y = 0; y < SAMPLE_HEIGHT; y++)
        for (unsigned x = 0; x < SAMPLE_WIDTH; x++)
            wrong += dots[(size_t)y * SAMPLE_WIDTH + x] != sample_dot(x, y, page);
    assert_int_equal(wrong, 0);
    bytes_free(&picture);
}

/* The paper is the stream: a PDF at the true size gives back every dot of every page. */
static void test_each_dot_comes_back(void **state)
{
    struct bench *b = *state;

    assert_true(sample_make("sgray_8", 2, &b->stream));
    lay(b);
    render(b);
    compare(b, 0);
    compare(b, 1);
}

static void test_a_tray_without_sheets_leaves_no_file(void **state)
{
    struct bench *b = *state;
    struct tray *tray = tray_open(b->pdf);

    assert_true(tray_close(&tray));
    assert_int_equal(access(b->pdf, F_OK), -1);
    assert_false(tray_close(&tray));
}

static enum sheets_next read_all(struct view stream, int *count)
{
    struct sheets *sheets = sheets_open(stream);
    enum sheets_next next = SHEETS_BAD;
    struct sheet sheet;

    *count = 0;
    while (sheets != NULL && (next = sheets_next(sheets, &sheet)) == SHEETS_ONE) {
        sheet_free(&sheet);
        ++*count;
    }
    sheets_close(&sheets);
    return next;
}

static void test_sheets_of_a_whole_and_of_a_cut_stream(void **state)
{
    struct bench *b = *state;
    struct view whole = {0};
    int count = 0;

    assert_true(sample_make("sgray_8", 2, &b->stream));
    whole = bytes_view(&b->stream);
    assert_int_equal(read_all(whole, &count), SHEETS_END);
    assert_int_equal(count, 2);
    assert_int_equal(read_all(view_cut(whole, 0, whole.len - 10), &count), SHEETS_BAD);
    assert_int_equal(count, 1);
    assert_int_equal(read_all(view_cut(whole, 0, whole.len / 4), &count), SHEETS_BAD);
    assert_int_equal(read_all(view_cut(whole, 0, 900), &count), SHEETS_BAD);
    assert_int_equal(read_all(view_text("%PDF-1.7"), &count), SHEETS_BAD);
    assert_int_equal(read_all(view_text(""), &count), SHEETS_BAD);
}

static void test_colour_and_giant_pages_are_refused(void **state)
{
    struct bench *b = *state;
    int count = 0;

    assert_true(sample_make("srgb_8", 1, &b->stream));
    assert_int_equal(read_all(bytes_view(&b->stream), &count), SHEETS_BAD);
    bytes_clear(&b->stream);
    assert_true(sample_make("sgray_8", 1, &b->stream));
    b->stream.at[4 + 372] = 0x7F; /* cupsWidth, big-endian */
    assert_int_equal(read_all(bytes_view(&b->stream), &count), SHEETS_BAD);
    assert_int_equal(count, 0);
}

#define WITH_BENCH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_BENCH(test_each_dot_comes_back),
        WITH_BENCH(test_a_tray_without_sheets_leaves_no_file),
        WITH_BENCH(test_sheets_of_a_whole_and_of_a_cut_stream),
        WITH_BENCH(test_colour_and_giant_pages_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
