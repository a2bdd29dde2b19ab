#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "crypto/csca.h"
#include "crypto/x509_icao.h"

#include <openssl/x509v3.h>
#include <string.h>

#define NOW INT64_C(1795132800) /* 2026-11-20T00:00:00Z */
#define DAY INT64_C(86400)

enum { DER_MAX = 4096 };

static const struct x509_icao_plan csca_plan = {.country = "JP",
                                                .organisation = "Akashi",
                                                .name = "CSCA",
                                                .from = NOW,
                                                .until = NOW + 5500 * DAY};
static const struct x509_icao_plan signer_plan = {.country = "JP",
                                                  .name = "A1",
                                                  .from = NOW + DAY,
                                                  .until = NOW + 3700 * DAY,
                                                  .last_signature = NOW + 91 * DAY};

static struct ec_key *csca_key, *key;
static struct bytes csca_der, signer_der;

static int open_sample(void **state)
{
    (void)state;
    csca_key = ec_key_new();
    key = ec_key_new();
    csca_der = bytes_new(DER_MAX);
    signer_der = bytes_new(DER_MAX);
    return x509_icao_make_csca(&csca_plan, csca_key, &csca_der) &&
                   x509_icao_make_signer(&signer_plan, key, csca_key, bytes_view(&csca_der),
                                         &signer_der)
               ? 0
               : -1;
}

static int close_sample(void **state)
{
    (void)state;
    ec_key_free(&csca_key);
    ec_key_free(&key);
    bytes_free(&csca_der);
    bytes_free(&signer_der);
    return 0;
}

static X509 *read_cert(struct view der)
{
    const unsigned char *at = der.at;

    return d2i_X509(NULL, &at, (long)der.len);
}

static bool has(X509 *cert, int nid)
{
    return X509_get_ext_by_NID(cert, nid, -1) >= 0;
}

/* What is made is what is asked for when it is read. */
static void what_is_made_is_believed(void **state)
{
    struct csca *csca = csca_read(bytes_view(&csca_der));
    struct barcode_signer *signer = barcode_signer_read(bytes_view(&signer_der));

    (void)state;
    assert_non_null(csca);
    assert_non_null(signer);
    assert_true(csca_issued(csca, signer));
    assert_true(barcode_signer_is_for(signer, BARCODE_VACCINATION));
    assert_false(barcode_signer_is_for(signer, "NT"));
    assert_true(barcode_signer_does(signer, "ES256"));
    assert_int_equal(barcode_signer_from(signer), signer_plan.from);
    assert_int_equal(barcode_signer_until(signer), signer_plan.until);
    assert_false(csca_withdrew(csca, signer));
    csca_free(&csca);
    barcode_signer_free(&signer);
}

/* Every byte of it stands in every seal. */
static void a_signer_is_small(void **state)
{
    X509 *cert = read_cert(bytes_view(&signer_der));
    PKEY_USAGE_PERIOD *period = NULL;

    (void)state;
    assert_true(signer_der.len < 460);
    assert_false(has(cert, NID_basic_constraints));
    assert_false(has(cert, NID_subject_key_identifier));
    assert_false(has(cert, NID_key_usage));
    period = X509_get_ext_d2i(cert, NID_private_key_usage_period, NULL, NULL);
    assert_non_null(period);
    assert_string_equal((const char *)ASN1_STRING_get0_data(period->notBefore), "20261121000000Z");
    assert_string_equal((const char *)ASN1_STRING_get0_data(period->notAfter), "20270219000000Z");
    PKEY_USAGE_PERIOD_free(period);
    X509_free(cert);
}

static void the_end_of_the_key_may_be_left_unsaid(void **state)
{
    struct x509_icao_plan plan = signer_plan;
    struct bytes der = bytes_new(DER_MAX);
    X509 *cert = NULL;

    (void)state;
    plan.last_signature = 0;
    assert_true(x509_icao_make_signer(&plan, key, csca_key, bytes_view(&csca_der), &der));
    cert = read_cert(bytes_view(&der));
    assert_false(has(cert, NID_private_key_usage_period));
    X509_free(cert);
    bytes_free(&der);
}

static void a_csca_has_its_profile(void **state)
{
    X509 *cert = read_cert(bytes_view(&csca_der));

    (void)state;
    assert_int_equal(X509_get_pathlen(cert), 0);
    assert_int_equal(X509_get_key_usage(cert), KU_KEY_CERT_SIGN | KU_CRL_SIGN);
    assert_true(X509_EXTENSION_get_critical(
        X509_get_ext(cert, X509_get_ext_by_NID(cert, NID_basic_constraints, -1))));
    assert_non_null(X509_get0_subject_key_id(cert));
    X509_free(cert);
}

static bool makes(struct x509_icao_plan plan, const struct ec_key *hand)
{
    struct bytes der = bytes_new(DER_MAX);
    bool made = x509_icao_make_signer(&plan, key, hand, bytes_view(&csca_der), &der);

    assert_int_equal(made, der.len > 0);
    bytes_free(&der);
    return made;
}

