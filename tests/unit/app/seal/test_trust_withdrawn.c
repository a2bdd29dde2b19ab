#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "bundle.h"
#include "crypto/base64.h"
#include "sample.h"

#include <stdlib.h>

#define NBF   "1795132800" /* of everything the sample signs */
#define LATER "1795132801"

static struct ec_key *root;
static struct sample sample;
static struct certificate certificate;
static char jwks[1024];

static int make(void **state)
{
    struct bytes jwk = bytes_new(512);

    (void)state;
    root = ec_key_new();
    assert_non_null(root);
    assert_true(sample_open(&sample));
    sample_fill(&certificate, 2);
    assert_int_equal(shc_issue(&sample.issuer, &sample.keys, SAMPLE_NOW, &certificate), ERR_OK);
    assert_true(jwk_canonical(sample.key, &jwk));
    snprintf(jwks, sizeof jwks,
             "[{\"issuer\":\"%s\",\"jwks\":{\"keys\":[{\"use\":\"sig\",\"alg\":\"ES256\","
             "\"kid\":\"%s\",%.*s]}}]",
             SAMPLE_ISSUER, sample.issuer.kid, (int)jwk.len - 1, (const char *)jwk.at + 1);
    bytes_free(&jwk);
    return 0;
}

static int drop(void **state)
{
    (void)state;
    ec_key_free(&root);
    sample_close(&sample);
    return 0;
}

/* One list, or withdrawn key, of this issuer and key. */
static const char *list(const char *issuer, const char *kid, const char *rest)
{
    static char text[2048];

    snprintf(text, sizeof text, "[{\"issuer\":\"%s\",\"kid\":\"%s\"%s}]", issuer, kid, rest);
    return text;
}

static const char *rids(const char *ctr, const char *entries)
{
    static char rest[1024];

    snprintf(rest, sizeof rest, ",\"method\":\"rid\",\"ctr\":%s,\"rids\":[%s]", ctr, entries);
    return list(SAMPLE_ISSUER, sample.issuer.kid, rest);
}

/* What the sample's code is said to be under this bundle. */
static enum err opened_code(struct bundle b)
{
    struct trust *trust = NULL;
    struct opened *opened = calloc(1, sizeof *opened);
    enum err code = ERR_OK;

    assert_non_null(opened);
    b.shc = jwks;
    assert_int_equal(bundle_open(root, b, &trust), ERR_OK);
    shc_open(view_text(certificate.code[0].text), trust, SAMPLE_NOW, opened);
    assert_int_equal(opened->verdict, opened->code == ERR_OK ? SEAL_VALID : SEAL_NOT_VALID);
    code = opened->code;
    trust_free(&trust);
    free(opened);
    return code;
}

static void a_serial_is_withdrawn(void **state)
{
    (void)state;
    assert_int_equal(opened_code(BUNDLE(0)), ERR_OK);
    assert_int_equal(opened_code(BUNDLE(.withdrawn = rids("1", "\"AKSH2345WXYZ\""))), AK_V66);
    assert_int_equal(
        opened_code(BUNDLE(.withdrawn = rids("1", "\"zz\",\"AKSH2345WXYZ\",\"AAAA\""))), AK_V66);
    assert_int_equal(opened_code(BUNDLE(.withdrawn = rids("1", "\"AKSH2345WXY\""))), ERR_OK);
    assert_int_equal(opened_code(BUNDLE(.withdrawn = rids("1", "\"aksh2345wxyz\""))), ERR_OK);
    assert_int_equal(opened_code(BUNDLE(.withdrawn = rids("1", ""))), ERR_OK);
}

/* "rid.seconds" withdraws what was signed earlier, and not what was signed anew since. */
static void the_time_of_a_withdrawal_counts(void **state)
{
    (void)state;
    assert_int_equal(opened_code(BUNDLE(.withdrawn = rids("1", "\"AKSH2345WXYZ." LATER "\""))),
                     AK_V66);
    assert_int_equal(opened_code(BUNDLE(.withdrawn = rids("1", "\"AKSH2345WXYZ." NBF "\""))),
                     ERR_OK);
    assert_int_equal(opened_code(BUNDLE(.withdrawn = rids("1", "\"AKSH2345WXYZ.1\""))), ERR_OK);
}

/* A list speaks of what its own issuer signed with that key. */
static void lists_keep_to_their_own(void **state)
{
    static const char rest[] = ",\"method\":\"rid\",\"ctr\":1,\"rids\":[\"AKSH2345WXYZ\"]";
    static const char other[] = "wXnE30rKv9vfaP-q_A18Mdh45GvxnCyBmvkldEf584g";

    (void)state;
    assert_int_equal(
        opened_code(BUNDLE(.withdrawn = list("https://b.example", sample.issuer.kid, rest))),
        ERR_OK);
    assert_int_equal(opened_code(BUNDLE(.withdrawn = list(SAMPLE_ISSUER, other, rest))), ERR_OK);
}

