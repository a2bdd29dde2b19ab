#include "crypto/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../../helper/json_like.h"

#include <stdlib.h>

static struct json_table values;

static bool reads(const char *text)
{
    return json_read(view_text(text), &values) != NULL;
}

#define EXPECT(texts, expected)                                                                    \
    for (size_t i = 0; i < sizeof(texts) / sizeof *(texts); i++) {                                 \
        if (reads(texts[i]) != (expected))                                                         \
            print_error("%s\n", texts[i]);                                                         \
        assert_int_equal(reads(texts[i]), expected);                                               \
        assert_true(like_jansson(view_text(texts[i])));                                            \
    }

static void what_is_json_is_read(void **state)
{
    static const char *const texts[] = {
        "{}",
        "[]",
        " \t\r\n[ \t\r\n] \t\r\n",
        "{ \"a\" : [ 1 , true , false , null , \"b\" ] , \"c\" : { } }",
        "[[],{},[{}]]",
        "[0,-0,1,-1,10,1.5,0.5,-0.5,1e1,1E+1,1e-1,0e0,1.5e300]",
        "[9223372036854775807,-9223372036854775808,1e308,1e-400,-1e-400]",
        "[\"\",\"a\x7F\",\"\\\"\\\\\\/\\b\\f\\n\\r\\t\",\"\\u0041\\u00e9\\uabCD\"]",
        "[\"\\ud83d\\ude00\",\"\xF0\x9F\x98\x80\",\"\xC2\x80\xDF\xBF\xE0\xA0\x80\xED\x9F\xBF\"]",
        "[\"\xEE\x80\x80\xEF\xB7\x8F\xEF\xB7\xB0\xEF\xBF\xBD\xF0\x90\x80\x80\xF4\x8F\xBF\xBD\"]",
        "{\"\":1,\"a\":2,\"A\":3,\"aa\":{\"a\":4,\"\":5},\"\\u0062\":6}",
        "[\"12345678\",\"1234567\\\"\",\"123456789abcdef\\n0123456789\"]",
    };

    (void)state;
    EXPECT(texts, true);
}

static void what_is_not_json_is_refused(void **state)
{
    static const char *const texts[] = {
        "",
        " ",
        "{",
        "[",
        "}",
        "]",
        "[}",
        "{]",
        "[]]",
        "[[]",
        "{}}",
        "[1,]",
        "[,1]",
        "[,]",
        "[1,,2]",
        "[1 2]",
        "[1:2]",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{,}",
        "{,\"a\":1}",
        "{\"a\" 1}",
        "{\"a\",1}",
        "{\"a\":1 \"b\":2}",
        "{\"a\"::1}",
        "{a:1}",
        "{'a':1}",
        "{1:1}",
        "{null:1}",
        "{[]:1}",
        "['a']",
        "[1]x",
        "[1]]",
        "[1][2]",
        "[1],",
        "[1/**/]",
        "//\n[]",
        "[\f1]",
        "[\v1]",
        "[\xC2\xA0]",
        "\xEF\xBB\xBF[]",
        "[\xEF\xBB\xBF]",
    };

    (void)state;
    EXPECT(texts, false);
    assert_null(json_read(view_of("[1]\0", 4), &values));
    assert_null(json_read(view_of("[1\0]", 4), &values));
    assert_null(json_read((struct view){0}, &values));
}

/* RFC 8259 lets a text be any value; nobody sends us one that is neither of these two. */
static void only_an_object_or_an_array_is_a_text(void **state)
{
    static const char *const texts[] = {"1", "\"a\"", "null", "true", "-1.5"};

    (void)state;
    EXPECT(texts, false);
}

