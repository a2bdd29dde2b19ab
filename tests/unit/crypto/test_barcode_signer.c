#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "crypto/barcode_signer.h"
#include "crypto/csca.h"
#include "icao_sample.h"

static EVP_PKEY *csca_key, *key;
static struct bytes csca_der;

static int open_sample(void **state)
{
    (void)state;
    csca_key = EVP_EC_gen("P-384");
    key = EVP_EC_gen("P-256");
    csca_der = bytes_new(ICAO_DER_MAX);
    return csca_key != NULL && key != NULL &&
                   icao_make(&icao_csca, csca_key, view_of(NULL, 0), csca_key, &csca_der)
               ? 0
               : -1;
}

static int close_sample(void **state)
{
    (void)state;
    EVP_PKEY_free(csca_key);
    EVP_PKEY_free(key);
    bytes_free(&csca_der);
    return 0;
}

static struct barcode_signer *read_shape(const struct icao_shape *shape, EVP_PKEY *of)
{
    struct bytes der = bytes_new(ICAO_DER_MAX);
    struct barcode_signer *signer = NULL;

    assert_true(icao_make(shape, of, bytes_view(&csca_der), csca_key, &der));
    signer = barcode_signer_read(bytes_view(&der));
    bytes_free(&der);
    return signer;
}

static void the_profile_is_asked_for(void **state)
{
    static const struct {
        const char *what;
        struct icao_extension extensions[ICAO_EXTENSIONS_MAX];
        bool good;
    } cases[] = {
        {"minimal", {ICAO_AKI, ICAO_USE, ICAO_DOCUMENTS}, true},
        {"as Japan's",
         {ICAO_AKI,
          ICAO_USE,
          ICAO_DOCUMENTS,
          {"keyUsage", "critical,digitalSignature"},
          {"subjectAltName", "email:seal@example.jp"},
          {"crlDistributionPoints", "URI:http://pkd.example/UT.crl"}},
         true},
        {"test and vaccination",
         {ICAO_AKI, ICAO_USE, {"2.23.136.1.1.6.2", "DER:300D020100310813024E5413024E56"}},
         true},
        {"its list critical",
         {ICAO_AKI, ICAO_USE, {"2.23.136.1.1.6.2", "critical,DER:3009020100310413024E56"}},
         true},
        {"another use beside",
         {ICAO_AKI, ICAO_DOCUMENTS, {"extendedKeyUsage", "2.23.136.1.1.14.2,clientAuth"}},
         true},
        {"no key identifier", {ICAO_USE, ICAO_DOCUMENTS}, false},
        {"no use", {ICAO_AKI, ICAO_DOCUMENTS}, false},
        {"another use", {ICAO_AKI, ICAO_DOCUMENTS, {"extendedKeyUsage", "clientAuth"}}, false},
        {"a CSCA's use",
         {ICAO_AKI, ICAO_DOCUMENTS, {"extendedKeyUsage", "2.23.136.1.1.14.1"}},
         false},
        {"no documents", {ICAO_AKI, ICAO_USE}, false},
        {"tests only",
         {ICAO_AKI, ICAO_USE, {"2.23.136.1.1.6.2", "DER:3009020100310413024E54"}},
         false},
        {"documents cut off",
         {ICAO_AKI, ICAO_USE, {"2.23.136.1.1.6.2", "DER:300902010031041302"}},
         false},
        {"documents of another string",
         {ICAO_AKI, ICAO_USE, {"2.23.136.1.1.6.2", "DER:300902010031040C024E56"}},
         false},
        {"documents twice", {ICAO_AKI, ICAO_USE, ICAO_DOCUMENTS, ICAO_DOCUMENTS}, false},
        {"a CA", {ICAO_AKI, ICAO_USE, ICAO_DOCUMENTS, {"basicConstraints", "CA:TRUE"}}, false},
        {"signs certificates",
         {ICAO_AKI, ICAO_USE, ICAO_DOCUMENTS, {"keyUsage", "keyCertSign"}},
         false},
        {"an unknown demand",
         {ICAO_AKI, ICAO_USE, ICAO_DOCUMENTS, {"1.2.3.4", "critical,DER:0500"}},
         false},
        {"an unknown remark", {ICAO_AKI, ICAO_USE, ICAO_DOCUMENTS, {"1.2.3.4", "DER:0500"}}, true},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct icao_shape shape = icao_signer;
        struct barcode_signer *signer = NULL;

        memcpy(shape.extensions, cases[i].extensions, sizeof shape.extensions);
        signer = read_shape(&shape, key);
        assert_non_null(signer);
        if (barcode_signer_is_for(signer, BARCODE_VACCINATION) != cases[i].good)
            fail_msg("%s", cases[i].what);
        barcode_signer_free(&signer);
    }
}

static void a_weak_signature_is_not_believed(void **state)
{
    struct icao_shape shape = icao_signer;
    struct barcode_signer *signer = NULL;

    (void)state;
    shape.digest = EVP_sha1;
    signer = read_shape(&shape, key);
    assert_non_null(signer);
    assert_false(barcode_signer_is_for(signer, BARCODE_VACCINATION));
    barcode_signer_free(&signer);
}

