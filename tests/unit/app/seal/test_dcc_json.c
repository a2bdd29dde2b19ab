#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/seal/dcc_json.h"
#include "crypto/base/hex.h"

#include <stdlib.h>
#include <string.h>

static json_t *read_hex(const char *hex)
{
    uint8_t raw[128];
    size_t len = strlen(hex) / 2;

    assert_true(hex_decode(view_text(hex), raw, len));
    return dcc_json_read(view_of(raw, len));
}

static void kinds_that_json_has_are_read(void **state)
{
    static const struct {
        const char *hex, *json;
    } cases[] = {
        {"a26161016162820203", "{\"a\":1,\"b\":[2,3]}"},
        {"83f5f4f6", "[true,false,null]"},
        {"8339010360f93e00", "[-260,\"\",1.5]"},
        {"81c074323032312d30362d31355430393a32343a30325a", "[\"2021-06-15T09:24:02Z\"]"},
        {"8165c3bce6b0b4", "[\"ü水\"]"},
        {"a0", "{}"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        json_t *json = read_hex(cases[i].hex);
        char *text = json_dumps(json, JSON_COMPACT);

        assert_string_equal(text != NULL ? text : "nothing", cases[i].json);
        free(text);
        json_decref(json);
    }
}

static void others_are_refused(void **state)
{
    static const char *const cases[] = {
        "4161",         /* bytes */
        "c11a514b67b0", /* a time as number */
        "a10102",       /* a number as name */
        "626100",       /* a zero in a text */
        "a162610001",   /* and in a name */
        "61ff",         /* no UTF-8 */
        "a161ff01",     "f7", "f97e00", "9f01ff", "8101f6",
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (read_hex(cases[i]) != NULL)
            fail_msg("taken: %s", cases[i]);
}

static void what_is_written_is_read_back(void **state)
{
    static const char text[] = "{\"b\":[1,-300,\"\",\"水\",{\"x\":[]}],\"a\":\"A\"}";
    json_t *json = json_loads(text, 0, NULL), *back = NULL, *real = json_real(1.5);
    struct bytes out = bytes_new(256);
    char *again = NULL;

    (void)state;
    assert_true(dcc_json_write(json, &out));
    back = dcc_json_read(bytes_view(&out));
    again = json_dumps(back, JSON_COMPACT);
    assert_string_equal(again, text);
    assert_false(dcc_json_write(real, &out));
    free(again);
    json_decref(json);
    json_decref(back);
    json_decref(real);
    bytes_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kinds_that_json_has_are_read),
        cmocka_unit_test(others_are_refused),
        cmocka_unit_test(what_is_written_is_read_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
