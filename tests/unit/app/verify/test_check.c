#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/verify/check.h"
#include "drivers/host/file.h"

#include <string.h>

#define ISSUER "https://spec.smarthealth.cards/examples/issuer"

static struct basis basis = {.now = 1763650800};
static struct codes codes;
static struct check check;

static int load(void **state)
{
    struct bytes jwks = bytes_new(1 << 16);

    (void)state;
    basis.trust = trust_new();
    assert_non_null(basis.trust);
    assert_true(file_read(VECTORS "/shc-spec/issuer-jwks.json", &jwks));
    assert_int_equal(trust_add_jwks(basis.trust, ISSUER, bytes_view(&jwks)), ERR_OK);
    bytes_free(&jwks);
    return 0;
}

static int unload(void **state)
{
    (void)state;
    trust_free(&basis.trust);
    return 0;
}

static int drop(void **state)
{
    (void)state;
    codes_free(&codes);
    basis.code = ERR_OK;
    return 0;
}

static void add(const char *path)
{
    struct bytes text = bytes_new(1 << 14);

    assert_true(file_read(path, &text));
    assert_true(codes_add(&codes, bytes_view(&text)));
    bytes_free(&text);
}

static void no_code_is_no_answer(void **state)
{
    (void)state;
    check_codes(&codes, &basis, &check);
    assert_int_equal(check.code, AK_V51);
    assert_int_equal(check.verdict, SEAL_CANNOT_TELL);
}

static void codes_of_one_certificate_agree(void **state)
{
    (void)state;
    /* The same card as digits and as JWS. */
    add(VECTORS "/shc-spec/example-00-d-jws.txt");
    add(VECTORS "/shc-spec/example-00-f-qr-code-numeric-value-0.txt");
    check_codes(&codes, &basis, &check);
    assert_int_equal(check.count, 2);
    assert_int_equal(check.code, ERR_OK);
    assert_int_equal(check.verdict, SEAL_VALID);
}

/* Good signatures over two people, or two certificates, are no proof for one. */
static void codes_of_two_certificates_do_not(void **state)
{
    (void)state;
    add(VECTORS "/shc-spec/example-00-d-jws.txt");
    add(VECTORS "/shc-spec/example-01-d-jws.txt");
    check_codes(&codes, &basis, &check);
    assert_int_equal(check.opened[0].verdict, SEAL_VALID);
    assert_int_equal(check.opened[1].verdict, SEAL_VALID);
    assert_int_equal(check.code, AK_V50);
    assert_int_equal(check.verdict, SEAL_NOT_VALID);
}

static void codes_of_two_people_do_not(void **state)
{
    (void)state;
    add(VECTORS "/shc-spec/example-01-d-jws.txt");
    add(VECTORS "/shc-devtools-negative/1195-byte-qrnumeric.txt");
    check_codes(&codes, &basis, &check);
    assert_int_equal(check.code, AK_V50);
    assert_int_equal(check.verdict, SEAL_NOT_VALID);
}

static void one_bad_code_spoils_the_file(void **state)
{
    (void)state;
    add(VECTORS "/shc-spec/example-00-d-jws.txt");
    add(VECTORS "/shc-devtools-negative/d-jws-invalid-signature.txt");
    check_codes(&codes, &basis, &check);
    assert_int_equal(check.code, ERR_OK);
    assert_int_equal(check.opened[1].code, AK_V48);
    assert_int_equal(check.verdict, SEAL_NOT_VALID);
}

/* A bundle that is no ground for a yes turns a yes into a doubt, and leaves a no what it is. */
static void without_ground_there_is_no_yes(void **state)
{
    (void)state;
    basis.code = AK_V74;
    add(VECTORS "/shc-spec/example-00-d-jws.txt");
    check_codes(&codes, &basis, &check);
    assert_int_equal(check.opened[0].code, AK_V74);
    assert_int_equal(check.verdict, SEAL_CANNOT_TELL);
    add(VECTORS "/shc-devtools-negative/d-jws-invalid-signature.txt");
    check_codes(&codes, &basis, &check);
    assert_int_equal(check.opened[1].code, AK_V48);
    assert_int_equal(check.verdict, SEAL_NOT_VALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(no_code_is_no_answer, drop),
        cmocka_unit_test_teardown(codes_of_one_certificate_agree, drop),
        cmocka_unit_test_teardown(codes_of_two_certificates_do_not, drop),
        cmocka_unit_test_teardown(codes_of_two_people_do_not, drop),
        cmocka_unit_test_teardown(one_bad_code_spoils_the_file, drop),
        cmocka_unit_test_teardown(without_ground_there_is_no_yes, drop),
    };

    return cmocka_run_group_tests(tests, load, unload);
}
