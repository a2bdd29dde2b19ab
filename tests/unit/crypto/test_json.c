#include "crypto/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <locale.h>

static struct json_table values;

static const struct json *read_text(const char *text)
{
    const struct json *read = json_read(view_text(text), &values);

    assert_non_null(read);
    return read;
}

/* The only element of an array. */
static const struct json *only(const char *text)
{
    return json_first(read_text(text));
}

static void members_are_found_by_what_their_names_mean(void **state)
{
    const struct json *json =
        read_text("{\"a\":1,\"ab\":[{\"b\":true}],\"\\u0063d\":null,\"\":false,\"e\\n\":\"f\"}");

    (void)state;
    assert_int_equal(json_count(json), 5);
    assert_int_equal(json_kind(json_member(json, "a")), JSON_KIND_WHOLE);
    assert_int_equal(json_kind(json_member(json, "ab")), JSON_KIND_ARRAY);
    assert_int_equal(json_kind(json_member(json, "cd")), JSON_KIND_NULL);
    assert_int_equal(json_kind(json_member(json, "")), JSON_KIND_FALSE);
    assert_int_equal(json_kind(json_member(json, "e\n")), JSON_KIND_TEXT);
    assert_int_equal(json_kind(json_member(json_first(json_member(json, "ab")), "b")),
                     JSON_KIND_TRUE);
    assert_null(json_member(json, "b"));
    assert_null(json_member(json, "c"));
    assert_null(json_member(json, "cde"));
    assert_null(json_member(json, "\\u0063d"));
}

static void what_is_not_there_has_nothing(void **state)
{
    const struct json *json = read_text("[{\"a\":\"b\"},\"c\",7]");
    char text[8] = "x";
    int64_t whole = 0;
    double number = 0;

    (void)state;
    assert_int_equal(json_kind(NULL), JSON_KIND_NONE);
    assert_null(json_member(NULL, "a"));
    assert_null(json_member(json, "a")); /* of an array */
    assert_null(json_first(NULL));
    assert_null(json_first(json_first(json))); /* of an object */
    assert_int_equal(json_count(NULL) + json_count(json_next(json, json_first(json))), 0);
    assert_null(json_walk(NULL, NULL));
    assert_false(json_is_empty(NULL));
    assert_false(json_is(NULL, ""));
    assert_false(json_is(json, ""));
    assert_false(json_same_text(NULL, NULL));
    assert_false(json_same_text(json, json));
    assert_false(json_whole(NULL, &whole));
    assert_false(json_number(json_first(json), &number));
    assert_false(json_is_canonical(NULL));
    assert_int_equal(json_view(NULL).len, 0);
    assert_false(json_text(NULL, text, sizeof text));
    assert_string_equal(text, "");
}

static void elements_and_all_values_come_in_order(void **state)
{
    static const enum json_kind kinds[] = {JSON_KIND_ARRAY, JSON_KIND_OBJECT, JSON_KIND_ARRAY,
                                           JSON_KIND_WHOLE, JSON_KIND_TEXT,   JSON_KIND_ARRAY,
                                           JSON_KIND_REAL};
    const struct json *json = read_text("[{\"a\":[1],\"b\":\"c\"},[],2.5]");
    const struct json *at = NULL, *object = json_first(json);
    size_t count = 0;

    (void)state;
    while ((at = json_walk(json, at)) != NULL)
        assert_int_equal(json_kind(at), kinds[count++]);
    assert_int_equal(count, 7);
    for (count = 0, at = json_walk(object, NULL); at != NULL; at = json_walk(object, at))
        count++;
    assert_int_equal(count, 4);
    at = json_next(json, object);
    assert_true(json_kind(at) == JSON_KIND_ARRAY && json_is_empty(at));
    at = json_next(json, at);
    assert_int_equal(json_kind(at), JSON_KIND_REAL);
    assert_null(json_next(json, at));
    assert_false(json_is_empty(json));
    assert_true(json_is_empty(only("[\"\"]")));
    assert_false(json_is_empty(only("[0]")));
}

/* Writes the only element, into `size` bytes of room. */
static bool writes(const char *json, size_t size, const char *expected)
{
    char text[64];
    bool good = json_text(only(json), text, size);

    assert_string_equal(text, expected);
    return good;
}