static void a_key_is_withdrawn(void **state)
{
    struct bundle b = BUNDLE(0);
    struct trust *trust = NULL;
    struct opened *opened = calloc(1, sizeof *opened);

    (void)state;
    assert_non_null(opened);
    b.withdrawn_keys = list(SAMPLE_ISSUER, sample.issuer.kid, "");
    assert_int_equal(opened_code(b), AK_V68);
    /* Also when nothing else is known of the issuer any more. */
    assert_int_equal(bundle_open(root, b, &trust), ERR_OK);
    shc_open(view_text(certificate.code[0].text), trust, SAMPLE_NOW, opened);
    assert_int_equal(opened->code, AK_V68);
    assert_int_equal(opened->verdict, SEAL_NOT_VALID);
    trust_free(&trust);
    free(opened);
}

static void content_is_withdrawn_by_its_digest(void **state)
{
    static const char none[] = ",\"method\":\"hash-fhir\",\"ctr\":1,\"hashes\":[]";
    char rest[128];
    struct bundle b = BUNDLE(.withdrawn = list(SAMPLE_ISSUER, sample.issuer.kid, none));
    struct trust *trust = NULL;
    struct opened *opened = calloc(1, sizeof *opened);
    struct bytes hash = bytes_new(32);

    (void)state;
    assert_non_null(opened);
    b.shc = jwks;
    assert_int_equal(bundle_open(root, b, &trust), ERR_OK);
    shc_open(view_text(certificate.code[0].text), trust, SAMPLE_NOW, opened);
    assert_int_equal(opened->verdict, SEAL_VALID);
    trust_free(&trust);
    assert_true(base64url_encode(view_of(opened->bundle, OPENED_BUNDLE_LEN), &hash));
    snprintf(rest, sizeof rest, ",\"method\":\"hash-fhir\",\"ctr\":1,\"hashes\":[\"%s\"]",
             bytes_text(&hash));
    assert_int_equal(opened_code(BUNDLE(.withdrawn = list(SAMPLE_ISSUER, sample.issuer.kid, rest))),
                     AK_V67);
    rest[strlen(rest) - 8] ^= 1;
    assert_int_equal(opened_code(BUNDLE(.withdrawn = list(SAMPLE_ISSUER, sample.issuer.kid, rest))),
                     ERR_OK);
    bytes_free(&hash);
    free(opened);
}

/* A card of another key is not looked up, and what it says has no digest. */
static void digests_are_for_one_key(void **state)
{
    static const char none[] = ",\"method\":\"hash-fhir\",\"ctr\":1,\"hashes\":[]";
    struct trust *trust = NULL;

    (void)state;
    assert_int_equal(bundle_open(root,
                                 BUNDLE(.withdrawn = list(SAMPLE_ISSUER, sample.issuer.kid, none)),
                                 &trust),
                     ERR_OK);
    assert_true(trust_has_hashes(trust, SAMPLE_ISSUER, sample.issuer.kid));
    assert_false(trust_has_hashes(trust, "https://b.example", sample.issuer.kid));
    assert_false(trust_has_hashes(trust, SAMPLE_ISSUER, ""));
    assert_false(trust_has_hashes(NULL, SAMPLE_ISSUER, sample.issuer.kid));
    trust_free(&trust);
    assert_int_equal(bundle_open(root, BUNDLE(.withdrawn = rids("1", "\"A\"")), &trust), ERR_OK);
    assert_false(trust_has_hashes(trust, SAMPLE_ISSUER, sample.issuer.kid));
    trust_free(&trust);
}

/* The codes of one certificate share its serial, and go together. */
static void the_other_formats_go_with_the_serial(void **state)
{
    static const struct {
        enum code_format format;
        const char *id;
        enum err code;
    } cases[] = {
        {CODE_VDS_NC, "AKSH2345WXYZ", AK_V66},
        {CODE_VDS_NC, "AKSH2345WXYY", ERR_OK},
        {CODE_DCC, "URN:UVCI:01:JP:AKSH2345WXYZ#7", AK_V66},
        {CODE_DCC, "URN:UVCI:01:JP:AKSH2345WXYZ", AK_V66},
        {CODE_DCC, "URN:UVCI:01:JP:AKSH2345WXYZ7", ERR_OK},
        {CODE_VDS_NC, "AAAA", ERR_OK}, /* not a serial: a foreign id is no matter of this list */
        {CODE_VDS_NC, "", ERR_OK},
    };
    struct trust *trust = NULL;

    (void)state;
    assert_int_equal(
        bundle_open(root, BUNDLE(.withdrawn = rids("1", "\"AKSH2345WXYZ\",\"AAAA\"")), &trust),
        ERR_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct opened *opened = calloc(1, sizeof *opened);

        assert_non_null(opened);
        opened->format = cases[i].format;
        snprintf(opened->issuer, sizeof opened->issuer, "JPN");
        snprintf(opened->id, sizeof opened->id, "%s", cases[i].id);
        assert_int_equal(trust_withdrawn(trust, opened), cases[i].code);
        assert_int_equal(trust_withdrawn(NULL, opened), ERR_OK);
        free(opened);
    }
    trust_free(&trust);
}

