#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/seal/flate_trees.h"

#include "app/seal/flate.h"

#include <string.h>

enum { BIG = 200000, SEED = 20261122 };

#define TEXT                                                                                       \
    "{\"resourceType\":\"Immunization\",\"status\":\"completed\",\"occurrenceDateTime\":\"2022-"   \
    "06-10\"}"                                                                                     \
    "{\"resourceType\":\"Immunization\",\"status\":\"completed\",\"occurrenceDateTime\":\"2022-"   \
    "08-10\"}"

static struct flate_trees *make_trees(void)
{
    const struct view sample = view_text(TEXT);
    struct flate_trees *trees = flate_trees_new(&sample, 1);

    assert_non_null(trees);
    return trees;
}

static void comes_back(const struct flate_trees *trees, struct view plain)
{
    struct bytes packed = bytes_new(2 * BIG), back = bytes_new(BIG);

    assert_true(bytes_append_text(&packed, "x"));
    assert_true(flate_trees_pack(trees, plain, &packed));
    assert_true(flate_unpack(view_from(bytes_view(&packed), 1), &back));
    assert_true(view_equal(plain, bytes_view(&back)));
    bytes_free(&packed);
    bytes_free(&back);
}

/* Trees say how long a text becomes, never which texts can be packed. */
static void any_text_comes_back(void **state)
{
    struct flate_trees *trees = make_trees();
    struct bytes noise = bytes_new(BIG);
    uint8_t *to = bytes_room(&noise, BIG);
    uint32_t seed = SEED;

    (void)state;
    assert_non_null(to);
    for (size_t i = 0; i < BIG; i++) {
        seed = seed * 1664525 + 1013904223;
        to[i] = (uint8_t)(seed >> 24);
    }
    noise.len = BIG;
    comes_back(trees, view_text(TEXT));
    comes_back(trees, view_text("a"));
    comes_back(trees, view_text("証　花子 ÿ \x01\x02"));
    for (size_t len = 1; len <= BIG; len = len * 3 + 1)
        comes_back(trees, view_cut(bytes_view(&noise), 0, len));
    bytes_free(&noise);
    flate_trees_free(&trees);
}

/* What it was made for is little longer than the finest. */
static void what_resembles_is_short(void **state)
{
    static const char like[] = "{\"resourceType\":\"Immunization\",\"status\":\"completed\","
                               "\"occurrenceDateTime\":\"2023-11-29\"}";
    struct flate_trees *trees = make_trees();
    struct bytes packed = bytes_new(BIG), finest = bytes_new(BIG), text = bytes_new(BIG);

    (void)state;
    for (int i = 0; i < 5; i++)
        assert_true(bytes_append_text(&text, like));
    assert_true(flate_trees_pack(trees, bytes_view(&text), &packed));
    assert_true(flate_pack(bytes_view(&text), &finest));
    assert_true(packed.len <= finest.len + finest.len / 2);
    bytes_free(&packed);
    bytes_free(&finest);
    bytes_free(&text);
    flate_trees_free(&trees);
}

static void the_bound_holds(void **state)
{
    struct flate_trees *trees = make_trees();
    struct bytes tiny = bytes_new(20), packed = bytes_new(BIG);

    (void)state;
    assert_true(bytes_append_text(&tiny, "x"));
    assert_false(flate_trees_pack(trees, view_text(TEXT), &tiny));
    assert_int_equal(tiny.len, 1);
    assert_false(flate_trees_pack(trees, view_text(""), &packed));
    assert_int_equal(packed.len, 0);
    bytes_free(&tiny);
    bytes_free(&packed);
    flate_trees_free(&trees);
    flate_trees_free(&trees);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_text_comes_back),
        cmocka_unit_test(what_resembles_is_short),
        cmocka_unit_test(the_bound_holds),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
