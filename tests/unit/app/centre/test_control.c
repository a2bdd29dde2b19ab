/* What the operator says of the service, and what of it is in force (KSK-01, CTR-01). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/centre/control.h"
#include "drivers/host/conf.h"
#include "drivers/host/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* 2026-11-20T00:00:00Z is nine in the morning in Japan. */
enum { NINE = 1795132800, HOUR = 3600 };

static char path[64];

static int make_path(void **state)
{
    int fd = -1;

    (void)state;
    (void)snprintf(path, sizeof path, "/tmp/akashi-control-XXXXXX");
    fd = mkstemp(path);
    return fd < 0 ? -1 : close(fd);
}

static int remove_path(void **state)
{
    (void)state;
    return unlink(path);
}

static bool reads(const char *text, struct control *out)
{
    char why[CONF_WHY_SIZE] = "";
    bool read = false;

    assert_true(file_write(path, view_text(text), 0600));
    read = control_read(path, out, why);
    assert_true(read || why[0] != 0);
    return read;
}

static bool closed_at(const char *text, int64_t now)
{
    struct control control;

    assert_true(reads(text, &control) && control_settle(&control, now));
    return control.closed;
}

static void the_file_says_all_of_it(void **state)
{
    struct control control;

    (void)state;
    assert_true(reads("[service]\nclosed = yes\nopens = 06:30\ncloses = 23:00\n"
                      "[notice]\nja = 点検中です。\nen = Closed for a check.\nzh = 正在检修。\n"
                      "ko = 점검 중입니다.\n",
                      &control));
    assert_true(control.closed);
    assert_int_equal(control.opens, 390);
    assert_int_equal(control.closes, 1380);
    assert_string_equal(control.notice.ja, "点検中です。");
    assert_string_equal(control.notice.ko, "점검 중입니다.");
    assert_true(reads("[service]\nclosed = no\n", &control));
    assert_false(control.closed);
    assert_string_equal(control.notice.en, "");
}

/* A file that does not say exactly what it must is no permission to be open. */
static void what_is_not_whole_is_refused(void **state)
{
    static const char *const bad[] = {
        "",
        "[service]\nopens = 06:30\n",
        "[service]\nclosed = perhaps\n",
        "[service]\nclosed = no\nopened = yes\n",
        "[service]\nclosed = no\nopens = 6:30\n",
        "[service]\nclosed = no\nopens = 24:01\n",
        "[service]\nclosed = no\ncloses = 23:60\n",
        "[service]\nclosed = no\ncloses = 2x:00\n",
        "[service]\nclosed = no\n[notice]\nja = 点検中です。\n",
    };
    struct control control;
    char why[CONF_WHY_SIZE] = "";

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(reads(bad[i], &control));
    assert_false(control_read("/nonexistent/control.conf", &control, why));
}

static void outside_its_hours_it_is_closed(void **state)
{
    static const char day[] = "[service]\nclosed = no\nopens = 09:00\ncloses = 17:00\n";
    static const char night[] = "[service]\nclosed = no\nopens = 17:00\ncloses = 09:00\n";

    (void)state;
    assert_true(closed_at(day, NINE - 1));
    assert_false(closed_at(day, NINE));
    assert_false(closed_at(day, NINE + 8 * HOUR - 1));
    assert_true(closed_at(day, NINE + 8 * HOUR));
    assert_false(closed_at(night, NINE - 1));
    assert_true(closed_at(night, NINE));
    assert_true(closed_at(night, NINE + 8 * HOUR - 1));
    assert_false(closed_at(night, NINE + 8 * HOUR));
    assert_false(closed_at("[service]\nclosed = no\n", NINE));
    assert_true(closed_at("[service]\nclosed = yes\nopens = 09:00\ncloses = 17:00\n", NINE));
}

static void version_of(const char *text, int64_t now, char out[WIRE_VERSION_SIZE])
{
    struct control control;

    assert_true(reads(text, &control) && control_settle(&control, now));
    memcpy(out, control.version, WIRE_VERSION_SIZE);
    assert_int_equal(strlen(out), WIRE_VERSION_SIZE - 1);
}

/* The same state has the same version on every node; any change has another. */
static void each_change_is_another_version(void **state)
{
    static const char *const texts[] = {
        "[service]\nclosed = no\n",
        "[service]\nclosed = yes\n",
        "[service]\nclosed = no\nopens = 09:00\ncloses = 17:00\n",
        "[service]\nclosed = no\n[notice]\nja = あ\nen = a\nzh = 啊\nko = 아\n",
        "[service]\nclosed = no\n[notice]\nja = あ\nen = b\nzh = 啊\nko = 아\n",
    };
    enum { TEXTS = sizeof texts / sizeof *texts };
    char version[TEXTS][WIRE_VERSION_SIZE], again[WIRE_VERSION_SIZE];

    (void)state;
    for (size_t i = 0; i < TEXTS; i++) {
        version_of(texts[i], NINE, version[i]);
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(version[i], version[j]);
    }
    version_of("# a remark\n[service]\nclosed = no\n", NINE + HOUR, again);
    assert_string_equal(again, version[0]);
    version_of(texts[0], NINE + 24 * HOUR, again); /* others may take part tomorrow */
    assert_string_not_equal(again, version[0]);
    version_of(texts[2], NINE + 9 * HOUR, again); /* the hour itself is a change */
    assert_string_not_equal(again, version[2]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_file_says_all_of_it),
        cmocka_unit_test(what_is_not_whole_is_refused),
        cmocka_unit_test(outside_its_hours_it_is_closed),
        cmocka_unit_test(each_change_is_another_version),
    };

    return cmocka_run_group_tests(tests, make_path, remove_path);
}