/* The bundle before withdraws A wholly, B before 500, one key, and one digest. */
#define BEFORE "\"A\",\"B.500\""

static enum err follow(struct bundle after)
{
    struct bundle before = BUNDLE(.number = "7", .made = "1000");
    struct trust *one = NULL, *two = NULL;
    enum err code = ERR_OK;

    before.withdrawn = rids("3", BEFORE);
    assert_int_equal(bundle_open(root, before, &one), ERR_OK);
    assert_int_equal(bundle_open(root, after, &two), ERR_OK);
    code = trust_follows(one, two);
    trust_free(&one);
    trust_free(&two);
    return code;
}

static enum err follow_list(const char *ctr, const char *entries)
{
    char copy[2048];
    struct bundle after = BUNDLE(.number = "8", .made = "1000");

    snprintf(copy, sizeof copy, "%s", rids(ctr, entries));
    after.withdrawn = copy;
    return follow(after);
}

/* VRS-59, W12: withdrawn stays withdrawn. */
static void lists_only_grow(void **state)
{
    (void)state;
    assert_int_equal(follow_list("3", BEFORE), ERR_OK);
    assert_int_equal(follow_list("4", "\"C\"," BEFORE), ERR_OK);
    assert_int_equal(follow_list("4", "\"B\",\"A\""), ERR_OK);
    assert_int_equal(follow_list("4", "\"A\",\"B.501\""), ERR_OK);
    assert_int_equal(follow_list("4", "\"A\",\"B.499\""), AK_V76);
    assert_int_equal(follow_list("4", "\"A.500\",\"B.500\""), AK_V76);
    assert_int_equal(follow_list("4", "\"A\",\"C\""), AK_V76);
    assert_int_equal(follow_list("4", ""), AK_V76);
    assert_int_equal(follow_list("2", BEFORE), AK_V76);
    assert_int_equal(follow(BUNDLE(.number = "8", .made = "1000")), AK_V76);
}

static void editions_only_go_on(void **state)
{
    char copy[2048];

    (void)state;
    snprintf(copy, sizeof copy, "%s", rids("3", BEFORE));
    assert_int_equal(follow(BUNDLE(.number = "7", .made = "1000", .withdrawn = copy)), AK_V76);
    assert_int_equal(follow(BUNDLE(.number = "8", .made = "999", .withdrawn = copy)), AK_V76);
    assert_int_equal(follow(BUNDLE(.number = "9", .made = "1001", .withdrawn = copy)), ERR_OK);
}

static void keys_and_digests_stay_withdrawn(void **state)
{
    struct bundle before = BUNDLE(.number = "1"), after = BUNDLE(.number = "2");
    struct trust *one = NULL, *two = NULL;

    (void)state;
    before.withdrawn_keys = list(SAMPLE_ISSUER, sample.issuer.kid, "");
    assert_int_equal(bundle_open(root, before, &one), ERR_OK);
    assert_int_equal(bundle_open(root, after, &two), ERR_OK);
    assert_int_equal(trust_follows(one, two), AK_V76);
    trust_free(&one);
    trust_free(&two);
    before = BUNDLE(.number = "1");
    before.withdrawn = list(SAMPLE_ISSUER, sample.issuer.kid,
                            ",\"method\":\"hash-fhir\",\"ctr\":1,\"hashes\":[\"AAAAAAAAAAA\"]");
    assert_int_equal(bundle_open(root, before, &one), ERR_OK);
    after.withdrawn = rids("1", "\"AAAAAAAAAAA\""); /* the same text, by another method */
    assert_int_equal(bundle_open(root, after, &two), ERR_OK);
    assert_int_equal(trust_follows(one, two), AK_V76);
    trust_free(&one);
    trust_free(&two);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_serial_is_withdrawn),
        cmocka_unit_test(the_time_of_a_withdrawal_counts),
        cmocka_unit_test(lists_keep_to_their_own),
        cmocka_unit_test(a_key_is_withdrawn),
        cmocka_unit_test(content_is_withdrawn_by_its_digest),
        cmocka_unit_test(digests_are_for_one_key),
        cmocka_unit_test(the_other_formats_go_with_the_serial),
        cmocka_unit_test(lists_only_grow),
        cmocka_unit_test(editions_only_go_on),
        cmocka_unit_test(keys_and_digests_stay_withdrawn),
    };

    return cmocka_run_group_tests(tests, make, drop);
}