/* The algorithm's name, the curve and the length belong together. */
static void each_algorithm_has_its_curve(void **state)
{
    static const struct {
        const char *curve, *alg;
        const EVP_MD *(*digest)(void);
        size_t half;
    } cases[] = {
        {"P-256", "ES256", EVP_sha256, 32},
        {"P-384", "ES384", EVP_sha384, 48},
        {"P-521", "ES512", EVP_sha512, 66},
    };
    static const char *algs[] = {"ES256", "ES384", "ES512", "ES257", "", "none", "es256"};
    struct view message = view_text("message");

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        EVP_PKEY *own = EVP_EC_gen(cases[i].curve);
        struct barcode_signer *signer = read_shape(&icao_signer, own);
        struct bytes signature = bytes_new(256);

        assert_true(icao_sign(own, cases[i].digest(), cases[i].half, message, &signature));
        assert_int_equal(barcode_signer_length(signer), signature.len);
        for (size_t k = 0; k < sizeof algs / sizeof *algs; k++)
            assert_int_equal(barcode_signer_does(signer, algs[k]),
                             strcmp(algs[k], cases[i].alg) == 0);
        assert_true(barcode_signer_holds(signer, message, bytes_view(&signature)));
        assert_false(barcode_signer_holds(signer, view_text("messagf"), bytes_view(&signature)));
        assert_false(barcode_signer_holds(signer, message,
                                          view_cut(bytes_view(&signature), 0, signature.len - 1)));
        memset(signature.at, 0, signature.len);
        assert_false(barcode_signer_holds(signer, message, bytes_view(&signature)));
        bytes_free(&signature);
        barcode_signer_free(&signer);
        EVP_PKEY_free(own);
    }
}

static void other_keys_have_no_algorithm(void **state)
{
    EVP_PKEY *others[] = {EVP_RSA_gen(2048), EVP_EC_gen("brainpoolP256r1"),
                          EVP_PKEY_Q_keygen(NULL, NULL, "ED25519")};

    (void)state;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        struct barcode_signer *signer = read_shape(&icao_signer, others[i]);

        assert_non_null(signer);
        assert_false(barcode_signer_does(signer, "ES256"));
        assert_int_equal(barcode_signer_length(signer), 0);
        assert_false(barcode_signer_holds(signer, view_text("m"), view_of(NULL, 0)));
        barcode_signer_free(&signer);
        EVP_PKEY_free(others[i]);
    }
}

static void days_and_subject_are_read(void **state)
{
    struct barcode_signer *signer = read_shape(&icao_signer, key);
    char subject[64], small[8];

    (void)state;
    assert_int_equal(barcode_signer_from(signer), icao_signer.from);
    assert_int_equal(barcode_signer_until(signer), icao_signer.until);
    barcode_signer_subject(signer, subject, sizeof subject);
    assert_string_equal(subject, "CN=A1,C=UT");
    barcode_signer_subject(signer, small, sizeof small);
    assert_string_equal(small, "");
    barcode_signer_free(&signer);
    barcode_signer_free(&signer);
}

/* Any byte more or less, and any other way to write the same. */
static void only_der_is_read(void **state)
{
    struct bytes der = bytes_new(ICAO_DER_MAX);
    struct barcode_signer *signer = NULL;

    (void)state;
    assert_true(icao_make(&icao_signer, key, bytes_view(&csca_der), csca_key, &der));
    for (size_t len = 0; len < der.len; len++)
        assert_null(barcode_signer_read(view_cut(bytes_view(&der), 0, len)));
    signer = barcode_signer_read(bytes_view(&der));
    assert_non_null(signer);
    barcode_signer_free(&signer);
    assert_true(bytes_append_u8(&der, 0));
    assert_null(barcode_signer_read(bytes_view(&der)));
    assert_null(barcode_signer_read(view_text("-----BEGIN CERTIFICATE-----")));
    bytes_free(&der);
}

/* The outer length in three bytes where two would do. */
static void a_length_in_long_form_is_refused(void **state)
{
    struct bytes der = bytes_new(ICAO_DER_MAX), longer = bytes_new(ICAO_DER_MAX);

    (void)state;
    assert_true(icao_make(&icao_signer, key, bytes_view(&csca_der), csca_key, &der));
    assert_int_equal(der.at[1], 0x82);
    assert_true(bytes_append(&longer, view_of("\x30\x83\x00", 3)));
    assert_true(bytes_append(&longer, view_from(bytes_view(&der), 2)));
    assert_null(barcode_signer_read(bytes_view(&longer)));
    bytes_free(&der);
    bytes_free(&longer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_profile_is_asked_for),
        cmocka_unit_test(a_weak_signature_is_not_believed),
        cmocka_unit_test(each_algorithm_has_its_curve),
        cmocka_unit_test(other_keys_have_no_algorithm),
        cmocka_unit_test(days_and_subject_are_read),
        cmocka_unit_test(only_der_is_read),
        cmocka_unit_test(a_length_in_long_form_is_refused),
    };

    return cmocka_run_group_tests(tests, open_sample, close_sample);
}
