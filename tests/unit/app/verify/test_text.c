#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/verify/text.h"

#include <stdio.h>
#include <string.h>

static struct codes codes;

static int drop(void **state)
{
    (void)state;
    codes_free(&codes);
    return 0;
}

static bool read_text(const char *text)
{
    return text_codes(view_text(text), &codes);
}

static void expect(size_t i, const char *text)
{
    assert_true(i < codes.count);
    assert_true(view_equal(bytes_view(&codes.text[i]), view_text(text)));
}

static void lines_are_codes(void **state)
{
    (void)state;
    assert_true(read_text(" \t\r\nshc:/5677\r\n\n  eyJ.b.c \nshc:/01"));
    assert_int_equal(codes.count, 3);
    expect(0, "shc:/5677");
    expect(1, "eyJ.b.c");
    expect(2, "shc:/01");
}

static void a_code_twice_counts_once(void **state)
{
    (void)state;
    assert_true(read_text("shc:/5677\nshc:/5677\n"));
    assert_int_equal(codes.count, 1);
}

static void broken_codes_are_codes(void **state)
{
    (void)state;
    assert_true(read_text("shc:5677\nshc:/1/2/56\n"));
    assert_int_equal(codes.count, 2);
}

/* One sign changed anywhere, in the first ones too, does not make a code into no code. */
static void a_code_with_one_broken_sign_is_still_a_code(void **state)
{
    char line[300];

    (void)state;
    for (size_t at = 0; at < 8; at++) {
        memset(line, '5', sizeof line - 1);
        line[sizeof line - 1] = 0;
        memcpy(line, "shc:/", 5);
        line[at] = at % 2 == 0 ? ' ' : 'x';
        codes_free(&codes);
        assert_true(read_text(line));
        assert_int_equal(codes.count, 1);
    }
}

static void other_text_is_none(void **state)
{
    static const char *texts[] = {"",
                                  "\n\n",
                                  "hello\n",
                                  "A sentence. And one more.\n",
                                  "https://akashi.example/v\n",
                                  "shcc.example\n",
                                  "{",
                                  "{}",
                                  "{\"verifiableCredential\":\"a.b.c\"}",
                                  "{\"verifiableCredential\":[7]}"};

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_true(read_text(texts[i]));
    assert_int_equal(codes.count, 0);
}

static void card_files_hold_codes(void **state)
{
    (void)state;
    assert_true(read_text(" {\"verifiableCredential\":[\"a.b.c\",\"d.e.f\"],\"more\":1}\n"));
    assert_int_equal(codes.count, 2);
    expect(1, "d.e.f");
}

static void seals_and_eu_codes_are_codes(void **state)
{
    (void)state;
    assert_true(read_text("{\"data\":{},\"sig\":{\"sigvl\":7}}\nHC1:6BF*0 \r\n shc:/01\n"));
    assert_int_equal(codes.count, 3);
    expect(0, "{\"data\":{},\"sig\":{\"sigvl\":7}}");
    expect(1, "HC1:6BF*0 "); /* the blank may be a sign of base45 */
    expect(2, "shc:/01");
}

static void a_seal_may_be_laid_out(void **state)
{
    (void)state;
    assert_true(read_text(" {\n \"data\": {},\n \"sig\": {\"sigvl\": 7}\n}\n"));
    assert_int_equal(codes.count, 1);
    expect(0, "{\n \"data\": {},\n \"sig\": {\"sigvl\": 7}\n}");
}

static void too_many_are_refused(void **state)
{
    struct bytes text = bytes_new(1 << 16);

    (void)state;
    for (int i = 0; i <= CODES_FOUND_MAX; i++) {
        char line[32];

        snprintf(line, sizeof line, "shc:/%02d\n", i);
        assert_true(bytes_append_text(&text, line));
    }
    assert_false(text_codes(bytes_view(&text), &codes));
    assert_int_equal(codes.count, CODES_FOUND_MAX);
    bytes_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(lines_are_codes, drop),
        cmocka_unit_test_teardown(a_code_twice_counts_once, drop),
        cmocka_unit_test_teardown(broken_codes_are_codes, drop),
        cmocka_unit_test_teardown(a_code_with_one_broken_sign_is_still_a_code, drop),
        cmocka_unit_test_teardown(other_text_is_none, drop),
        cmocka_unit_test_teardown(card_files_hold_codes, drop),
        cmocka_unit_test_teardown(seals_and_eu_codes_are_codes, drop),
        cmocka_unit_test_teardown(a_seal_may_be_laid_out, drop),
        cmocka_unit_test_teardown(too_many_are_refused, drop),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
