#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "drivers/net/tls.h"
#include "drivers/net/withdrawn.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define ONES  "1111111111111111111111111111111111111111111111111111111111111111"
#define TWOS  "2222222222222222222222222222222222222222222222222222222222222222"
#define UPPER "ABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCD"

static char path[] = "/tmp/akashi-withdrawn-XXXXXX";

static struct withdrawn *read_text(const char *text, char *why)
{
    int fd = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC);

    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
    (void)close(fd);
    return withdrawn_read(path, why);
}

static void who_is_listed_is_found(void **state)
{
    char why[TLS_WHY_SIZE] = "";
    struct withdrawn *list = read_text("# two\n" TWOS "\r\n\n" ONES "\n" UPPER, why);
    uint8_t digest[SHA256_LEN];

    (void)state;
    assert_non_null(list);
    for (int i = 0; i < 256; i++) {
        memset(digest, i, sizeof digest);
        assert_int_equal(withdrawn_has(list, digest), i == 0x11 || i == 0x22);
    }
    withdrawn_free(&list);
    withdrawn_free(&list);
    assert_false(withdrawn_has(list, digest));
}

static void an_empty_list_names_nobody(void **state)
{
    char why[TLS_WHY_SIZE] = "";
    struct withdrawn *list = read_text("", why);
    const uint8_t digest[SHA256_LEN] = {0};

    (void)state;
    assert_non_null(list);
    assert_false(withdrawn_has(list, digest));
    withdrawn_free(&list);
}

/* A list that is read by halves would let somebody in. */
static void one_bad_line_refuses_the_list(void **state)
{
    static const char *const bad[] = {ONES "1\n",       "11\n",        " " ONES "\n",
                                      ONES " stolen\n", "x" ONES "\n", ONES ONES ONES ONES "\n"};
    char why[TLS_WHY_SIZE], text[512];

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        why[0] = 0;
        (void)snprintf(text, sizeof text, TWOS "\n%s" TWOS "\n", bad[i]);
        assert_null(read_text(text, why));
        assert_non_null(strstr(why, "line 2"));
    }
    assert_null(withdrawn_read("/nowhere/at/all", why));
    assert_non_null(strstr(why, "/nowhere/at/all"));
}

static void a_long_list_is_read_whole(void **state)
{
    static char text[300 * 65 + 1];
    char why[TLS_WHY_SIZE] = "";
    uint8_t digest[SHA256_LEN] = {0};
    struct withdrawn *list = NULL;
    size_t len = 0;

    (void)state;
    for (int i = 299; i >= 0; i--)
        len += (size_t)snprintf(text + len, sizeof text - len, "%04x%060d\n", i, 0);
    list = read_text(text, why);
    assert_non_null(list);
    for (int i = 0; i < 310; i++) {
        digest[0] = (uint8_t)(i >> 8);
        digest[1] = (uint8_t)i;
        assert_int_equal(withdrawn_has(list, digest), i < 300);
    }
    withdrawn_free(&list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_is_listed_is_found),
        cmocka_unit_test(an_empty_list_names_nobody),
        cmocka_unit_test(one_bad_line_refuses_the_list),
        cmocka_unit_test(a_long_list_is_read_whole),
    };
    int fd = mkstemp(path), failed = 0;

    (void)close(fd);
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    (void)unlink(path);
    return failed;
}
