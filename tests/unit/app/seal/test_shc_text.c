#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/seal/shc_text.h"

#include <string.h>

static enum err read_text(const char *text, struct bytes *out)
{
    bytes_clear(out);
    return shc_text_read(view_text(text), out);
}

static void pairs_become_signs(void **state)
{
    struct bytes out = bytes_new(100);

    (void)state;
    assert_int_equal(read_text("shc:/567700010203", &out), ERR_OK);
    assert_true(view_equal(bytes_view(&out), view_text("ez-./0")));
    assert_int_equal(read_text("a.b.c", &out), ERR_OK);
    assert_true(view_equal(bytes_view(&out), view_text("a.b.c")));
    bytes_free(&out);
}

static void each_fault_has_its_code(void **state)
{
    static const struct {
        const char *text;
        enum err code;
    } cases[] = {
        {"", AK_V30},           {"shc:5677", AK_V30},      {"SHC:/5677", AK_V30},
        {" shc:/5677", AK_V52}, {"HC1:6BFOXN", AK_V30},    {"shc:/", AK_V31},
        {"shc:/567", AK_V31},   {"shc:/5678", AK_V31},     {"shc:/99", AK_V31},
        {"shc:/5a", AK_V31},    {"shc:/5677 ", AK_V52},    {"shc:/5677\n", AK_V52},
        {"shc:/ 5", AK_V31},    {"shc:/1/2/5677", AK_V32}, {"shc:/1/1/5677", AK_V32},
    };
    struct bytes out = bytes_new(100);

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(read_text(cases[i].text, &out), cases[i].code);
    bytes_free(&out);
}

static void signs_become_pairs(void **state)
{
    char out[18];

    (void)state;
    assert_true(shc_text_write(view_text("ez-./0"), out, sizeof out));
    assert_string_equal(out, "shc:/567700010203");
    assert_false(shc_text_write(view_text("ez-./0"), out, sizeof out - 1));
    assert_false(shc_text_write(view_text("{"), out, sizeof out));
    assert_false(shc_text_write(view_text(","), out, sizeof out));
    assert_false(shc_text_write(view_text(""), out, 5));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pairs_become_signs),
        cmocka_unit_test(each_fault_has_its_code),
        cmocka_unit_test(signs_become_pairs),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
