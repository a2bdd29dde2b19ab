#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "crypto/base/hex.h"
#include "crypto/cbor.h"

#include <stdlib.h>
#include <string.h>

/* The bytes of a hexadecimal text, on the heap, so that a step past the end is seen. */
static struct bytes from(const char *hex)
{
    struct bytes out = bytes_new(1 << 12);
    size_t len = strlen(hex) / 2;
    uint8_t *to = bytes_room(&out, len > 0 ? len : 1);

    assert_non_null(to);
    assert_true(hex_decode(view_text(hex), to, len));
    out.len = len;
    return out;
}

static bool is_sound(const char *hex)
{
    struct bytes b = from(hex);
    uint8_t *exact = malloc(b.len > 0 ? b.len : 1);
    bool sound = false;

    assert_non_null(exact);
    memcpy(exact, b.at, b.len);
    sound = cbor_is_sound(view_of(exact, b.len));
    free(exact);
    bytes_free(&b);
    return sound;
}

static struct cbor_item take(const char *hex)
{
    struct bytes b = from(hex);
    struct view rest = bytes_view(&b);
    struct cbor_item item;

    assert_true(cbor_take(&rest, &item));
    bytes_free(&b);
    return item;
}

/* RFC 8949, appendix A. */
static void numbers_are_read(void **state)
{
    static const struct {
        const char *hex;
        int64_t number;
    } cases[] = {{"00", 0},
                 {"17", 23},
                 {"1818", 24},
                 {"1903e8", 1000},
                 {"1a000f4240", 1000000},
                 {"1b000000e8d4a51000", 1000000000000},
                 {"1b7fffffffffffffff", INT64_MAX},
                 {"20", -1},
                 {"3863", -100},
                 {"3903e7", -1000},
                 {"3a000003e7", -1000},
                 {"3b7fffffffffffffff", INT64_MIN}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct cbor_item item = take(cases[i].hex);

        assert_int_equal(item.kind, CBOR_INTEGER);
        assert_true(item.number == cases[i].number);
    }
    assert_true(take("f93e00").kind == CBOR_REAL && take("f93e00").real == 1.5);
    assert_true(take("fa47c35000").real == 100000.0);
    assert_true(take("fb3ff199999999999a").real == 1.1);
    assert_true(take("f5").kind == CBOR_TRUTH && take("f5").number == 1);
    assert_true(take("f4").kind == CBOR_TRUTH && take("f4").number == 0);
    assert_int_equal(take("f6").kind, CBOR_NULL);
    for (int tag = 0; tag < 24; tag++) {
        uint8_t head = (uint8_t)(0xC0 + tag);
        struct view rest = view_of(&head, 1);
        struct cbor_item item;

        assert_true(cbor_take(&rest, &item));
        assert_true(item.kind == CBOR_TAG && item.number == tag && rest.len == 0);
    }
    assert_true(take("d83d").kind == CBOR_TAG && take("d83d").number == 61);
}

static void what_is_written_is_read_back(void **state)
{
    static const int64_t numbers[] = {0,  23,  24,   255,       256,       65535,    65536,
                                      -1, -24, -25,  -256,      -257,      -65537,   1795132800,
                                      -7, -37, -260, 1LL << 32, INT64_MAX, INT64_MIN};
    struct bytes out = bytes_new(1 << 10);

    (void)state;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        struct cbor_item item;
        struct view rest;

        bytes_clear(&out);
        assert_true(cbor_put_integer(&out, numbers[i]));
        rest = bytes_view(&out);
        assert_true(cbor_take(&rest, &item));
        assert_true(item.kind == CBOR_INTEGER && item.number == numbers[i] && rest.len == 0);
    }
    bytes_clear(&out);
    assert_true(cbor_put_tag(&out, 18) && cbor_put_list(&out, 2) && cbor_put_map(&out, 1) &&
                cbor_put_text(&out, view_text("IETF")) &&
                cbor_put_bytes(&out, view_of("\1\2", 2)) && cbor_put_bytes(&out, view_of(NULL, 0)));
    assert_true(cbor_is_sound(bytes_view(&out)));
    assert_int_equal(out.len, 1 + 1 + 1 + 5 + 3 + 1);
    bytes_free(&out);
}

