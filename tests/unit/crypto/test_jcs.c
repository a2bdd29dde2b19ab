#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "crypto/jcs.h"

#include <locale.h>
#include <string.h>

static bool append(const char *text, struct bytes *out)
{
    json_t *json = json_loads(text, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
    bool good = false;

    assert_non_null(json);
    good = jcs_append(json, out);
    json_decref(json);
    return good;
}

static void becomes(const char *text, const char *expected)
{
    struct bytes out = bytes_new(4096);

    assert_true(append(text, &out));
    assert_string_equal(bytes_text(&out), expected);
    bytes_free(&out);
}

/* RFC 8785 §3.2.2. */
static void the_rfc_sample_holds(void **state)
{
    (void)state;
    becomes("{ \"numbers\": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],"
            "\"string\": \"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\","
            "\"literals\": [null, true, false] }",
            "{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
            "\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
}

/* RFC 8785 §3.2.3: by UTF-16 code units, in which a sign beyond U+FFFF comes before U+FB33. */
static void members_stand_in_the_order_of_the_rfc(void **state)
{
    (void)state;
    becomes("{\"\\u20ac\":1,\"\\r\":2,\"\\ufb33\":3,\"1\":4,\"\\ud83d\\ude00\":5,\"\\u0080\":6,"
            "\"\\u00f6\":7}",
            "{\"\\r\":2,\"1\":4,\"\xc2\x80\":6,\"ö\":7,\"€\":1,\"😀\":5,\"\xef\xac\xb3\":3}");
    becomes("{\"b\":{\"ab\":1,\"a\":2,\"\":3},\"\\ue000\":4,\"\\ud7ff\":5,\"\\uee80\":6,"
            "\"\\udbff\\udfff\":7}",
            "{\"b\":{\"\":3,\"a\":2,\"ab\":1},\"\xed\x9f\xbf\":5,\"\xf4\x8f\xbf\xbf\":7,"
            "\"\xee\x80\x80\":4,\"\xee\xba\x80\":6}");
}

/* RFC 8785, appendix B. */
static void numbers_are_those_of_the_rfc(void **state)
{
    static const struct {
        uint64_t bits;
        const char *text;
    } cases[] = {
        {0x0000000000000000, "0"},
        {0x8000000000000000, "0"},
        {0x0000000000000001, "5e-324"},
        {0x8000000000000001, "-5e-324"},
        {0x7fefffffffffffff, "1.7976931348623157e+308"},
        {0xffefffffffffffff, "-1.7976931348623157e+308"},
        {0x4340000000000000, "9007199254740992"},
        {0xc340000000000000, "-9007199254740992"},
        {0x4430000000000000, "295147905179352830000"},
        {0x44b52d02c7e14af5, "9.999999999999997e+22"},
        {0x44b52d02c7e14af6, "1e+23"},
        {0x44b52d02c7e14af7, "1.0000000000000001e+23"},
        {0x444b1ae4d6e2ef4e, "999999999999999700000"},
        {0x444b1ae4d6e2ef4f, "999999999999999900000"},
        {0x444b1ae4d6e2ef50, "1e+21"},
        {0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7"},
        {0x3eb0c6f7a0b5ed8d, "0.000001"},
        {0x41b3de4355555553, "333333333.3333332"},
        {0x41b3de4355555554, "333333333.33333325"},
        {0x41b3de4355555555, "333333333.3333333"},
        {0x41b3de4355555556, "333333333.3333334"},
        {0x41b3de4355555557, "333333333.33333343"},
        {0xbecbf647612f3696, "-0.0000033333333333333333"},
        {0x43143ff3c1cb0959, "1424953923781206.2"},
        {0x3ff0000000000000, "1"},
        {0x4059000000000000, "100"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct bytes out = bytes_new(64);
        double value = 0;
        json_t *json = NULL;

        memcpy(&value, &cases[i].bits, sizeof value);
        json = json_real(value);
        assert_true(jcs_append(json, &out));
        assert_string_equal(bytes_text(&out), cases[i].text);
        json_decref(json);
        bytes_free(&out);
    }
}

/* A locale may write another point; it does not reach the text. */
static void the_locale_does_not_matter(void **state)
{
    static const char *commas[] = {"de_DE.UTF-8", "fr_FR.UTF-8", "C.UTF-8"};
    size_t i = 0;

    (void)state;
    while (i < 2 && setlocale(LC_NUMERIC, commas[i]) == NULL)
        i++;
    becomes("[1.5,0.25,123456.75,1e-7]", "[1.5,0.25,123456.75,1e-7]");
    setlocale(LC_NUMERIC, "C");
}

static void whole_numbers_are_plain(void **state)
{
    (void)state;
    becomes("[0,-0,1,-7,9007199254740992,-9007199254740992]",
            "[0,0,1,-7,9007199254740992,-9007199254740992]");
}

static void strings_have_the_shortest_escapes(void **state)
{
    (void)state;
    becomes("\"\\u0000\\u0001\\b\\t\\n\\u000b\\f\\r\\u001f\\u007f \\/\\u3042\"",
            "\"\\u0000\\u0001\\b\\t\\n\\u000b\\f\\r\\u001f\x7f /あ\"");
    becomes("\"\"", "\"\"");
    becomes("{}", "{}");
    becomes("[[],{},[\"\"]]", "[[],{},[\"\"]]");
}

static void refuse(const char *text)
{
    struct bytes out = bytes_new(4096);

    assert_true(bytes_append_text(&out, "before"));
    assert_false(append(text, &out));
    assert_string_equal(bytes_text(&out), "before");
    bytes_free(&out);
}

/* Two sides that read the number as a double would see another than they were told. */
static void whole_numbers_beyond_a_double_are_refused(void **state)
{
    (void)state;
    refuse("[1,9007199254740993]");
    refuse("{\"a\":-9007199254740993}");
}

static void depth_is_bounded(void **state)
{
    char text[2 * JCS_DEPTH_MAX + 8] = "";

    (void)state;
    memset(text, '[', JCS_DEPTH_MAX);
    memset(text + JCS_DEPTH_MAX, ']', JCS_DEPTH_MAX);
    becomes(text, text);
    memset(text, '[', JCS_DEPTH_MAX + 1);
    memset(text + JCS_DEPTH_MAX + 1, ']', JCS_DEPTH_MAX + 1);
    refuse(text);
}

static void nothing_is_left_behind_where_the_room_ends(void **state)
{
    (void)state;
    for (size_t max = 0; max < 13; max++) {
        struct bytes out = bytes_new(max);

        assert_false(append("{\"a\":[1,\"b\"]}", &out));
        assert_int_equal(out.len, 0);
        bytes_free(&out);
    }
    becomes("{\"a\":[1,\"b\"]}", "{\"a\":[1,\"b\"]}");
    {
        struct bytes out = bytes_new(13);

        assert_true(append("{\"a\":[1,\"b\"]}", &out));
        bytes_free(&out);
    }
    {
        struct bytes out = bytes_new(8);

        assert_false(jcs_append(NULL, &out));
        bytes_free(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_rfc_sample_holds),
        cmocka_unit_test(members_stand_in_the_order_of_the_rfc),
        cmocka_unit_test(numbers_are_those_of_the_rfc),
        cmocka_unit_test(the_locale_does_not_matter),
        cmocka_unit_test(whole_numbers_are_plain),
        cmocka_unit_test(strings_have_the_shortest_escapes),
        cmocka_unit_test(whole_numbers_beyond_a_double_are_refused),
        cmocka_unit_test(depth_is_bounded),
        cmocka_unit_test(nothing_is_left_behind_where_the_room_ends),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
