#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/verify/report.h"

#include <stdlib.h>
#include <string.h>

static struct check check;
static char *said;
static size_t said_len;

static int fill(void **state)
{
    struct opened *opened = &check.opened[0];

    (void)state;
    check = (struct check){.count = 1, .verdict = SEAL_VALID};
    *opened = (struct opened){.verdict = SEAL_VALID,
                              .issuer = "https://vc.akashi.example/issuer",
                              .signer = "kid",
                              .id = "AKSH2345WXYZ",
                              .not_before = 1795132800,
                              .holder = {"証　花子", {1985, 2, 28}},
                              .count = 2};
    opened->doses[0].dose = (struct dose){1, {2021, 6, 1}, "comirnaty", "EY2173", ""};
    opened->doses[1].dose = (struct dose){2, {2021, 6, 22}, "", "", ""};
    return 0;
}

static int drop(void **state)
{
    (void)state;
    free(said);
    said = NULL;
    return 0;
}

static void say(enum language language)
{
    FILE *to = open_memstream(&said, &said_len);

    assert_non_null(to);
    report_text(to, "a.txt", &check, language);
    fclose(to);
}

static void say_json(void)
{
    FILE *to = open_memstream(&said, &said_len);

    assert_non_null(to);
    assert_true(report_json(to, "a.txt", &check));
    fclose(to);
}

static void a_valid_code_is_told_whole(void **state)
{
    (void)state;
    say(LANGUAGE_EN);
    assert_string_equal(said, "a.txt: valid\n"
                              "  Name            証　花子\n"
                              "  Date of birth   1985-02-28\n"
                              "  Dose 1          2021-06-01  COMIRNATY (Pfizer)  lot EY2173\n"
                              "  Dose 2          2021-06-22  product not in the table\n"
                              "  Signed by       https://vc.akashi.example/issuer\n"
                              "  Key             kid\n"
                              "  Signed on       2026-11-20\n"
                              "  Certificate ID  AKSH-2345-WXYZ\n");
}

static void japanese_has_eras(void **state)
{
    (void)state;
    say(LANGUAGE_JA);
    assert_non_null(strstr(said, "a.txt: 正しいコードです\n"));
    assert_non_null(strstr(said, "1985-02-28（昭和60年2月28日）"));
    assert_non_null(strstr(said, "コミナティ (ファイザー)  製造番号 EY2173"));
}

static void doubt_is_said_before_the_content(void **state)
{
    const char *doubt = NULL;

    (void)state;
    check.opened[0].verdict = check.verdict = SEAL_NOT_VALID;
    check.opened[0].code = AK_V48;
    say(LANGUAGE_EN);
    assert_non_null(strstr(said, "a.txt: not valid\n  AK-V48: "));
    doubt = strstr(said, "What follows is not confirmed.");
    assert_non_null(doubt);
    assert_true(doubt < strstr(said, "証　花子"));
}

static void nothing_readable_is_only_a_reason(void **state)
{
    (void)state;
    check.opened[0] = (struct opened){.verdict = SEAL_NOT_VALID, .code = AK_V31};
    say(LANGUAGE_EN);
    assert_null(strstr(said, "Name"));
    assert_non_null(strstr(said, "AK-V31"));
}

/* What a stranger signed must not steer the reader's terminal. */
static void terminals_are_not_steered(void **state)
{
    struct opened *opened = &check.opened[0];

    (void)state;
    snprintf(opened->holder.name, sizeof opened->holder.name,
             "a\x1b[2Jb\nc\xC2\x9B"
             "d\xE2\x80\xAE"
             "e");
    snprintf(opened->doses[0].dose.lot, sizeof opened->doses[0].dose.lot,
             "\x07"
             "f");
    say(LANGUAGE_EN);
    assert_non_null(strstr(said, "  Name            a?[2Jb?c?d?e\n"));
    assert_non_null(strstr(said, "lot ?f\n"));
}

static void json_is_one_line_a_code(void **state)
{
    (void)state;
    say_json();
    assert_string_equal(
        said, "{\"file\":\"a.txt\",\"verdict\":\"valid\",\"code\":null,\"meaning\":null,"
              "\"issuer\":\"https://vc.akashi.example/issuer\",\"kid\":\"kid\","
              "\"id\":\"AKSH2345WXYZ\",\"signed\":1795132800,"
              "\"holder\":{\"name\":\"証　花子\",\"birth\":\"1985-02-28\"},\"doses\":["
              "{\"number\":1,\"date\":\"2021-06-01\",\"product\":\"comirnaty\",\"lot\":\"EY2173\"},"
              "{\"number\":2,\"date\":\"2021-06-22\",\"product\":null,\"lot\":null}]}\n");
}

static void json_tells_of_the_whole_file(void **state)
{
    (void)state;
    check = (struct check){.code = AK_V51, .verdict = SEAL_CANNOT_TELL};
    say_json();
    assert_string_equal(said, "{\"file\":\"a.txt\",\"verdict\":\"cannot-tell\",\"code\":\"AK-V51\","
                              "\"meaning\":\"no code was found\"}\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_valid_code_is_told_whole, fill, drop),
        cmocka_unit_test_setup_teardown(japanese_has_eras, fill, drop),
        cmocka_unit_test_setup_teardown(doubt_is_said_before_the_content, fill, drop),
        cmocka_unit_test_setup_teardown(nothing_readable_is_only_a_reason, fill, drop),
        cmocka_unit_test_setup_teardown(terminals_are_not_steered, fill, drop),
        cmocka_unit_test_setup_teardown(json_is_one_line_a_code, fill, drop),
        cmocka_unit_test_setup_teardown(json_tells_of_the_whole_file, fill, drop),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
