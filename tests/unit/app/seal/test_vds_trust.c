#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "vds_sample.h"

#include <stdlib.h>

static struct vds_sample sample;
static struct certificate certificate; /* issued under the sample's signer */

static int open_sample(void **state)
{
    (void)state;
    vds_sample_fill(&certificate, 2);
    return vds_sample_open(&sample) &&
                   vds_issue(&sample.issuer, &sample.keys, &certificate) == ERR_OK
               ? 0
               : -1;
}

static int close_sample(void **state)
{
    (void)state;
    vds_sample_close(&sample);
    return 0;
}

static enum err open_with(const struct vds_trust *trust, int64_t now)
{
    struct opened opened;

    vds_open(view_text(certificate.code[0].text), trust, now, &opened);
    return opened.code;
}

static struct vds_trust *trust_in(const char *state, struct view csca)
{
    struct vds_trust *trust = vds_trust_new();

    assert_non_null(trust);
    assert_int_equal(vds_trust_add_csca(trust, state, csca), ERR_OK);
    return trust;
}

static void a_seal_of_another_state_is_refused(void **state)
{
    struct vds_trust *trust = trust_in("XXA", bytes_view(&sample.csca));

    (void)state;
    assert_int_equal(open_with(trust, VDS_SAMPLE_NOW), AK_T43);
    assert_int_equal(open_with(trust, VDS_SAMPLE_NOW), AK_T43); /* also out of its memory */
    vds_trust_free(&trust);
}

static void a_signer_is_believed_on_its_days(void **state)
{
    (void)state;
    for (int round = 0; round < 2; round++) {
        assert_int_equal(open_with(sample.trust, vds_sample_signer.from - 1), AK_T01);
        assert_int_equal(open_with(sample.trust, vds_sample_signer.from), ERR_OK);
        assert_int_equal(open_with(sample.trust, vds_sample_signer.last_signature + 1), ERR_OK);
        assert_int_equal(open_with(sample.trust, vds_sample_signer.until), ERR_OK);
        assert_int_equal(open_with(sample.trust, vds_sample_signer.until + 1), AK_T45);
    }
}

static void an_impostor_is_told_from_an_unknown(void **state)
{
    struct ec_key *key = ec_key_new();
    struct bytes csca = bytes_new(VDS_SAMPLE_DER_MAX);
    struct x509_icao_plan plan = vds_sample_csca;
    struct vds_trust *trust = NULL;

    (void)state;
    assert_true(x509_icao_make_csca(&plan, key, &csca));
    trust = trust_in(VDS_SAMPLE_STATE, bytes_view(&csca));
    assert_int_equal(open_with(trust, VDS_SAMPLE_NOW), AK_T41); /* same name, another key */
    vds_trust_free(&trust);
    /* Of the same name and key, but not yet when the signer was certified. */
    plan.from = vds_sample_signer.from + 1;
    bytes_clear(&csca);
    assert_true(x509_icao_make_csca(&plan, sample.csca_key, &csca));
    trust = trust_in(VDS_SAMPLE_STATE, bytes_view(&csca));
    assert_int_equal(open_with(trust, VDS_SAMPLE_NOW), AK_T42);
    /* Renewed under the same name and key: any that issued it will do. */
    assert_int_equal(vds_trust_add_csca(trust, VDS_SAMPLE_STATE, bytes_view(&sample.csca)), ERR_OK);
    assert_int_equal(open_with(trust, VDS_SAMPLE_NOW), ERR_OK);
    vds_trust_free(&trust);
    bytes_free(&csca);
    ec_key_free(&key);
}

static void make_certificate(const struct x509_icao_plan *plan, const struct ec_key *key,
                             struct bytes *out)
{
    assert_true(x509_icao_make_signer(plan, key, sample.csca_key, bytes_view(&sample.csca), out));
}

static void make_list(const struct bytes *signer, uint32_t number, struct bytes *out)
{
    struct x509_icao_withdrawn withdrawn = {{0}, VDS_SAMPLE_NOW};

    if (signer != NULL)
        withdrawn.signer_der = bytes_view(signer);
    bytes_clear(out);
    assert_true(x509_icao_make_crl(&withdrawn, signer != NULL, number, VDS_SAMPLE_NOW,
                                   VDS_SAMPLE_NOW + 30 * VDS_SAMPLE_DAY, sample.csca_key,
                                   bytes_view(&sample.csca), out));
}

/* The old signer's seals stay good beside the new one's, until one of the two is withdrawn. */
static void signers_overlap(void **state)
{
    struct x509_icao_plan plan = vds_sample_signer;
    struct ec_key *old_key = sample.key, *new_key = ec_key_new();
    struct bytes der = bytes_new(VDS_SAMPLE_DER_MAX), list = bytes_new(VDS_SAMPLE_DER_MAX);
    struct vds_issuer issuer = sample.issuer;
    struct vds_trust *trust = trust_in(VDS_SAMPLE_STATE, bytes_view(&sample.csca));
    struct certificate newer;
    struct opened opened;

    (void)state;
    plan.name = "A2";
    make_certificate(&plan, new_key, &der);
    issuer.certificate = bytes_view(&der);
    sample.key = new_key;
    vds_sample_fill(&newer, 1);
    assert_int_equal(vds_issue(&issuer, &sample.keys, &newer), ERR_OK);
    sample.key = old_key;
    for (int round = 0; round < 3; round++) {
        assert_int_equal(open_with(trust, VDS_SAMPLE_NOW), ERR_OK);
        vds_open(view_text(newer.code[0].text), trust, VDS_SAMPLE_NOW, &opened);
        assert_int_equal(opened.code, ERR_OK);
        assert_string_equal(opened.signer, "CN=A2,C=UT");
    }
    make_list(&sample.certificate, 1, &list);
    assert_int_equal(vds_trust_add_crl(trust, bytes_view(&list)), ERR_OK);
    assert_int_equal(open_with(trust, VDS_SAMPLE_NOW), AK_T44);
    vds_open(view_text(newer.code[0].text), trust, VDS_SAMPLE_NOW, &opened);
    assert_int_equal(opened.code, ERR_OK);
    vds_trust_free(&trust);
    ec_key_free(&new_key);
    bytes_free(&der);
    bytes_free(&list);
}

