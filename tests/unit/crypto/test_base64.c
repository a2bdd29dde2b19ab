#include "crypto/base64.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static bool decodes(const char *text, const char *wanted)
{
    struct bytes out = bytes_new(100);
    bool good =
        base64url_decode(view_text(text), &out) && view_equal(bytes_view(&out), view_text(wanted));

    bytes_free(&out);
    return good;
}

/* RFC 4648 §10, without the padding. */
static void the_rfc_vectors_hold_both_ways(void **state)
{
    static const char *const pairs[][2] = {
        {"", ""},           {"f", "Zg"},          {"fo", "Zm8"},         {"foo", "Zm9v"},
        {"foob", "Zm9vYg"}, {"fooba", "Zm9vYmE"}, {"foobar", "Zm9vYmFy"}};

    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        struct bytes out = bytes_new(100);

        assert_true(base64url_encode(view_text(pairs[i][0]), &out));
        assert_true(view_equal(bytes_view(&out), view_text(pairs[i][1])));
        assert_true(decodes(pairs[i][1], pairs[i][0]));
        bytes_free(&out);
    }
}

/* RFC 4648 §10 as it stands there, and the two signs that differ. */
static void the_padded_form_is_as_strict(void **state)
{
    static const char *const pairs[][2] = {
        {"", ""},        {"f", "Zg=="},        {"fo", "Zm8="},
        {"foo", "Zm9v"}, {"foob", "Zm9vYg=="}, {"\xff\xef\xfe", "/+/+"}};
    static const char *const bad[] = {
        "Zg", "Zg=", "Zh==", "Zg==\n", "Zm8==", "_-_-", "Z===", "====", "Zg==Zg==", "=Zg="};

    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        struct bytes out = bytes_new(100), back = bytes_new(100);

        assert_true(base64_encode(view_text(pairs[i][0]), &out));
        assert_true(view_equal(bytes_view(&out), view_text(pairs[i][1])));
        assert_true(base64_decode(bytes_view(&out), &back));
        assert_true(view_equal(bytes_view(&back), view_text(pairs[i][0])));
        bytes_free(&out);
        bytes_free(&back);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct bytes out = bytes_new(100);

        assert_false(base64_decode(view_text(bad[i]), &out));
        assert_int_equal(out.len, 0);
        bytes_free(&out);
    }
}

static void other_forms_are_refused(void **state)
{
    (void)state;
    assert_false(decodes("Zg==", "f"));
    assert_false(decodes("Zh", "f")); /* stray bits */
    assert_false(decodes("Z", ""));
    assert_false(decodes("Zm9v\n", "foo"));
    assert_false(decodes("Zm+v", "f"));
    assert_true(decodes("_-8", "\xff\xef"));
}

static void a_refusal_leaves_what_was_there(void **state)
{
    struct bytes out = bytes_new(8);

    (void)state;
    assert_true(bytes_append_text(&out, "abcd"));
    assert_false(base64url_decode(view_text("Zm9*"), &out));
    assert_int_equal(out.len, 4);
    assert_false(base64url_decode(view_text("Zm9vYmFy"), &out));
    assert_int_equal(out.len, 4);
    bytes_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_rfc_vectors_hold_both_ways),
        cmocka_unit_test(the_padded_form_is_as_strict),
        cmocka_unit_test(other_forms_are_refused),
        cmocka_unit_test(a_refusal_leaves_what_was_there),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
