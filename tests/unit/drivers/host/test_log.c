#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "drivers/host/log.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { STAMP_LEN = 24 };

static char line[1024];

static void write_entry(const struct log_entry *entry)
{
    int ends[2], old = dup(STDERR_FILENO);
    ssize_t got = 0;

    assert_int_equal(pipe(ends), 0);
    assert_true(dup2(ends[1], STDERR_FILENO) == STDERR_FILENO);
    log_write(entry);
    assert_true(dup2(old, STDERR_FILENO) == STDERR_FILENO);
    close(ends[1]);
    close(old);
    got = read(ends[0], line, sizeof line - 1);
    assert_true(got > STAMP_LEN);
    line[got] = 0;
    close(ends[0]);
}

static void one_line_with_all_fields(void **state)
{
    static const char shape[] = "dddd-dd-ddTdd:dd:dd.dddZ";

    (void)state;
    write_entry(&(struct log_entry){"present", "00112233445566778899aabbccddeeff", "131105",
                                    "kiosk-0001", AK_X96});
    for (size_t i = 0; i < STAMP_LEN; i++)
        assert_true(shape[i] == 'd' ? line[i] >= '0' && line[i] <= '9' : line[i] == shape[i]);
    assert_string_equal(line + STAMP_LEN,
                        " akashi-x present id=00112233445566778899aabbccddeeff area=131105 "
                        "peer=kiosk-0001 AK-X96\n");
}

static void absent_fields_are_left_out(void **state)
{
    (void)state;
    write_entry(&(struct log_entry){.step = "start"});
    assert_string_equal(line + STAMP_LEN, " akashi-x start AK-OK\n");
}

/* CTR-07: a name, a number or a second line cannot get in through a field. */
static void other_content_stays_out(void **state)
{
    (void)state;
    write_entry(&(struct log_entry){"present", "123456789018", "123456789018", "証 太郎", ERR_OK});
    assert_string_equal(line + STAMP_LEN, " akashi-x present id=? area=? peer=? AK-OK\n");
    write_entry(&(struct log_entry){"present", NULL, NULL, "a\nb", ERR_OK});
    assert_string_equal(line + STAMP_LEN, " akashi-x present peer=? AK-OK\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_line_with_all_fields),
        cmocka_unit_test(absent_fields_are_left_out),
        cmocka_unit_test(other_content_stays_out),
    };

    log_open("akashi-x");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