/* More signers than are remembered, in turn. */
static void many_signers_are_told_apart(void **state)
{
    enum { SIGNERS = 12 };
    struct ec_key *old_key = sample.key;
    struct certificate *papers = calloc(SIGNERS, sizeof *papers);
    struct opened opened;

    (void)state;
    assert_non_null(papers);
    for (int i = 0; i < SIGNERS; i++) {
        char name[8];
        struct x509_icao_plan plan = vds_sample_signer;
        struct bytes der = bytes_new(VDS_SAMPLE_DER_MAX);
        struct vds_issuer issuer = sample.issuer;

        snprintf(name, sizeof name, "B%c", 'A' + i);
        plan.name = name;
        sample.key = ec_key_new();
        make_certificate(&plan, sample.key, &der);
        issuer.certificate = bytes_view(&der);
        vds_sample_fill(&papers[i], 1);
        assert_int_equal(vds_issue(&issuer, &sample.keys, &papers[i]), ERR_OK);
        ec_key_free(&sample.key);
        bytes_free(&der);
    }
    sample.key = old_key;
    for (int i = 0; i < 3 * SIGNERS; i++) {
        char name[16];

        snprintf(name, sizeof name, "CN=B%c,C=UT", 'A' + i * 5 % SIGNERS);
        vds_open(view_text(papers[i * 5 % SIGNERS].code[0].text), sample.trust, VDS_SAMPLE_NOW,
                 &opened);
        assert_int_equal(opened.code, ERR_OK);
        assert_string_equal(opened.signer, name);
    }
    free(papers);
}

static void what_is_no_csca_is_not_taken(void **state)
{
    struct vds_trust *trust = vds_trust_new();
    struct view csca = bytes_view(&sample.csca);

    (void)state;
    assert_int_equal(vds_trust_add_csca(trust, "UTO", bytes_view(&sample.certificate)), AK_T63);
    assert_int_equal(vds_trust_add_csca(trust, "UTO", view_of(NULL, 0)), AK_T63);
    assert_int_equal(vds_trust_add_csca(trust, "UT", csca), AK_T63);
    assert_int_equal(vds_trust_add_csca(trust, "uto", csca), AK_T63);
    assert_int_equal(vds_trust_add_csca(trust, "", csca), AK_T63);
    assert_int_equal(open_with(trust, VDS_SAMPLE_NOW), AK_T41);
    assert_int_equal(vds_trust_add_csca(trust, "UTO", csca), ERR_OK);
    assert_int_equal(vds_trust_add_csca(trust, "UTO", csca), ERR_OK);
    assert_int_equal(vds_trust_add_csca(trust, "XXA", csca), AK_T63); /* one state each */
    assert_int_equal(open_with(trust, VDS_SAMPLE_NOW), ERR_OK);
    vds_trust_free(&trust);
    vds_trust_free(&trust);
}

static void withdrawals_only_grow(void **state)
{
    struct vds_trust *trust = trust_in(VDS_SAMPLE_STATE, bytes_view(&sample.csca)),
                     *other = trust_in(VDS_SAMPLE_STATE, bytes_view(&sample.csca)),
                     *none = vds_trust_new();
    struct bytes list = bytes_new(VDS_SAMPLE_DER_MAX);

    (void)state;
    make_list(&sample.certificate, 5, &list);
    assert_int_equal(vds_trust_add_crl(none, bytes_view(&list)), AK_T64);
    assert_int_equal(vds_trust_add_crl(trust, view_text("no list")), AK_T64);
    assert_int_equal(open_with(trust, VDS_SAMPLE_NOW), ERR_OK); /* and remembered */
    assert_true(vds_trust_keeps(trust, other));
    assert_int_equal(vds_trust_add_crl(trust, bytes_view(&list)), ERR_OK);
    assert_int_equal(open_with(trust, VDS_SAMPLE_NOW), AK_T44);
    assert_int_equal(open_with(trust, VDS_SAMPLE_NOW + 400 * VDS_SAMPLE_DAY), AK_T44);
    assert_false(vds_trust_keeps(trust, other));
    assert_true(vds_trust_keeps(trust, trust));
    assert_true(vds_trust_keeps(trust, none));
    make_list(NULL, 4, &list);
    assert_int_equal(vds_trust_add_crl(trust, bytes_view(&list)), AK_T65);
    assert_int_equal(open_with(trust, VDS_SAMPLE_NOW), AK_T44);
    make_list(NULL, 6, &list);
    assert_int_equal(vds_trust_add_crl(other, bytes_view(&list)), ERR_OK);
    assert_false(vds_trust_keeps(trust, other));
    vds_trust_free(&trust);
    vds_trust_free(&other);
    vds_trust_free(&none);
    bytes_free(&list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_seal_of_another_state_is_refused),
        cmocka_unit_test(a_signer_is_believed_on_its_days),
        cmocka_unit_test(an_impostor_is_told_from_an_unknown),
        cmocka_unit_test(signers_overlap),
        cmocka_unit_test(many_signers_are_told_apart),
        cmocka_unit_test(what_is_no_csca_is_not_taken),
        cmocka_unit_test(withdrawals_only_grow),
    };

    return cmocka_run_group_tests(tests, open_sample, close_sample);
}
