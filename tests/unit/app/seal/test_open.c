#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/seal/open.h"
#include "bundle.h"
#include "crypto/base64.h"
#include "dcc_sample.h"
#include "sample.h"
#include "vds_sample.h"

#include <stdlib.h>

enum { FORMATS = 3 };

/* One certificate in every format, and a bundle that believes all three signers. */
static struct sample shc;
static struct vds_sample vds;
static struct dcc_sample dcc;
static struct ec_key *root;
static struct certificate certificate;
static char text[FORMATS][DCC_TEXT_MAX + 1], issuers[1024], states[8192], signers[8192];
static struct opened opened;

static void describe(char *out, size_t size, const char *place, struct view der)
{
    struct bytes base64 = bytes_new(8192);

    assert_true(base64_encode(der, &base64));
    snprintf(out, size, "[{%s,\"certificate\":\"%s\"}]", place, bytes_text(&base64));
    bytes_free(&base64);
}

static void describe_issuer(void)
{
    struct bytes jwk = bytes_new(512);

    assert_true(jwk_canonical(shc.key, &jwk));
    snprintf(issuers, sizeof issuers,
             "[{\"issuer\":\"%s\",\"jwks\":{\"keys\":[{\"use\":\"sig\",\"alg\":\"ES256\","
             "\"kid\":\"%s\",%s]}}]",
             SAMPLE_ISSUER, shc.issuer.kid, bytes_text(&jwk) + 1);
    bytes_free(&jwk);
}

static int make(void **state)
{
    (void)state;
    root = ec_key_new();
    assert_non_null(root);
    assert_true(sample_open(&shc) && vds_sample_open(&vds) && dcc_sample_open(&dcc));
    vds_sample_fill(&certificate, 2);
    assert_int_equal(shc_issue(&shc.issuer, &shc.keys, SAMPLE_NOW, &certificate), ERR_OK);
    assert_int_equal(vds_issue(&vds.issuer, &vds.keys, &certificate), ERR_OK);
    assert_int_equal(certificate.codes, 2);
    for (size_t i = 0; i < certificate.codes; i++)
        snprintf(text[i], sizeof text[i], "%s", certificate.code[i].text);
    assert_int_equal(
        dcc_issue(&dcc.issuer, &dcc.keys, SAMPLE_NOW, &certificate, 0, text[2], sizeof text[2]),
        ERR_OK);
    describe_issuer();
    describe(states, sizeof states, "\"state\":\"" VDS_SAMPLE_STATE "\"", bytes_view(&vds.csca));
    describe(signers, sizeof signers, "\"country\":\"JP\"", bytes_view(&dcc.certificate));
    return 0;
}

static int drop(void **state)
{
    (void)state;
    ec_key_free(&root);
    sample_close(&shc);
    vds_sample_close(&vds);
    dcc_sample_close(&dcc);
    return 0;
}

static void expect(struct bundle bundle, enum seal_verdict verdict, enum err code)
{
    struct trust *trust = NULL;

    assert_int_equal(bundle_open(root, bundle, &trust), ERR_OK);
    for (size_t i = 0; i < FORMATS; i++) {
        code_open(view_text(text[i]), trust, SAMPLE_NOW, &opened);
        assert_int_equal(opened.format, i + 1);
        assert_int_equal(opened.verdict, verdict);
        if (code != AK_X94)
            assert_int_equal(opened.code, code);
    }
    trust_free(&trust);
}

static void one_bundle_believes_all_formats(void **state)
{
    (void)state;
    expect(BUNDLE(.shc = issuers, .csca = states, .dcc = signers), SEAL_VALID, ERR_OK);
}

/* AK_X94 stands for any code: each format has its own for an unknown signer. */
static void without_their_part_nobody_can_tell(void **state)
{
    (void)state;
    expect(BUNDLE(0), SEAL_CANNOT_TELL, AK_X94);
    for (size_t i = 0; i < FORMATS; i++) {
        code_open(view_text(text[i]), NULL, SAMPLE_NOW, &opened);
        assert_int_equal(opened.verdict, SEAL_CANNOT_TELL);
    }
}

/* VRS-59: a certificate is withdrawn by its serial, in whatever format it lies before us. */
static void a_serial_withdraws_all_formats(void **state)
{
    char list[512];
    struct bundle bundle = BUNDLE(.shc = issuers, .csca = states, .dcc = signers);

    (void)state;
    snprintf(list, sizeof list,
             "[{\"issuer\":\"%s\",\"kid\":\"%s\",\"method\":\"rid\",\"ctr\":1,\"rids\":[\"%s\"]}]",
             SAMPLE_ISSUER, shc.issuer.kid, certificate.serial);
    bundle.withdrawn = list;
    expect(bundle, SEAL_NOT_VALID, AK_V66);
}

static void serials_are_found_in_every_id(void **state)
{
    char serial[SERIAL_SIZE];

    (void)state;
    for (size_t i = 0; i < FORMATS; i++) {
        code_open(view_text(text[i]), NULL, SAMPLE_NOW, &opened);
        assert_true(code_serial(&opened, serial));
        assert_string_equal(serial, certificate.serial);
    }
    opened.id[0] = 0;
    assert_false(code_serial(&opened, serial));
    snprintf(opened.id, sizeof opened.id, "URN:UVCI:01:NL:DADFCC47C7334E45A906DB12FD859FB7#1");
    assert_false(code_serial(&opened, serial));
    snprintf(opened.id, sizeof opened.id, "MKyCxh7p6uQx");
    assert_false(code_serial(&opened, serial));
}

static void contents_are_told_as_signed(void **state)
{
    static const char *const parts[FORMATS] = {"\"credentialSubject\"", "\"icao.vacc\"",
                                               "\"AKASHI\""};

    (void)state;
    for (size_t i = 0; i < FORMATS; i++) {
        struct bytes raw = bytes_new(1 << 16);

        assert_true(code_raw(view_text(text[i]), &raw));
        assert_non_null(strstr(bytes_text(&raw), parts[i]));
        bytes_free(&raw);
    }
}

static void what_is_no_code_is_told(void **state)
{
    static const char *const others[] = {"",        "{",        "{}", "https://akashi.example/v",
                                         "HC2:6BF", "SHC:/5677"};

    (void)state;
    for (size_t i = 0; i < FORMATS; i++)
        assert_true(code_is(view_text(text[i])));
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        struct bytes raw = bytes_new(64);

        assert_false(code_is(view_text(others[i])));
        code_open(view_text(others[i]), NULL, SAMPLE_NOW, &opened);
        assert_int_equal(opened.format, CODE_SHC);
        assert_int_equal(opened.verdict, SEAL_NOT_VALID);
        assert_false(code_raw(view_text(others[i]), &raw));
        bytes_free(&raw);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_bundle_believes_all_formats),
        cmocka_unit_test(without_their_part_nobody_can_tell),
        cmocka_unit_test(a_serial_withdraws_all_formats),
        cmocka_unit_test(serials_are_found_in_every_id),
        cmocka_unit_test(contents_are_told_as_signed),
        cmocka_unit_test(what_is_no_code_is_told),
    };

    return cmocka_run_group_tests(tests, make, drop);
}