static void texts_are_written_as_utf8(void **state)
{
    (void)state;
    assert_true(writes("[\"\"]", 1, ""));
    assert_true(writes("[\"abc\"]", 4, "abc"));
    assert_false(writes("[\"abc\"]", 3, ""));
    assert_true(writes("[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]", 9, "\"\\/\b\f\n\r\t"));
    assert_true(writes("[\"\\u0041\\u00e9\\u8A3c\\ud83d\\ude00\"]", 11, "Aé証😀"));
    assert_false(writes("[\"\\u0041\\u00e9\\u8A3c\\ud83d\\ude00\"]", 10, ""));
    assert_true(writes("[\"証\\u007f\\u0080\\u07ff\\u0800\\uffFD\"]", 64,
                       "証\x7F\xC2\x80\xDF\xBF\xE0\xA0\x80\xEF\xBF\xBD"));
    assert_false(writes("[12]", 64, ""));
    assert_false(writes("[[\"a\"]]", 64, ""));
}

static void texts_are_compared_where_they_stand(void **state)
{
    const struct json *json =
        read_text("[\"証a\",\"\\u8a3ca\",\"証\",\"証b\",\"\\u8a3c\\u0061b\"]");
    const struct json *raw = json_first(json), *escaped = json_next(json, raw);
    const struct json *shorter = json_next(json, escaped), *other = json_next(json, shorter);
    const struct json *longer = json_next(json, other);

    (void)state;
    assert_true(json_is(raw, "証a") && json_is(escaped, "証a"));
    assert_false(json_is(raw, "証") || json_is(escaped, "証"));
    assert_false(json_is(raw, "証ab") || json_is(escaped, "証ab"));
    assert_true(json_same_text(raw, escaped) && json_same_text(escaped, raw));
    assert_true(json_same_text(raw, raw) && json_same_text(escaped, escaped));
    assert_false(json_same_text(raw, shorter) || json_same_text(escaped, shorter));
    assert_false(json_same_text(shorter, escaped) || json_same_text(raw, other));
    assert_false(json_same_text(escaped, longer) || json_same_text(longer, escaped));
    /* A backslash in what is asked for is one, and no escape. */
    assert_true(json_is(only("[\"\\\\u0061\"]"), "\\u0061"));
    assert_false(json_is(only("[\"a\"]"), "\\u0061"));
}

static bool is_number(const char *json, double expected)
{
    double number = 0;

    return json_number(only(json), &number) && !(number < expected) && !(number > expected);
}

static void numbers_do_not_ask_the_locale(void **state)
{
    int64_t whole = 0;

    (void)state;
    /* Whichever of them is installed has a comma for its point. */
    if (setlocale(LC_NUMERIC, "de_DE.UTF-8") == NULL)
        (void)setlocale(LC_NUMERIC, "fr_FR.UTF-8");
    assert_true(is_number("[1620992383.218]", 1620992383.218));
    assert_true(is_number("[-0.5]", -0.5) && is_number("[0.1e1]", 1) && is_number("[1E+2]", 100));
    assert_true(is_number("[1e23]", 1e23) && is_number("[5e-324]", 5e-324));
    assert_true(is_number("[1.7976931348623157e308]", 1.7976931348623157e308));
    assert_true(is_number("[0.000001e313]", 1e307) && is_number("[1e-99999999999999]", 0));
    assert_true(is_number("[7]", 7) && is_number("[9007199254740993]", 9007199254740992));
    (void)setlocale(LC_NUMERIC, "C");
    assert_true(json_whole(only("[9223372036854775807]"), &whole) && whole == INT64_MAX);
    assert_true(json_whole(only("[-9223372036854775808]"), &whole) && whole == INT64_MIN);
    assert_true(json_whole(only("[-0]"), &whole) && whole == 0);
    assert_false(json_whole(only("[1.0]"), &whole));
    assert_false(json_whole(only("[1e0]"), &whole));
    assert_false(json_whole(only("[\"1\"]"), &whole));
}

