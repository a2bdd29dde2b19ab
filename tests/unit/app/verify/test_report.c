#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/verify/report.h"

#include <stdlib.h>
#include <string.h>

static struct check check;
static struct basis basis;
static char *said;
static size_t said_len;

static int fill(void **state)
{
    struct opened *opened = &check.opened[0];

    (void)state;
    check = (struct check){.count = 1, .verdict = SEAL_VALID};
    *opened = (struct opened){.format = CODE_SHC,
                              .verdict = SEAL_VALID,
                              .issuer = "https://vc.akashi.example/issuer",
                              .signer = "kid",
                              .id = "AKSH2345WXYZ",
                              .not_before = 1795132800,
                              .holder = {"証　花子", {1985, 2, 28}},
                              .count = 2};
    opened->doses[0].dose = (struct dose){1, {2021, 6, 1}, "comirnaty", "EY2173", ""};
    opened->doses[1].dose = (struct dose){2, {2021, 6, 22}, "", "", ""};
    snprintf(opened->doses[0].authority, sizeof opened->doses[0].authority, "MHLW_Gov_of_JAPAN");
    snprintf(opened->doses[0].vaccine, sizeof opened->doses[0].vaccine, "208");
    return 0;
}

static int drop(void **state)
{
    (void)state;
    free(said);
    said = NULL;
    trust_free(&basis.trust);
    return 0;
}

static void say(enum language language)
{
    FILE *to = open_memstream(&said, &said_len);

    assert_non_null(to);
    report_text(to, "a.txt", &check, &basis, language);
    fclose(to);
}

static void say_json(void)
{
    FILE *to = open_memstream(&said, &said_len);

    assert_non_null(to);
    assert_true(report_json(to, "a.txt", &check, &basis));
    fclose(to);
}

static void a_valid_code_is_told_whole(void **state)
{
    (void)state;
    say(LANGUAGE_EN);
    assert_string_equal(said, "a.txt: valid\n"
                              "  Format          SMART Health Card\n"
                              "  Name            証　花子\n"
                              "  Date of birth   1985-02-28\n"
                              "  Dose 1          2021-06-01  COMIRNATY (Pfizer)  lot EY2173"
                              "  by MHLW_Gov_of_JAPAN\n"
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
    assert_non_null(strstr(said, "lot ?f  by "));
}

/* VRS-60: by which edition, and how old it is. */
static void the_bundle_is_told(void **state)
{
    struct ec_key *root = ec_key_new();
    struct bytes jws = bytes_new(TRUST_TEXT_MAX);

    (void)state;
    assert_non_null(root);
    assert_true(trust_seal(
        view_text("{\"akashi\":\"trust-1\",\"number\":12,\"made\":1795132800,\"shc\":[],"
                  "\"withdrawn\":[],\"withdrawn_keys\":[],\"csca\":[],\"crl\":[],\"dcc\":[]}"),
        root, &jws));
    assert_int_equal(trust_open(bytes_view(&jws), root, &basis.trust), ERR_OK);
    basis.now = 1795132800 + 3 * 86400 - 1;
    say(LANGUAGE_EN);
    assert_non_null(strstr(said, "  Trust bundle    no. 12  2026-11-20  age in days 2\n"));
    free(said);
    say(LANGUAGE_JA);
    assert_non_null(strstr(said, "信頼の一覧 第12号  2026-11-20"));
    free(said);
    say_json();
    assert_non_null(strstr(said, "\"trust\":{\"number\":12,\"made\":1795132800,\"age_days\":2}"));
    bytes_free(&jws);
    ec_key_free(&root);
}

static void travel_shows_both_spellings(void **state)
{
    struct opened *opened = &check.opened[0];

    (void)state;
    opened->format = CODE_VDS_NC;
    opened->traveller = (struct traveller){"AKASHI HANAKO", "TR0000000", "", "JPN0001"};
    opened->holder.name[0] = 0;
    snprintf(opened->doses[1].vaccine, sizeof opened->doses[1].vaccine, "NEWBRAND");
    say(LANGUAGE_EN);
    assert_non_null(strstr(said, "  Format          ICAO VDS-NC\n"
                                 "  Roman name      AKASHI HANAKO\n"
                                 "  Date of birth   1985-02-28\n"
                                 "  Passport        TR0000000\n"));
    assert_non_null(strstr(said, "2021-06-22  NEWBRAND\n"));
    free(said);
    opened->doses[1].of = 3;
    opened->doses[1].subpotent = true;
    say(LANGUAGE_EN);
    assert_non_null(strstr(said, "  Dose 2/3        2021-06-22  NEWBRAND  (not a full dose)\n"));
}

static void json_is_one_line_a_code(void **state)
{
    (void)state;
    say_json();
    assert_string_equal(
        said, "{\"file\":\"a.txt\",\"verdict\":\"valid\",\"code\":null,\"meaning\":null,"
              "\"trust\":null,\"format\":\"shc\","
              "\"issuer\":\"https://vc.akashi.example/issuer\",\"signer\":\"kid\","
              "\"id\":\"AKSH2345WXYZ\",\"signed\":1795132800,\"expires\":null,"
              "\"holder\":{\"name\":\"証　花子\",\"roman\":null,\"birth\":\"1985-02-28\","
              "\"passport\":null,\"reference\":null},\"doses\":["
              "{\"number\":1,\"of\":null,\"date\":\"2021-06-01\",\"product\":\"comirnaty\","
              "\"vaccine\":\"208\",\"lot\":\"EY2173\",\"country\":null,"
              "\"authority\":\"MHLW_Gov_of_JAPAN\",\"subpotent\":false},"
              "{\"number\":2,\"of\":null,\"date\":\"2021-06-22\",\"product\":null,"
              "\"vaccine\":null,\"lot\":null,\"country\":null,\"authority\":null,"
              "\"subpotent\":false}]}\n");
}

static void json_tells_of_the_whole_file(void **state)
{
    (void)state;
    check = (struct check){.code = AK_V51, .verdict = SEAL_CANNOT_TELL};
    say_json();
    assert_string_equal(said, "{\"file\":\"a.txt\",\"verdict\":\"cannot-tell\",\"code\":\"AK-V51\","
                              "\"meaning\":\"no code was found\",\"trust\":null}\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_valid_code_is_told_whole, fill, drop),
        cmocka_unit_test_setup_teardown(japanese_has_eras, fill, drop),
        cmocka_unit_test_setup_teardown(doubt_is_said_before_the_content, fill, drop),
        cmocka_unit_test_setup_teardown(nothing_readable_is_only_a_reason, fill, drop),
        cmocka_unit_test_setup_teardown(terminals_are_not_steered, fill, drop),
        cmocka_unit_test_setup_teardown(the_bundle_is_told, fill, drop),
        cmocka_unit_test_setup_teardown(travel_shows_both_spellings, fill, drop),
        cmocka_unit_test_setup_teardown(json_is_one_line_a_code, fill, drop),
        cmocka_unit_test_setup_teardown(json_tells_of_the_whole_file, fill, drop),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