static void words_and_numbers_have_one_form(void **state)
{
    static const char *const texts[] = {
        "[tru]",
        "[True]",
        "[TRUE]",
        "[truex]",
        "[nul]",
        "[nulll]",
        "[fals]",
        "[t",
        "[undefined]",
        "[NaN]",
        "[nan]",
        "[Infinity]",
        "[-Infinity]",
        "[inf]",
        "[01]",
        "[-01]",
        "[00]",
        "[-]",
        "[--1]",
        "[+1]",
        "[.5]",
        "[-.5]",
        "[1.]",
        "[1.e1]",
        "[1e]",
        "[1e+]",
        "[1e1.5]",
        "[1e1e1]",
        "[1.2.3]",
        "[0x10]",
        "[1_0]",
        "[1a]",
        "[1",
        "[-",
        "[1e",
        /* beyond 64 bits, and beyond a double */
        "[9223372036854775808]",
        "[-9223372036854775809]",
        "[10000000000000000000]",
        "[99999999999999999999999]",
        "[1e309]",
        "[-1e309]",
        "[1e99999999999999999999]",
        "[123456789e310]",
    };

    (void)state;
    EXPECT(texts, false);
}

static void texts_hold_signs_and_nothing_else(void **state)
{
    static const char *const texts[] = {
        "[\"",
        "[\"a",
        "[\"a]",
        "[\"a\\",
        "[\"\\\"]",
        "[\"\\x\"]",
        "[\"\\'\"]",
        "[\"\\U0041\"]",
        "[\"\\u\"]",
        "[\"\\u12\"]",
        "[\"\\u12G4\"]",
        "[\"\\u 123\"]",
        "[\"\\u",
        "[\"\\u123",
        /* halves of pairs */
        "[\"\\ud800\"]",
        "[\"\\udbff\"]",
        "[\"\\udc00\"]",
        "[\"\\udfff\"]",
        "[\"\\ud800x\"]",
        "[\"\\ud800\\u0041\"]",
        "[\"\\ud800\\ud800\"]",
        "[\"\\udc00\\ud800\"]",
        "[\"\\ud800\\n\"]",
        /* zeros and controls */
        "[\"\\u0000\"]",
        "{\"\\u0000\":1}",
        "[\"\x01\"]",
        "[\"\x1F\"]",
        "[\"\n\"]",
        "[\"\t\"]",
        "{\"a\nb\":1}",
        "[\"1234567\x08\"]",
        /* no UTF-8: alone, cut, longer than need be, halves, beyond the last */
        "[\"\x80\"]",
        "[\"\xBF\"]",
        "[\"\xFE\"]",
        "[\"\xFF\"]",
        "[\"\xC3\"]",
        "[\"\xE3\x81\"]",
        "[\"\xF0\x9F\x98\"]",
        "[\"\xC3(\"]",
        "[\"\xE3\x81(\"]",
        "[\"\xC0\x80\"]",
        "[\"\xC1\xBF\"]",
        "[\"\xE0\x80\x80\"]",
        "[\"\xE0\x9F\xBF\"]",
        "[\"\xF0\x8F\xBF\xBF\"]",
        "[\"\xED\xA0\x80\"]",
        "[\"\xED\xBF\xBF\"]",
        "[\"\xF4\x90\x80\x80\"]",
        "[\"\xF5\x80\x80\x80\"]",
        "[\"\xF8\x88\x80\x80\x80\"]",
        "[\"\xC3",
        "[\"\xF0\x9F",
        "{\"\x80\":1}",
    };

    (void)state;
    EXPECT(texts, false);
}

/* RFC 7493 §2.1. jansson lets them pass, which like_jansson knows. */
static void noncharacters_are_refused(void **state)
{
    static const char *const texts[] = {
        "[\"\\uffff\"]",          "[\"\\ufffe\"]",        "[\"\\ufdd0\"]",
        "[\"\\ufdef\"]",          "[\"\xEF\xBF\xBF\"]",   "[\"\xEF\xB7\x90\"]",
        "{\"\\uFFFE\":1}",        "[\"\\ud83f\\udffe\"]", "[\"\xF0\x9F\xBF\xBF\"]",
        "[\"\xF4\x8F\xBF\xBF\"]",
    };

    (void)state;
    EXPECT(texts, false);
}

