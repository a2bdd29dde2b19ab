#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/seal/flate.h"

#include <stdio.h>
#include <string.h>
#include <zlib.h>

enum { BIG = 100000 };

/* Noise and runs of one sign, from a fixed seed. */
static struct bytes make_sample(size_t len)
{
    struct bytes out = bytes_new(BIG);
    uint32_t seed = 20261120;
    uint8_t *to = bytes_room(&out, len);

    assert_non_null(to);
    for (size_t i = 0; i < len; i++) {
        seed = seed * 1664525 + 1013904223;
        to[i] = i % 1000 < 500 ? 'a' : (uint8_t)(seed >> 24);
    }
    out.len = len;
    return out;
}

static void comes_back_whole(void **state)
{
    static const size_t lens[] = {0, 1, 4095, 4096, 4097, BIG};

    (void)state;
    for (size_t i = 0; i < sizeof lens / sizeof *lens; i++) {
        struct bytes plain = make_sample(lens[i]), packed = bytes_new(2 * BIG),
                     back = bytes_new(BIG + 1);

        assert_true(flate_pack(bytes_view(&plain), &packed));
        assert_true(flate_unpack(bytes_view(&packed), &back));
        assert_true(view_equal(bytes_view(&plain), bytes_view(&back)));
        bytes_free(&plain);
        bytes_free(&packed);
        bytes_free(&back);
    }
}

/* Doses as a card holds them, `count` of them. */
static struct bytes make_card(size_t count)
{
    struct bytes out = bytes_new(BIG);

    for (size_t i = 0; i < count; i++) {
        char dose[512];

        snprintf(dose, sizeof dose,
                 "{\"fullUrl\":\"resource:%zu\",\"resource\":{\"resourceType\":\"Immunization\","
                 "\"status\":\"completed\",\"vaccineCode\":{\"coding\":[{\"system\":"
                 "\"http://hl7.org/fhir/sid/cvx\",\"code\":\"%zu\"}]},\"patient\":{\"reference\":"
                 "\"resource:0\"},\"occurrenceDateTime\":\"202%zu-0%zu-1%zu\",\"lotNumber\":"
                 "\"EY%04zu\",\"performer\":[{\"actor\":{\"display\":\"MHLW_Gov_of_JAPAN\"}}]}}",
                 i + 1, 207 + i % 5, 1 + i % 4, 1 + i % 9, i % 7, i * 7919 % 10000);
        assert_true(bytes_append_text(&out, dose));
    }
    return out;
}

static size_t largest_window(struct view plain)
{
    static uint8_t out[BIG];
    z_stream stream = {0};

    assert_int_equal(deflateInit2(&stream, 9, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY), Z_OK);
    stream.next_in = (Bytef *)(uintptr_t)plain.at;
    stream.avail_in = (uInt)plain.len;
    stream.next_out = out;
    stream.avail_out = sizeof out;
    assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_END);
    deflateEnd(&stream);
    return stream.total_out;
}

/* The small window costs no room in the symbol. */
static void a_card_packs_as_small_as_it_can(void **state)
{
    (void)state;
    for (size_t doses = 1; doses <= 16; doses++) {
        struct bytes plain = make_card(doses), packed = bytes_new(BIG);

        assert_true(flate_pack(bytes_view(&plain), &packed));
        assert_true(packed.len <= largest_window(bytes_view(&plain)));
        bytes_free(&plain);
        bytes_free(&packed);
    }
}

static void the_bound_holds(void **state)
{
    struct bytes plain = make_sample(5000), packed = bytes_new(BIG), small = bytes_new(4999),
                 tiny = bytes_new(100);

    (void)state;
    assert_true(flate_pack(bytes_view(&plain), &packed));
    assert_true(bytes_append_text(&small, "x"));
    assert_false(flate_unpack(bytes_view(&packed), &small));
    assert_int_equal(small.len, 1);
    assert_false(flate_pack(bytes_view(&plain), &tiny));
    assert_int_equal(tiny.len, 0);
    bytes_free(&plain);
    bytes_free(&packed);
    bytes_free(&small);
    bytes_free(&tiny);
}

static void only_one_whole_stream_opens(void **state)
{
    struct bytes plain = make_sample(5000), packed = bytes_new(BIG), out = bytes_new(BIG);
    static const uint8_t zlib[] = {0x78, 0x9c, 0x4b, 0x04, 0x00, 0x00, 0x62, 0x00, 0x62};

    (void)state;
    assert_true(flate_pack(bytes_view(&plain), &packed));
    for (size_t len = 0; len < packed.len; len += len < 20 ? 1 : 97)
        assert_false(flate_unpack(view_cut(bytes_view(&packed), 0, len), &out));
    assert_true(bytes_append_u8(&packed, 0));
    assert_false(flate_unpack(bytes_view(&packed), &out));
    assert_false(flate_unpack(view_of(zlib, sizeof zlib), &out));
    assert_true(flate_unpack(view_of(zlib + 2, 3), &out));
    assert_true(view_equal(bytes_view(&out), view_text("a")));
    bytes_free(&plain);
    bytes_free(&packed);
    bytes_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(comes_back_whole),
        cmocka_unit_test(a_card_packs_as_small_as_it_can),
        cmocka_unit_test(the_bound_holds),
        cmocka_unit_test(only_one_whole_stream_opens),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
