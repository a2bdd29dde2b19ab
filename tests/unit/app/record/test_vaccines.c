#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/record/vaccines.h"

#include <string.h>

static void every_product_is_found_by_key_and_code(void **state)
{
    size_t count = 0;

    (void)state;
    for (const struct vaccine *one = vaccine_at(0); one != NULL; one = vaccine_at(++count)) {
        char text[DATE_SIZE];
        struct date back;

        assert_ptr_equal(vaccine_by_key(one->key), one);
        assert_ptr_equal(vaccine_by_cvx(one->cvx), one);
        assert_true(strlen(one->key) < PRODUCT_SIZE);
        date_format(one->approved, text);
        assert_true(date_parse(text, &back));
    }
    assert_int_equal(count, 15);
}

/* The products of the certificates, as codes of the CVX system. */
static void codes_are_those_of_the_formats(void **state)
{
    static const struct {
        const char *key, *cvx;
    } cases[] = {
        {"comirnaty", "208"},       {"comirnaty-tris", "217"}, {"comirnaty-5-11", "218"},
        {"comirnaty-6m-4y", "219"}, {"comirnaty-ba1", "520"},  {"comirnaty-ba45", "300"},
        {"spikevax", "207"},        {"spikevax-50", "221"},    {"spikevax-ba1", "519"},
        {"spikevax-ba45", "229"},   {"vaxzevria", "210"},      {"nuvaxovid", "211"},
        {"jcovden", "212"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(vaccine_by_key(cases[i].key)->cvx, cases[i].cvx);
}

static void unknown_products_are_not_found(void **state)
{
    (void)state;
    assert_null(vaccine_by_key("Comirnaty"));
    assert_null(vaccine_by_key(""));
    assert_null(vaccine_by_cvx("999"));
    assert_null(vaccine_at(SIZE_MAX));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_product_is_found_by_key_and_code),
        cmocka_unit_test(codes_are_those_of_the_formats),
        cmocka_unit_test(unknown_products_are_not_found),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