/* Also where the two are not written alike (RFC 8259 §8.3). */
static void no_member_stands_there_twice(void **state)
{
    static const char *const texts[] = {
        "{\"a\":1,\"a\":1}",
        "{\"a\":1,\"b\":{\"c\":[1,2]},\"a\":2}",
        "{\"a\":1,\"\\u0061\":2}",
        "{\"\\u0061\":1,\"a\":2}",
        "{\"\\u0061\":1,\"\\u0061\":2}",
        "{\"\":1,\"\":2}",
        "{\"/\":1,\"\\/\":2}",
        "{\"\xC3\xA9\":1,\"\\u00E9\":2}",
        "{\"\xF0\x9F\x98\x80\":1,\"\\uD83D\\uDE00\":2}",
        "[{\"x\":{\"y\":1,\"z\":[],\"y\":{}}}]",
    };

    (void)state;
    EXPECT(texts, false);
}

static void fill(char *out, const char *open, const char *close, int depth)
{
    size_t opens = strlen(open), closes = strlen(close);

    for (int i = 0; i < depth; i++, out += opens)
        memcpy(out, open, opens);
    for (int i = 0; i < depth; i++, out += closes)
        memcpy(out, close, closes);
    *out = 0;
}

static void nesting_is_bounded(void **state)
{
    static char text[8 * 2 * 5000];

    (void)state;
    fill(text, "[", "]", JSON_DEPTH_MAX);
    assert_true(reads(text));
    fill(text, "[", "]", JSON_DEPTH_MAX + 1);
    assert_false(reads(text));
    assert_true(like_jansson(view_text(text)));
    fill(text, "[{\"a\":", "}]", JSON_DEPTH_MAX / 2);
    assert_false(reads(text)); /* nothing in the innermost */
    fill(text, "[", "]", 5000);
    assert_false(reads(text));
    fill(text, "[", "", 5000);
    assert_false(reads(text));
}

static void the_number_of_values_is_bounded(void **state)
{
    enum { LEN = 2 * (JSON_VALUES_MAX - 1) + 1 };
    char text[LEN + 2];

    (void)state;
    for (size_t i = 0; i < LEN; i += 2)
        memcpy(text + i, ",1", 2);
    text[0] = '[';
    text[LEN - 1] = ']';
    assert_non_null(json_read(view_of(text, LEN), &values));
    assert_int_equal(json_count(values.value), JSON_VALUES_MAX - 1);
    memcpy(text + LEN - 1, ",1]", 3);
    assert_null(json_read(view_of(text, LEN + 2), &values));
}

static void lengths_are_bounded(void **state)
{
    enum { SIZE = JSON_LEN_MAX + 2 };
    char *text = malloc(SIZE), number[JSON_NUMBER_MAX + 4];

    (void)state;
    assert_non_null(text);
    memset(text, ' ', SIZE);
    memcpy(text, "[]", 2);
    assert_non_null(json_read(view_of(text, JSON_LEN_MAX), &values));
    assert_null(json_read(view_of(text, JSON_LEN_MAX + 1), &values));
    free(text);
    memset(number, '1', sizeof number);
    memcpy(number, "[0.", 3);
    number[JSON_NUMBER_MAX + 1] = ']';
    number[JSON_NUMBER_MAX + 2] = 0;
    assert_true(reads(number));
    memcpy(number + JSON_NUMBER_MAX + 1, "1]", 3);
    assert_false(reads(number));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_json_is_read),
        cmocka_unit_test(what_is_not_json_is_refused),
        cmocka_unit_test(only_an_object_or_an_array_is_a_text),
        cmocka_unit_test(words_and_numbers_have_one_form),
        cmocka_unit_test(texts_hold_signs_and_nothing_else),
        cmocka_unit_test(noncharacters_are_refused),
        cmocka_unit_test(no_member_stands_there_twice),
        cmocka_unit_test(nesting_is_bounded),
        cmocka_unit_test(the_number_of_values_is_bounded),
        cmocka_unit_test(lengths_are_bounded),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
