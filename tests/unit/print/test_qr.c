#include "print/qr.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

enum { DIGITS_IN_22_M = 1854, DIGITS_IN_22_L = 2392, TEXT_SIZE = 4096 };

static void make_shc(char text[TEXT_SIZE], size_t digits)
{
    memcpy(text, "shc:/", 5);
    for (size_t i = 0; i < digits; i++)
        text[5 + i] = (char)('0' + (i * 7 + i / 3) % 10);
    text[5 + digits] = '\0';
}

static void test_health_card_is_two_segments(void **state)
{
    struct qr_segment segment[QR_SEGMENTS_MAX];

    (void)state;
    assert_int_equal(qr_segments("shc:/567629", segment), 2);
    assert_int_equal(segment[0].mode, QR_BYTES);
    assert_int_equal(segment[0].len, 5);
    assert_int_equal(segment[1].mode, QR_DIGITS);
    assert_int_equal(segment[1].from, 5);
    assert_int_equal(segment[1].len, 6);
}

static void test_other_text_is_one_segment(void **state)
{
    static const char *const texts[] = {"shc:/", "shc:/12a", "https://akashi.example/v", "HC1:6bf",
                                        "12345"};
    struct qr_segment segment[QR_SEGMENTS_MAX];

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        assert_int_equal(qr_segments(texts[i], segment), 1);
        assert_int_equal(segment[0].mode, QR_BYTES);
        assert_int_equal(segment[0].len, strlen(texts[i]));
    }
}

/* base45 is made for QR's alphanumeric signs. */
static void test_eu_certificates_are_alphanumeric(void **state)
{
    struct qr_segment segment[QR_SEGMENTS_MAX];

    (void)state;
    assert_int_equal(qr_segments("HC1:6BF %*+-./$", segment), 1);
    assert_int_equal(segment[0].mode, QR_SIGNS);
}

/* The capacity of two segments to the digit: any other split would need more bits (§6: M stays
 * within V22 up to 927 characters of JWS). */
static void test_level_m_up_to_its_capacity_then_l(void **state)
{
    char text[TEXT_SIZE];
    struct qr qr;

    (void)state;
    make_shc(text, DIGITS_IN_22_M);
    assert_true(qr_make(text, 22, &qr));
    assert_int_equal(qr.version, 22);
    assert_int_equal(qr.side, 105);
    assert_int_equal(qr.level, 'M');

    make_shc(text, DIGITS_IN_22_M + 2);
    assert_true(qr_make(text, 22, &qr));
    assert_int_equal(qr.level, 'L');
    assert_in_range(qr.version, 18, 22);
}

static void test_too_long_is_refused(void **state)
{
    char text[TEXT_SIZE];
    struct qr qr;

    (void)state;
    make_shc(text, DIGITS_IN_22_L);
    assert_false(qr_make(text, 21, &qr));
    make_shc(text, 2600);
    assert_false(qr_make(text, 22, &qr));
    assert_false(qr_make("", 22, &qr));
}

static void test_finder_stands_in_the_corner(void **state)
{
    struct qr qr;

    (void)state;
    assert_true(qr_make("https://akashi.example/v", 4, &qr));
    assert_int_equal(qr.side, 17 + 4 * qr.version);
    for (int i = 0; i < 7; i++) {
        assert_true(qr.dark[i]);
        assert_true(qr.dark[i * qr.side]);
    }
    assert_false(qr.dark[7]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_health_card_is_two_segments),
        cmocka_unit_test(test_other_text_is_one_segment),
        cmocka_unit_test(test_eu_certificates_are_alphanumeric),
        cmocka_unit_test(test_level_m_up_to_its_capacity_then_l),
        cmocka_unit_test(test_too_long_is_refused),
        cmocka_unit_test(test_finder_stands_in_the_corner),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
