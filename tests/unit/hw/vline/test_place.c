/* Where a line listens and where it leads to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "hw/vline/place.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void reads_addresses_and_paths(void **state)
{
    static const char *const good[] = {"127.0.0.1:0", "10.1.2.3:65535", "[::1]:443", "unix:/x/y"};
    static const char *const bad[] = {"",          "127.0.0.1",       "127.0.0.1:",    "::1:443",
                                      "[::1]443",  "127.0.0.1:65536", "127.0.0.1:-1",  "unix:",
                                      "host:443",  "[127.0.0.1]:5",   "127.0.0.1:1x",  ":443",
                                      "127.1:443", "127.0.0.1: 443",  "127.0.0.1:+443"};
    struct address at;

    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        if (!place_parse(good[i], &at))
            fail_msg("%s", good[i]);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (place_parse(bad[i], &at))
            fail_msg("%s", bad[i]);
}

static void listens_to_nobody_outside(void **state)
{
    static const char *const open[] = {"0.0.0.0:0", "[::]:0", "192.0.2.1:0"};
    struct address at;

    (void)state;
    for (size_t i = 0; i < sizeof open / sizeof *open; i++) {
        assert_true(place_parse(open[i], &at));
        assert_int_equal(place_listen(&at), -1);
    }
}

static void keeps_a_socket_for_its_owner(void **state)
{
    char folder[] = "/tmp/akashi-place-XXXXXX", path[64], text[80];
    struct address at;
    struct stat seen;
    int fd = -1;

    (void)state;
    assert_non_null(mkdtemp(folder));
    (void)snprintf(path, sizeof path, "%s/socket", folder);
    (void)snprintf(text, sizeof text, "unix:%s", path);
    assert_true(place_parse(text, &at));
    fd = place_listen(&at);
    assert_true(fd >= 0);
    assert_int_equal(stat(path, &seen), 0);
    assert_int_equal(seen.st_mode & 0777, 0700);
    close(fd);
    fd = place_listen(&at); /* over what was left there */
    assert_true(fd >= 0);
    close(fd);
    place_forget(&at);
    assert_int_equal(rmdir(folder), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_addresses_and_paths),
        cmocka_unit_test(listens_to_nobody_outside),
        cmocka_unit_test(keeps_a_socket_for_its_owner),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
