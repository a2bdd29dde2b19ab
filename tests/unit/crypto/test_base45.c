#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "crypto/base45.h"

#include <string.h>

static bool decodes(const char *text)
{
    struct bytes out = bytes_new(64);
    bool good = base45_decode(view_text(text), &out);

    assert_true(good || out.len == 0);
    bytes_free(&out);
    return good;
}

/* RFC 9285 §4.3, §4.4. */
static void the_standards_own_examples(void **state)
{
    static const struct {
        const char *plain, *text;
    } cases[] = {{"AB", "BB8"},
                 {"Hello!!", "%69 VD92EX0"},
                 {"base-45", "UJCLQE7W581"},
                 {"ietf!", "QED8WEX0"},
                 {"", ""}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct bytes text = bytes_new(64), plain = bytes_new(64);

        assert_true(base45_encode(view_text(cases[i].plain), &text));
        assert_true(view_equal(bytes_view(&text), view_text(cases[i].text)));
        assert_true(base45_decode(bytes_view(&text), &plain));
        assert_true(view_equal(bytes_view(&plain), view_text(cases[i].plain)));
        bytes_free(&text);
        bytes_free(&plain);
    }
}

static void what_is_no_base45_is_refused(void **state)
{
    (void)state;
    assert_true(decodes("FGW"));  /* 65535 */
    assert_false(decodes("GGW")); /* 65536 */
    assert_false(decodes(":::"));
    assert_true(decodes("U5"));  /* 255 */
    assert_false(decodes("V5")); /* 256 */
    assert_false(decodes("::"));
    assert_false(decodes("A"));
    assert_false(decodes("BB8A"));
    assert_false(decodes("bb8"));
    assert_false(decodes("BB8BB_"));
    assert_false(decodes("BB8B\xC3\x84"));
}

static void a_zero_is_no_sign(void **state)
{
    struct bytes out = bytes_new(64);

    (void)state;
    assert_false(base45_decode(view_of("BB\0", 3), &out));
    assert_int_equal(out.len, 0);
    bytes_free(&out);
}

static void every_pair_and_every_single_byte_comes_back(void **state)
{
    (void)state;
    for (unsigned n = 0; n <= 0xffff; n++) {
        uint8_t plain[2] = {(uint8_t)(n >> 8), (uint8_t)n};
        struct view v = view_of(plain + (n < 256), n < 256 ? 1 : 2);
        struct bytes text = bytes_new(8), back = bytes_new(8);

        assert_true(base45_encode(v, &text));
        assert_true(base45_decode(bytes_view(&text), &back));
        assert_true(view_equal(bytes_view(&back), v));
        bytes_free(&text);
        bytes_free(&back);
    }
}

static void what_does_not_fit_is_refused(void **state)
{
    struct bytes out = bytes_new(2);

    (void)state;
    assert_false(base45_encode(view_text("AB"), &out));
    assert_false(base45_decode(view_text("QED8WEX0"), &out));
    assert_int_equal(out.len, 0);
    bytes_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_standards_own_examples),
        cmocka_unit_test(what_is_no_base45_is_refused),
        cmocka_unit_test(a_zero_is_no_sign),
        cmocka_unit_test(every_pair_and_every_single_byte_comes_back),
        cmocka_unit_test(what_does_not_fit_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
