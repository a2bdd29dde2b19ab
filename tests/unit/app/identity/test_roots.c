/* The configured roots. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/identity/card.h"
#include "crypto/base/hex.h"

#include <stdio.h>
#include <string.h>

enum { LINE_SIZE = 2 * CARD_KEY_ID_LEN + 2 * CARD_SIGNATURE_LEN + 64, TEXT_SIZE = 32 * LINE_SIZE };

static void line_for(uint8_t number, char out[LINE_SIZE])
{
    uint8_t key_id[CARD_KEY_ID_LEN] = "9000033\x08\x05", modulus[CARD_SIGNATURE_LEN] = {0};
    char id_hex[2 * CARD_KEY_ID_LEN + 1], modulus_hex[2 * CARD_SIGNATURE_LEN + 1];

    key_id[CARD_KEY_ID_LEN - 1] = number;
    modulus[0] = 0x80 | number;
    hex_encode(view_of(key_id, sizeof key_id), id_hex);
    hex_encode(view_of(modulus, sizeof modulus), modulus_hex);
    assert_true(snprintf(out, LINE_SIZE, "%s %s", id_hex, modulus_hex) < LINE_SIZE);
}

static bool parses(const char *text)
{
    struct card_roots roots;
    bool parsed = card_roots_parse(view_text(text), &roots);

    if (!parsed)
        assert_int_equal(roots.count, 0);
    return parsed;
}

static void reads_lines_comments_and_blanks(void **state)
{
    char line[2][LINE_SIZE], text[TEXT_SIZE];
    struct card_roots roots;

    (void)state;
    line_for(1, line[0]);
    line_for(2, line[1]);
    snprintf(text, sizeof text, "# two roots\n\n  %s\t# the first\r\n%s", line[0], line[1]);
    assert_true(card_roots_parse(view_text(text), &roots));
    assert_int_equal(roots.count, 2);
    assert_int_equal(roots.root[0].modulus[0], 0x81);
    assert_int_equal(roots.root[1].key_id[CARD_KEY_ID_LEN - 1], 2);
    assert_true(card_roots_parse(view_text(""), &roots));
    assert_int_equal(roots.count, 0);
}

static void refuses_any_other_line(void **state)
{
    char line[LINE_SIZE], text[TEXT_SIZE];

    (void)state;
    line_for(1, line);
    assert_true(parses(line));
    snprintf(text, sizeof text, "%s 00", line);
    assert_false(parses(text));
    snprintf(text, sizeof text, "%s0", line);
    assert_false(parses(text));
    snprintf(text, sizeof text, "%.*s", (int)strlen(line) - 1, line);
    assert_false(parses(text));
    snprintf(text, sizeof text, "%.32s", line);
    assert_false(parses(text));
    line[0] = 'x';
    assert_false(parses(line));
}

static void refuses_one_key_id_twice(void **state)
{
    char line[LINE_SIZE], text[TEXT_SIZE];

    (void)state;
    line_for(1, line);
    snprintf(text, sizeof text, "%s\n%s\n", line, line);
    assert_false(parses(text));
}

static void refuses_too_many(void **state)
{
    char line[LINE_SIZE], text[TEXT_SIZE] = "";
    size_t len = 0;

    (void)state;
    for (uint8_t i = 0; i <= CARD_ROOTS_MAX; i++) {
        assert_int_equal(parses(text), true);
        line_for(i, line);
        len += (size_t)snprintf(text + len, sizeof text - len, "%s\n", line);
    }
    assert_false(parses(text));
}

static void knows_test_hierarchies(void **state)
{
    struct card_roots roots = {.count = 1, .root = {{.key_id = "5000033"}}};

    (void)state;
    assert_false(card_roots_test(&roots));
    roots.root[0].key_id[0] = '6';
    assert_true(card_roots_test(&roots));
    roots.root[0].key_id[0] = '9';
    assert_true(card_roots_test(&roots));
    roots.count = 0;
    assert_false(card_roots_test(&roots));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_lines_comments_and_blanks), cmocka_unit_test(refuses_any_other_line),
        cmocka_unit_test(refuses_one_key_id_twice),        cmocka_unit_test(refuses_too_many),
        cmocka_unit_test(knows_test_hierarchies),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
