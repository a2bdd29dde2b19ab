#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "crypto/csca.h"
#include "icao_sample.h"

static EVP_PKEY *csca_key, *key, *other_key;
static struct bytes csca_der, signer_der;
static struct csca *csca;
static struct barcode_signer *signer;

static int open_sample(void **state)
{
    (void)state;
    csca_key = EVP_EC_gen("P-256");
    key = EVP_EC_gen("P-256");
    other_key = EVP_EC_gen("P-256");
    csca_der = bytes_new(ICAO_DER_MAX);
    signer_der = bytes_new(ICAO_DER_MAX);
    if (!icao_make(&icao_csca, csca_key, view_of(NULL, 0), csca_key, &csca_der) ||
        !icao_make(&icao_signer, key, bytes_view(&csca_der), csca_key, &signer_der))
        return -1;
    csca = csca_read(bytes_view(&csca_der));
    signer = barcode_signer_read(bytes_view(&signer_der));
    return csca != NULL && signer != NULL ? 0 : -1;
}

static int close_sample(void **state)
{
    (void)state;
    EVP_PKEY_free(csca_key);
    EVP_PKEY_free(key);
    EVP_PKEY_free(other_key);
    bytes_free(&csca_der);
    bytes_free(&signer_der);
    csca_free(&csca);
    csca_free(&csca);
    barcode_signer_free(&signer);
    return 0;
}

