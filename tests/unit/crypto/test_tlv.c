#include "crypto/tlv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define BYTES(...) view_of((const uint8_t[]){__VA_ARGS__}, sizeof((const uint8_t[]){__VA_ARGS__}))

static void all_tag_and_length_forms_are_read(void **state)
{
    static const uint8_t in[] = {0x90, 0x03, 1,    0,    1,                /* one-byte tag */
                                 0x5f, 0x4e, 0x00,                         /* two-byte tag, empty */
                                 0xff, 0x40, 0x82, 0x00, 0x02, 0xaa, 0xbb, /* non-minimal length */
                                 0x7f, 0x81, 0x02, 0x81, 0x01, 0xcc};      /* three-byte tag */
    struct view rest = view_of(in, sizeof in);
    struct tlv tlv;

    (void)state;
    assert_true(tlv_next(&rest, &tlv));
    assert_int_equal(tlv.tag, 0x90);
    assert_int_equal(tlv.value.len, 3);
    assert_true(tlv_next(&rest, &tlv));
    assert_int_equal(tlv.tag, 0x5f4e);
    assert_int_equal(tlv.whole.len, 3);
    assert_true(tlv_next(&rest, &tlv));
    assert_int_equal(tlv.tag, 0xff40);
    assert_int_equal(tlv.value.at[1], 0xbb);
    assert_int_equal(tlv.whole.len, 7);
    assert_true(tlv_next(&rest, &tlv));
    assert_int_equal(tlv.tag, 0x7f8102);
    assert_int_equal(tlv.value.at[0], 0xcc);
    assert_int_equal(rest.len, 0);
    assert_false(tlv_next(&rest, &tlv));
}

static void every_cut_of_an_object_is_refused_and_leaves_the_rest(void **state)
{
    static const uint8_t in[] = {0xff, 0x40, 0x82, 0x00, 0x02, 0xaa, 0xbb};
    struct tlv tlv;

    (void)state;
    for (size_t len = 0; len < sizeof in; len++) {
        struct view rest = view_of(in, len);

        assert_false(tlv_next(&rest, &tlv));
        assert_int_equal(rest.len, len);
    }
}

static void lengths_that_lie_are_refused(void **state)
{
    struct tlv tlv;
    struct view indefinite = BYTES(0x30, 0x80, 0, 0);
    struct view too_long = BYTES(0x30, 0x84, 0xff, 0xff, 0xff, 0xff, 0);
    struct view too_many = BYTES(0x30, 0x85, 0, 0, 0, 0, 1, 0);
    struct view endless_tag = BYTES(0x1f, 0x81, 0x81, 0x81, 0x01, 0);

    (void)state;
    assert_false(tlv_next(&indefinite, &tlv));
    assert_false(tlv_next(&too_long, &tlv));
    assert_false(tlv_next(&too_many, &tlv));
    assert_false(tlv_next(&endless_tag, &tlv));
}

static void finding_stops_at_a_malformed_object(void **state)
{
    struct tlv tlv;

    (void)state;
    assert_true(tlv_find(BYTES(0x01, 0, 0x02, 1, 7), 2, &tlv));
    assert_false(tlv_find(BYTES(0x01, 9, 0x02, 1, 7), 2, &tlv));
    assert_false(tlv_find(BYTES(0x01, 0), 2, &tlv));
}

static void what_is_written_is_read_back(void **state)
{
    static uint8_t value[70000];
    static const size_t lengths[] = {0, 1, 127, 128, 255, 256, 65535, 65536, 70000};
    struct bytes out = bytes_new(100000);

    (void)state;
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        struct view rest;
        struct tlv tlv;

        bytes_clear(&out);
        assert_true(tlv_append(&out, 0xdf33, view_of(value, lengths[i])));
        rest = bytes_view(&out);
        assert_true(tlv_next(&rest, &tlv));
        assert_int_equal(tlv.tag, 0xdf33);
        assert_int_equal(tlv.value.len, lengths[i]);
        assert_int_equal(rest.len, 0);
    }
    bytes_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_tag_and_length_forms_are_read),
        cmocka_unit_test(every_cut_of_an_object_is_refused_and_leaves_the_rest),
        cmocka_unit_test(lengths_that_lie_are_refused),
        cmocka_unit_test(finding_stops_at_a_malformed_object),
        cmocka_unit_test(what_is_written_is_read_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