static void plans_beyond_the_profile_are_refused(void **state)
{
    struct x509_icao_plan plan = signer_plan;

    (void)state;
    assert_true(makes(plan, csca_key));
    assert_false(makes(plan, key)); /* not the CSCA's key */
    plan.country = "US";
    assert_false(makes(plan, csca_key));
    plan.country = "jp";
    assert_false(makes(plan, csca_key));
    plan = signer_plan;
    plan.name = "ABC";
    assert_false(makes(plan, csca_key));
    plan = signer_plan;
    plan.organisation = "Akashi";
    assert_false(makes(plan, csca_key));
    plan = signer_plan;
    plan.from = NOW - 1;
    assert_false(makes(plan, csca_key));
    plan = signer_plan;
    plan.until = csca_plan.until + 1;
    assert_false(makes(plan, csca_key));
    plan = signer_plan;
    plan.last_signature = plan.until + 1;
    assert_false(makes(plan, csca_key));
    plan.last_signature = plan.from;
    assert_false(makes(plan, csca_key));
    plan = signer_plan;
    plan.until = plan.from;
    assert_false(makes(plan, csca_key));
}

static bool make_list(struct view signer, uint32_t number, const struct ec_key *hand,
                      struct bytes *out)
{
    struct x509_icao_withdrawn withdrawn = {signer, NOW + 5 * DAY};

    bytes_clear(out);
    return x509_icao_make_crl(&withdrawn, signer.len > 0, number, NOW + 5 * DAY, NOW + 35 * DAY,
                              hand, bytes_view(&csca_der), out);
}

static void what_is_withdrawn_stays_so(void **state)
{
    struct csca *csca = csca_read(bytes_view(&csca_der)), *later = NULL;
    struct barcode_signer *signer = barcode_signer_read(bytes_view(&signer_der));
    struct bytes list = bytes_new(DER_MAX), empty = bytes_new(DER_MAX);

    (void)state;
    later = csca_read(bytes_view(&csca_der));
    assert_true(make_list(view_of(NULL, 0), 6, csca_key, &empty));
    assert_int_equal(csca_take_list(csca, bytes_view(&empty)), CSCA_LIST_TAKEN);
    assert_true(csca_keeps(later, csca));
    assert_false(csca_keeps(csca, later));
    assert_false(csca_withdrew(csca, signer));
    assert_true(make_list(bytes_view(&signer_der), 7, csca_key, &list));
    assert_int_equal(csca_take_list(csca, bytes_view(&list)), CSCA_LIST_TAKEN);
    assert_true(csca_withdrew(csca, signer));
    assert_int_equal(csca_take_list(csca, bytes_view(&empty)), CSCA_LIST_OLDER);
    assert_true(csca_withdrew(csca, signer));
    assert_int_equal(csca_take_list(csca, bytes_view(&list)), CSCA_LIST_TAKEN);
    assert_true(make_list(view_of(NULL, 0), 8, csca_key, &empty));
    assert_int_equal(csca_take_list(later, bytes_view(&empty)), CSCA_LIST_TAKEN);
    assert_false(csca_keeps(csca, later)); /* newer, but it gives one back */
    csca_free(&csca);
    csca_free(&later);
    barcode_signer_free(&signer);
    bytes_free(&list);
    bytes_free(&empty);
}

/* A list that another signed, that was changed, or that has no number. */
static void foreign_lists_are_refused(void **state)
{
    struct csca *csca = csca_read(bytes_view(&csca_der));
    struct bytes list = bytes_new(DER_MAX), other_der = bytes_new(DER_MAX);
    struct csca *other = NULL;

    (void)state;
    assert_false(make_list(bytes_view(&signer_der), 1, key, &list));
    assert_true(make_list(bytes_view(&signer_der), 1, csca_key, &list));
    assert_true(x509_icao_make_csca(&csca_plan, key, &other_der));
    other = csca_read(bytes_view(&other_der));
    assert_int_equal(csca_take_list(other, bytes_view(&list)), CSCA_LIST_FOREIGN);
    for (size_t bit = 0; bit < 8 * list.len; bit++) {
        list.at[bit / 8] ^= (uint8_t)(1 << bit % 8);
        assert_int_equal(csca_take_list(csca, bytes_view(&list)), CSCA_LIST_FOREIGN);
        list.at[bit / 8] ^= (uint8_t)(1 << bit % 8);
    }
    assert_int_equal(csca_take_list(csca, view_of(NULL, 0)), CSCA_LIST_FOREIGN);
    assert_int_equal(csca_take_list(csca, bytes_view(&csca_der)), CSCA_LIST_FOREIGN);
    csca_free(&csca);
    csca_free(&other);
    bytes_free(&list);
    bytes_free(&other_der);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_made_is_believed),
        cmocka_unit_test(a_signer_is_small),
        cmocka_unit_test(the_end_of_the_key_may_be_left_unsaid),
        cmocka_unit_test(a_csca_has_its_profile),
        cmocka_unit_test(plans_beyond_the_profile_are_refused),
        cmocka_unit_test(what_is_withdrawn_stays_so),
        cmocka_unit_test(foreign_lists_are_refused),
    };

    return cmocka_run_group_tests(tests, open_sample, close_sample);
}
