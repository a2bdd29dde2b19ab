#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "crypto/ec.h"

/* The public half alone checks what the private one signs, and signs nothing. */
static void a_public_key_gives_nothing_away(void **state)
{
    static const uint8_t message[] = "message";
    uint8_t signature[EC_SIGNATURE_LEN];
    struct bytes pem = bytes_new(1024), none = bytes_new(1024);
    struct ec_key *key = ec_key_new(), *half = NULL;

    (void)state;
    assert_non_null(key);
    assert_true(ec_key_public_pem(key, &pem));
    assert_non_null(strstr(bytes_text(&pem), "-----BEGIN PUBLIC KEY-----"));
    half = ec_key_from_pem(bytes_view(&pem));
    assert_non_null(half);
    assert_true(ec_sign(key, view_of(message, sizeof message), signature));
    assert_true(
        ec_verify(half, view_of(message, sizeof message), view_of(signature, sizeof signature)));
    assert_false(ec_sign(half, view_of(message, sizeof message), signature));
    assert_false(ec_key_to_pem(half, &none));
    ec_key_free(&key);
    ec_key_free(&half);
    bytes_free(&pem);
    bytes_free(&none);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_public_key_gives_nothing_away),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