static void only_whole_items_of_definite_length_are_sound(void **state)
{
    (void)state;
    assert_true(is_sound("83010203"));
    assert_true(is_sound("a201020304"));
    assert_true(is_sound("826161a161626163"));
    assert_false(is_sound(""));
    assert_false(is_sound("8301020304"));         /* something behind */
    assert_false(is_sound("830102"));             /* too few */
    assert_false(is_sound("a2010203"));           /* a key without a value */
    assert_false(is_sound("43aabb"));             /* bytes that end early */
    assert_false(is_sound("5bffffffffffffffff")); /* bytes that claim everything */
    assert_false(is_sound("9bffffffffffffffff"));
    assert_false(is_sound("9b7fffffffffffffff00"));
    assert_false(is_sound("bbffffffffffffffff"));
    assert_false(is_sound("1bffffffffffffffff")); /* beyond 63 bits */
    assert_false(is_sound("3bffffffffffffffff"));
    assert_false(is_sound("9fff")); /* indefinite */
    assert_false(is_sound("bfff"));
    assert_false(is_sound("5f41aaff"));
    assert_false(is_sound("7f6161ff"));
    assert_false(is_sound("ff"));
    assert_false(is_sound("f7")); /* undefined */
    assert_false(is_sound("1c")); /* reserved */
    assert_false(is_sound("c1")); /* a tag before nothing */
}

static void no_map_says_one_thing_twice(void **state)
{
    (void)state;
    assert_true(is_sound("a201000200"));
    assert_false(is_sound("a201000100"));
    assert_false(is_sound("a20100180100"));     /* the same number, written longer */
    assert_false(is_sound("a2616100616101"));   /* "a" twice */
    assert_false(is_sound("a261610078016101")); /* and written longer */
    assert_true(is_sound("a20100613100"));      /* 1 and "1" are two keys */
    assert_false(is_sound("a18000"));           /* a list as key */
    assert_false(is_sound("a1416100"));         /* bytes as key */
    assert_false(is_sound("8181a201000100"));
    assert_false(is_sound("a101a201000100"));
}

static bool nests(uint8_t head, const char *tail, size_t depth)
{
    struct bytes b = bytes_new(1 << 21), end = from(tail);
    bool sound = false;

    for (size_t i = 0; i < depth; i++)
        assert_true(bytes_append_u8(&b, head) && (head != 0xA1 || bytes_append_u8(&b, 1)));
    assert_true(bytes_append(&b, bytes_view(&end)));
    sound = cbor_is_sound(bytes_view(&b));
    bytes_free(&b);
    bytes_free(&end);
    return sound;
}

static void nesting_ends_long_before_the_stack(void **state)
{
    static const uint8_t heads[] = {0x81, 0xA1, 0xC1, 0xD2};

    (void)state;
    for (size_t i = 0; i < sizeof heads; i++) {
        assert_true(nests(heads[i], "00", CBOR_DEPTH_MAX - 1));
        assert_false(nests(heads[i], "00", CBOR_DEPTH_MAX));
        assert_false(nests(heads[i], "00", 1000));
        assert_false(nests(heads[i], "00", 1000000));
    }
}

static void maps_are_bounded(void **state)
{
    struct bytes b = bytes_new(1 << 12);

    (void)state;
    for (size_t pairs = CBOR_PAIRS_MAX; pairs <= CBOR_PAIRS_MAX + 1; pairs++) {
        bytes_clear(&b);
        assert_true(cbor_put_map(&b, pairs));
        for (size_t i = 0; i < pairs; i++)
            assert_true(cbor_put_integer(&b, (int64_t)i) && cbor_put_integer(&b, 0));
        assert_int_equal(cbor_is_sound(bytes_view(&b)), pairs == CBOR_PAIRS_MAX);
    }
    bytes_free(&b);
}

static void a_value_is_found_by_its_key(void **state)
{
    struct bytes map =
        from("a301820102390103a101056161f6"); /* {1: [1, 2], -260: {1: 5}, "a": null} */
    struct view value;

    (void)state;
    assert_true(cbor_find(bytes_view(&map), 1, &value));
    assert_true(value.len == 3 && value.at == map.at + 2);
    assert_true(cbor_find(bytes_view(&map), -260, &value));
    assert_true(cbor_find(value, 1, &value));
    assert_true(value.len == 1 && value.at[0] == 5);
    assert_false(cbor_find(bytes_view(&map), 2, &value));
    assert_false(cbor_find(view_of("\x81\x01", 2), 1, &value));
    assert_false(cbor_find(view_of(NULL, 0), 1, &value));
    bytes_free(&map);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_read),
        cmocka_unit_test(what_is_written_is_read_back),
        cmocka_unit_test(only_whole_items_of_definite_length_are_sound),
        cmocka_unit_test(no_map_says_one_thing_twice),
        cmocka_unit_test(nesting_ends_long_before_the_stack),
        cmocka_unit_test(maps_are_bounded),
        cmocka_unit_test(a_value_is_found_by_its_key),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