static void a_value_shows_where_it_stands(void **state)
{
    const struct json *json =
        read_text(" { \"a\" : {\"b\": [ 1 ] } , \"c\":\"d\\n\", \"e\":-1.5 } ");

    (void)state;
    assert_true(view_equal(json_view(json_member(json, "a")), view_text("{\"b\": [ 1 ] }")));
    assert_true(view_equal(json_view(json_member(json, "c")), view_text("d\\n")));
    assert_true(view_equal(json_view(json_member(json, "e")), view_text("-1.5")));
    assert_int_equal(json_view(json).len,
                     strlen("{ \"a\" : {\"b\": [ 1 ] } , \"c\":\"d\\n\", \"e\":-1.5 }"));
}

static bool is_canonical(const char *text)
{
    return json_is_canonical(read_text(text));
}

/* RFC 8785 §3.2. */
static void the_canonical_form_is_known(void **state)
{
    (void)state;
    assert_true(is_canonical("{}") && is_canonical("[]") && is_canonical(" [1] "));
    assert_true(is_canonical("{\"a\":[1,-1,0,true,false,null],\"b\":{\"c\":\"/é\x7F\"}}"));
    assert_true(is_canonical("[\"\\\"\\\\\\b\\f\\n\\r\\t\\u0001\\u001f\"]"));
    assert_true(is_canonical("[9007199254740992,-9007199254740992]"));
    assert_true(is_canonical("{\"\":1,\"a\":2,\"aa\":3,\"b\":4}"));
    /* In UTF-16 U+1F600 begins with D83D, and stands before U+FB33. */
    assert_true(is_canonical(
        "{\"\\r\":1,\"1\":2,\"\xC2\x80\":3,\"ö\":4,\"€\":5,\"😀\":6,\"\xEF\xAC\xB3\":7}"));
    assert_false(is_canonical("{\"\xEF\xAC\xB3\":7,\"😀\":6}"));
    assert_false(is_canonical("{\"b\":1,\"a\":2}") || is_canonical("{\"aa\":1,\"a\":2}"));
    assert_false(is_canonical("[ 1]") || is_canonical("[1 ]") || is_canonical("[ ]"));
    assert_false(is_canonical("[1, 2]") || is_canonical("{\"a\": 1}") ||
                 is_canonical("{\"a\" :1}"));
    assert_false(is_canonical("[\"\\/\"]") || is_canonical("[\"\\u0041\"]"));
    assert_false(is_canonical("[\"\\u000a\"]") || is_canonical("[\"\\u001F\"]"));
    assert_false(is_canonical("[\"\\u0022\"]") || is_canonical("[\"\\u005c\"]"));
    assert_false(is_canonical("[\"\\u007f\"]") || is_canonical("[\"\\u20ac\"]"));
    assert_false(is_canonical("[\"\\ud83d\\ude00\"]") || is_canonical("{\"\\u0061\":1}"));
    assert_false(is_canonical("[-0]") || is_canonical("[1.5]") || is_canonical("[1e2]"));
    assert_false(is_canonical("[9007199254740993]") || is_canonical("[-9007199254740993]"));
}

/* What stands around a part does not make it another. */
static void each_part_is_canonical_for_itself(void **state)
{
    const struct json *json =
        read_text("{ \"b\":{\"x\":1,\"y\":[2]}, \"a\":{\"x\": 1}, \"c\":1.5}");

    (void)state;
    assert_false(json_is_canonical(json));
    assert_true(json_is_canonical(json_member(json, "b")));
    assert_true(json_is_canonical(json_member(json_member(json, "b"), "y")));
    assert_false(json_is_canonical(json_member(json, "a")));
    assert_false(json_is_canonical(json_member(json, "c"))); /* neither object nor array */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(members_are_found_by_what_their_names_mean),
        cmocka_unit_test(what_is_not_there_has_nothing),
        cmocka_unit_test(elements_and_all_values_come_in_order),
        cmocka_unit_test(texts_are_written_as_utf8),
        cmocka_unit_test(texts_are_compared_where_they_stand),
        cmocka_unit_test(numbers_do_not_ask_the_locale),
        cmocka_unit_test(a_value_shows_where_it_stands),
        cmocka_unit_test(the_canonical_form_is_known),
        cmocka_unit_test(each_part_is_canonical_for_itself),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