static void what_is_no_csca_is_refused(void **state)
{
    static const struct {
        const char *what;
        struct icao_extension extensions[ICAO_EXTENSIONS_MAX];
        bool good;
    } cases[] = {
        {"plain", {ICAO_BASIC, ICAO_USAGE, ICAO_SKI}, true},
        {"health only",
         {ICAO_BASIC, ICAO_USAGE, ICAO_SKI, {"extendedKeyUsage", "critical,2.23.136.1.1.14.1"}},
         true},
        {"for something else",
         {ICAO_BASIC, ICAO_USAGE, ICAO_SKI, {"extendedKeyUsage", "serverAuth"}},
         false},
        {"no CA", {ICAO_USAGE, ICAO_SKI}, false},
        {"said not to be a CA", {ICAO_USAGE, ICAO_SKI, {"basicConstraints", "CA:FALSE"}}, false},
        {"no key identifier", {ICAO_BASIC, ICAO_USAGE}, false},
        {"signs no certificates", {ICAO_BASIC, ICAO_SKI, {"keyUsage", "cRLSign"}}, false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct icao_shape shape = icao_csca;
        struct bytes der = bytes_new(ICAO_DER_MAX);
        struct csca *read = NULL;

        memcpy(shape.extensions, cases[i].extensions, sizeof shape.extensions);
        assert_true(icao_make(&shape, csca_key, view_of(NULL, 0), csca_key, &der));
        read = csca_read(bytes_view(&der));
        if ((read != NULL) != cases[i].good)
            fail_msg("%s", cases[i].what);
        csca_free(&read);
        bytes_free(&der);
    }
    assert_null(csca_read(bytes_view(&signer_der)));
    assert_null(csca_read(view_of(NULL, 0)));
}

static void one_that_does_not_sign_itself_is_refused(void **state)
{
    struct bytes der = bytes_new(ICAO_DER_MAX);
    struct icao_shape weak = icao_csca;

    (void)state;
    assert_true(icao_make(&icao_csca, key, view_of(NULL, 0), other_key, &der));
    assert_null(csca_read(bytes_view(&der)));
    bytes_clear(&der);
    weak.digest = EVP_sha1;
    assert_true(icao_make(&weak, csca_key, view_of(NULL, 0), csca_key, &der));
    assert_null(csca_read(bytes_view(&der)));
    bytes_free(&der);
}

static bool issues(const struct icao_shape *shape, EVP_PKEY *hand, bool *named)
{
    struct bytes der = bytes_new(ICAO_DER_MAX);
    struct barcode_signer *read = NULL;
    bool issued = false;

    assert_true(icao_make(shape, key, bytes_view(&csca_der), hand, &der));
    read = barcode_signer_read(bytes_view(&der));
    assert_non_null(read);
    *named = csca_is_named_by(csca, read);
    issued = csca_issued(csca, read);
    barcode_signer_free(&read);
    bytes_free(&der);
    return issued;
}

static void it_issued_what_it_signed(void **state)
{
    struct icao_shape shape = icao_signer;
    bool named = false;

    (void)state;
    assert_true(csca_is_named_by(csca, signer));
    assert_true(csca_issued(csca, signer));
    assert_false(issues(&shape, other_key, &named));
    assert_true(named);
    shape.country = "XX";
    assert_false(issues(&shape, csca_key, &named));
    shape.country = "ut"; /* as some states write it */
    assert_true(issues(&shape, csca_key, &named));
    shape.country = NULL;
    assert_false(issues(&shape, csca_key, &named));
}

/* Its days bound what it issues, not how long that holds: a signer lives on past them. */
static void it_issues_on_its_own_days(void **state)
{
    static const struct {
        int64_t from;
        bool good;
    } cases[] = {
        {ICAO_NOW - 300 * ICAO_DAY - 1, false},
        {ICAO_NOW - 300 * ICAO_DAY, true},
        {ICAO_NOW + 5000 * (int64_t)ICAO_DAY, true},
        {ICAO_NOW + 5000 * (int64_t)ICAO_DAY + 1, false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct icao_shape shape = icao_signer;
        bool named = false;

        shape.from = cases[i].from;
        shape.until = cases[i].from + 9000 * (int64_t)ICAO_DAY;
        assert_int_equal(issues(&shape, csca_key, &named), cases[i].good);
    }
}

static void it_is_named_by_name_and_key(void **state)
{
    struct bytes der = bytes_new(ICAO_DER_MAX);
    struct icao_shape renamed = icao_csca;
    struct csca *other = NULL;

    (void)state;
    assert_true(icao_make(&icao_csca, other_key, view_of(NULL, 0), other_key, &der));
    other = csca_read(bytes_view(&der));
    assert_false(csca_is_named_by(other, signer)); /* same name, another key */
    assert_false(csca_equal(csca, other));
    csca_free(&other);
    renamed.name = "Other CSCA";
    bytes_clear(&der);
    assert_true(icao_make(&renamed, csca_key, view_of(NULL, 0), csca_key, &der));
    other = csca_read(bytes_view(&der));
    assert_false(csca_is_named_by(other, signer)); /* another name, same key */
    assert_false(csca_issued(other, signer));
    csca_free(&other);
    bytes_free(&der);
}

/* Australia's has an RSA key; the signer's is on a curve all the same. */
static void an_rsa_authority_will_do(void **state)
{
    EVP_PKEY *rsa = EVP_RSA_gen(3072), *small = EVP_RSA_gen(1024);
    struct bytes der = bytes_new(ICAO_DER_MAX), signed_der = bytes_new(ICAO_DER_MAX);
    struct csca *read = NULL;
    struct barcode_signer *under = NULL;

    (void)state;
    assert_true(icao_make(&icao_csca, rsa, view_of(NULL, 0), rsa, &der));
    assert_true(icao_make(&icao_signer, key, bytes_view(&der), rsa, &signed_der));
    read = csca_read(bytes_view(&der));
    under = barcode_signer_read(bytes_view(&signed_der));
    assert_non_null(read);
    assert_true(csca_issued(read, under));
    assert_false(csca_issued(csca, under));
    csca_free(&read);
    bytes_clear(&der);
    assert_true(icao_make(&icao_csca, small, view_of(NULL, 0), small, &der));
    assert_null(csca_read(bytes_view(&der)));
    barcode_signer_free(&under);
    EVP_PKEY_free(rsa);
    EVP_PKEY_free(small);
    bytes_free(&der);
    bytes_free(&signed_der);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_no_csca_is_refused),
        cmocka_unit_test(one_that_does_not_sign_itself_is_refused),
        cmocka_unit_test(it_issued_what_it_signed),
        cmocka_unit_test(it_issues_on_its_own_days),
        cmocka_unit_test(it_is_named_by_name_and_key),
        cmocka_unit_test(an_rsa_authority_will_do),
    };

    return cmocka_run_group_tests(tests, open_sample, close_sample);
}
