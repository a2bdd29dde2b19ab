#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "sample.h"

#include "app/seal/flate.h"
#include "crypto/base64.h"

#include <stdlib.h>

#define PATIENT_WITH(more)                                                                         \
    "{\"fullUrl\":\"resource:0\",\"resource\":{\"resourceType\":\"Patient\"," more                 \
    "\"birthDate\":\"1985-02-28\"}}"
#define NAME    "\"name\":[{\"family\":\"証\",\"given\":[\"花子\"]}],"
#define PATIENT PATIENT_WITH(NAME)
#define CODING                                                                                     \
    "\"vaccineCode\":{\"coding\":[{\"system\":\"http://hl7.org/fhir/sid/"                          \
    "cvx\",\"code\":\"208\"}]},"
#define HERS "\"patient\":{\"reference\":\"resource:0\"},"
#define DAY  "\"occurrenceDateTime\":\"2021-06-01\","
#define LOT  "\"lotNumber\":\"EY2173\""
#define DOSE_OF(content)                                                                           \
    "{\"fullUrl\":\"resource:1\",\"resource\":{\"resourceType\":\"Immunization\"," content "}}"
#define DONE "\"status\":\"completed\","
#define DOSE DOSE_OF(DONE CODING HERS DAY LOT)
#define ENTRIES(entries)                                                                           \
    "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[" entries "]}"
#define BUNDLE ENTRIES(PATIENT "," DOSE)
#define TYPE   "\"type\":[\"https://smarthealth.cards#health-card\"],"
#define SUBJECT(bundle)                                                                            \
    "\"credentialSubject\":{\"fhirVersion\":\"4.0.1\",\"fhirBundle\":" bundle "}"
#define VC           "\"vc\":{" TYPE SUBJECT(BUNDLE) "}"
#define ISS          "\"iss\":\"" SAMPLE_ISSUER "\","
#define NBF          "\"nbf\":1795132800,"
#define WITH(bundle) "{" ISS NBF "\"vc\":{" TYPE SUBJECT(bundle) "}}"
#define GOOD         "{" ISS NBF VC "}"

static struct sample sample;

static int open_sample(void **state)
{
    (void)state;
    return sample_open(&sample) ? 0 : -1;
}

static int close_sample(void **state)
{
    (void)state;
    sample_close(&sample);
    return 0;
}

/* A JWS over any header and any payload, signed with the trusted key. */
static void make_jws(const char *header, struct view packed, struct bytes *out)
{
    uint8_t signature[EC_SIGNATURE_LEN];

    assert_true(jws_begin(view_text(header), packed, out));
    assert_true(ec_sign(sample.key, bytes_view(out), signature));
    assert_true(jws_end(signature, out));
}

static void make_header(char out[256])
{
    snprintf(out, 256, "{\"alg\":\"ES256\",\"zip\":\"DEF\",\"kid\":\"%s\"}", sample.issuer.kid);
}

static void open_payload_at(const char *payload, int64_t now, struct opened *out)
{
    struct bytes packed = bytes_new(1 << 14), jws = bytes_new(1 << 14);
    char header[256];

    make_header(header);
    assert_true(flate_pack(view_text(payload), &packed));
    make_jws(header, bytes_view(&packed), &jws);
    shc_open(bytes_view(&jws), sample.trust, now, out);
    bytes_free(&packed);
    bytes_free(&jws);
}

static enum err open_header(const char *header)
{
    struct bytes packed = bytes_new(1 << 14), jws = bytes_new(1 << 14);
    struct opened opened;

    assert_true(flate_pack(view_text(GOOD), &packed));
    make_jws(header, bytes_view(&packed), &jws);
    shc_open(bytes_view(&jws), sample.trust, SAMPLE_NOW, &opened);
    bytes_free(&packed);
    bytes_free(&jws);
    return opened.code;
}

static void headers_are_held_to_three_members(void **state)
{
    static const struct {
        const char *form;
        enum err code;
    } cases[] = {
        {"{\"alg\":\"ES256\",\"zip\":\"DEF\",\"kid\":\"%s\"}", ERR_OK},
        {"{\"alg\":\"ES256\",\"zip\":\"DEF\",\"kid\":\"%s\",\"typ\":\"JWT\"}", ERR_OK},
        {"[\"%s\"]", AK_V35},
        {"", AK_V35},
        {"\"%s\"", AK_V35},
        {"{\"alg\":\"ES256\",\"zip\":\"DEF\",\"kid\":\"%s\"", AK_V35},
        {"{\"alg\":\"ES256\",\"alg\":\"ES256\",\"zip\":\"DEF\",\"kid\":\"%s\"}", AK_V35},
        {"{\"alg\":\"ES256\",\"zip\":\"DEF\",\"kid\":\"%s\",\"crit\":[\"exp\"]}", AK_V35},
        {"{\"alg\":\"none\",\"zip\":\"DEF\",\"kid\":\"%s\"}", AK_V36},
        {"{\"alg\":\"HS256\",\"zip\":\"DEF\",\"kid\":\"%s\"}", AK_V36},
        {"{\"alg\":\"ES384\",\"zip\":\"DEF\",\"kid\":\"%s\"}", AK_V36},
        {"{\"alg\":\"es256\",\"zip\":\"DEF\",\"kid\":\"%s\"}", AK_V36},
        {"{\"alg\":256,\"zip\":\"DEF\",\"kid\":\"%s\"}", AK_V36},
        {"{\"alg\":\"ES256\",\"zip\":\"GZIP\",\"kid\":\"%s\"}", AK_V37},
        {"{\"alg\":\"ES256\",\"zip\":\"DEF\",\"kid\":\"x%s\"}", AK_V38},
        {"{\"alg\":\"ES256\",\"zip\":\"DEF\",\"kid\":\"\",\"not\":\"%s\"}", AK_V38},
        {"{\"alg\":\"ES256\",\"zip\":\"DEF\",\"kid\":7,\"not\":\"%s\"}", AK_V38},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *percent = strstr(cases[i].form, "%s");
        char header[256];

        snprintf(header, sizeof header, "%.*s%s%s",
                 percent != NULL ? (int)(percent - cases[i].form) : 0, cases[i].form,
                 percent != NULL ? sample.issuer.kid : "", percent != NULL ? percent + 2 : "");
        assert_int_equal(open_header(header), cases[i].code);
    }
}

static void a_key_in_the_header_changes_nothing(void **state)
{
    struct ec_key *other = ec_key_new();
    struct bytes jwk = bytes_new(512), packed = bytes_new(1 << 14), jws = bytes_new(1 << 14);
    char header[768], kid[JWK_THUMBPRINT_SIZE];
    uint8_t signature[EC_SIGNATURE_LEN];
    struct opened opened;

    (void)state;
    assert_true(other != NULL && jwk_thumbprint(other, kid) && jwk_canonical(other, &jwk));
    snprintf(header, sizeof header, "{\"alg\":\"ES256\",\"zip\":\"DEF\",\"kid\":\"%s\",\"jwk\":%s}",
             kid, bytes_text(&jwk));
    assert_true(flate_pack(view_text(GOOD), &packed));
    assert_true(jws_begin(view_text(header), bytes_view(&packed), &jws));
    assert_true(ec_sign(other, bytes_view(&jws), signature) && jws_end(signature, &jws));
    shc_open(bytes_view(&jws), sample.trust, SAMPLE_NOW, &opened);
    assert_int_equal(opened.code, AK_V47);
    assert_int_equal(opened.verdict, SEAL_CANNOT_TELL);
    ec_key_free(&other);
    bytes_free(&jwk);
    bytes_free(&packed);
    bytes_free(&jws);
}

static const struct {
    const char *payload;
    enum err code;
} payloads[] = {
    {GOOD, ERR_OK},
    {"{\"more\":{}," ISS NBF VC "}", ERR_OK},
    {"{" ISS "\"nbf\":1795132800.75," VC "}", ERR_OK},
    {"", AK_V40},
    {"[]", AK_V40},
    {"7", AK_V40},
    {"{" ISS NBF VC, AK_V40},
    {GOOD "x", AK_V40},
    {"\xEF\xBB\xBF" GOOD, AK_V40},
    {"{" ISS ISS NBF VC "}", AK_V40},
    {"{" ISS NBF "\"vc\":{" TYPE TYPE SUBJECT(BUNDLE) "}}", AK_V40},
    {"{\"iss\":\"\xFF\"," NBF VC "}", AK_V40},
    {"{" NBF VC "}", AK_V41},
    {"{\"iss\":7," NBF VC "}", AK_V41},
    {"{\"iss\":\"http://vc.akashi.example/issuer\"," NBF VC "}", AK_V41},
    {"{\"iss\":\"" SAMPLE_ISSUER "/\"," NBF VC "}", AK_V41},
    {"{" ISS VC "}", AK_V42},
    {"{" ISS "\"nbf\":\"1795132800\"," VC "}", AK_V42},
    {"{" ISS "\"nbf\":-1," VC "}", AK_V42},
    {"{" ISS "\"nbf\":1e300," VC "}", AK_V42},
    {"{" ISS NBF "\"exp\":\"never\"," VC "}", AK_V42},
    {"{" ISS NBF "\"vc\":{}}", AK_V44},
    {"{" ISS "\"nbf\":1795132800}", AK_V44},
    {"{" ISS NBF "\"vc\":{" SUBJECT(BUNDLE) "}}", AK_V44},
    {"{" ISS NBF "\"vc\":{\"type\":[\"https://smarthealth.cards#covid19\"]," SUBJECT(BUNDLE) "}}",
     AK_V44},
    {"{" ISS NBF "\"vc\":{" TYPE "\"credentialSubject\":{\"fhirBundle\":" BUNDLE "}}}", AK_V44},
    {"{" ISS NBF "\"vc\":{" TYPE
     "\"credentialSubject\":{\"fhirVersion\":\"3.0.1\",\"fhirBundle\":" BUNDLE "}}}",
     AK_V44},
    {"{" ISS NBF "\"vc\":{" TYPE SUBJECT(BUNDLE) ",\"rid\":\"a+b\"}}", AK_V44},
    {"{" ISS NBF "\"vc\":{" TYPE SUBJECT(BUNDLE) ",\"rid\":\"1234567890123456789012345\"}}",
     AK_V44},
    {"{" ISS NBF "\"vc\":{" TYPE SUBJECT(BUNDLE) ",\"rid\":\"\"}}", AK_V44},
    {"{" ISS NBF "\"vc\":{" TYPE "\"credentialSubject\":{\"fhirVersion\":\"4.0.1\"}}}", AK_V45},
    {WITH("{}"), AK_V45},
    {WITH(ENTRIES("")), AK_V45},
    {WITH(ENTRIES(PATIENT)), AK_V45},
    {WITH(ENTRIES(DOSE)), AK_V45},
    {WITH(ENTRIES(PATIENT "," PATIENT "," DOSE)), AK_V45},
    {WITH("{\"resourceType\":\"List\",\"entry\":[" PATIENT "," DOSE "]}"), AK_V45},
    {WITH("{\"id\":\"a\",\"resourceType\":\"Bundle\",\"entry\":[" PATIENT "," DOSE "]}"), AK_V45},
    {WITH(ENTRIES(PATIENT_WITH("") "," DOSE)), AK_V45},
    {WITH(ENTRIES(PATIENT_WITH("\"name\":[],") "," DOSE)), AK_V45},
    {WITH(ENTRIES(PATIENT_WITH("\"name\":[{}],") "," DOSE)), AK_V45},
    {WITH(ENTRIES(PATIENT_WITH("\"name\":[{\"family\":\"\"}],") "," DOSE)), AK_V45},
    {WITH(ENTRIES(PATIENT_WITH("\"name\":[{\"family\":7}],") "," DOSE)), AK_V45},
    {WITH(ENTRIES(PATIENT_WITH("\"text\":{}," NAME) "," DOSE)), AK_V45},
    {WITH(ENTRIES("{\"fullUrl\":\"resource:0\",\"resource\":{\"resourceType\":\"Patient\"," NAME
                  "\"birthDate\":\"1985-02-30\"}}," DOSE)),
     AK_V45},
    {WITH(ENTRIES("{\"fullUrl\":\"resource:0\",\"resource\":{\"resourceType\":\"Patient\"," NAME
                  "\"birthDate\":\"1985\"}}," DOSE)),
     ERR_OK},
    {WITH(ENTRIES("{\"fullUrl\":\"resource:0\",\"resource\":{\"resourceType\":\"Patient\"," NAME
                  "\"birthDate\":\"1985-13\"}}," DOSE)),
     AK_V45},
    {WITH(ENTRIES("{\"fullUrl\":\"resource:0\",\"resource\":{\"resourceType\":\"Patient\","
                  "\"name\":[{\"text\":\"証\"}]}}," DOSE)),
     ERR_OK},
    {WITH(ENTRIES(PATIENT "," DOSE_OF(CODING HERS DAY LOT))), AK_V45},
    {WITH(ENTRIES(PATIENT "," DOSE_OF("\"status\":\"not-done\"," CODING HERS DAY LOT))), AK_V45},
    {WITH(ENTRIES(PATIENT "," DOSE_OF(DONE HERS DAY LOT))), AK_V45},
    {WITH(ENTRIES(PATIENT "," DOSE_OF(DONE CODING DAY LOT))), AK_V45},
    {WITH(ENTRIES(PATIENT
                  "," DOSE_OF(DONE CODING "\"patient\":{\"reference\":\"resource:9\"}," DAY LOT))),
     AK_V45},
    {WITH(ENTRIES(PATIENT "," DOSE_OF(DONE CODING HERS LOT))), AK_V45},
    {WITH(ENTRIES(PATIENT "," DOSE_OF(DONE CODING HERS "\"occurrenceDateTime\":\"2021-06\"," LOT))),
     AK_V45},
    {WITH(ENTRIES(PATIENT "," DOSE_OF(
         DONE CODING HERS "\"occurrenceDateTime\":\"2021-06-01T09:00:00+09:00\"," LOT))),
     ERR_OK},
    {WITH(ENTRIES(PATIENT "," DOSE_OF(DONE CODING HERS DAY "\"lotNumber\":\"\""))), AK_V45},
    {WITH(ENTRIES(PATIENT "," DOSE_OF(
         "\"meta\":{\"security\":[{\"code\":\"IAL2\"}]}," DONE CODING HERS DAY LOT))),
     ERR_OK},
    {WITH(ENTRIES(PATIENT "," DOSE_OF("\"meta\":{\"versionId\":\"1\"}," DONE CODING HERS DAY LOT))),
     AK_V45},
};

static void every_fault_of_the_content_has_its_code(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof payloads / sizeof *payloads; i++) {
        struct opened opened;

        open_payload_at(payloads[i].payload, SAMPLE_NOW, &opened);
        if (opened.code != payloads[i].code)
            print_error("%s: %s\n", payloads[i].payload, err_name(opened.code));
        assert_int_equal(opened.code, payloads[i].code);
        assert_int_equal(opened.verdict, opened.code == ERR_OK ? SEAL_VALID : SEAL_NOT_VALID);
    }
}

static void a_product_of_nobodys_is_left_open(void **state)
{
    struct opened opened;

    (void)state;
    open_payload_at(
        WITH(ENTRIES(PATIENT "," DOSE_OF(
            DONE
            "\"vaccineCode\":{\"coding\":[{\"system\":"
            "\"http://snomed.info/sct\",\"code\":\"208\"}]}," HERS DAY
            "\"lotNumber\":\"0123456789012345678901\"") ",{\"fullUrl\":\"resource:2\",\"resource\":"
                                                        "{\"resourceType\":\"Observation\"}}")),
        SAMPLE_NOW, &opened);
    assert_int_equal(opened.verdict, SEAL_VALID);
    assert_int_equal(opened.count, 1);
    assert_string_equal(opened.doses[0].dose.product, "");
    assert_string_equal(opened.doses[0].dose.lot, "");
}

static void times_are_kept(void **state)
{
    static const char expiring[] = "{" ISS NBF "\"exp\":1795132900," VC "}";
    struct opened opened;

    (void)state;
    open_payload_at(GOOD, SAMPLE_NOW - 120, &opened);
    assert_int_equal(opened.verdict, SEAL_VALID);
    open_payload_at(GOOD, SAMPLE_NOW - 121, &opened);
    assert_int_equal(opened.code, AK_V01);
    assert_int_equal(opened.verdict, SEAL_NOT_VALID);
    assert_string_equal(opened.holder.name, "証　花子");
    open_payload_at(expiring, SAMPLE_NOW + 99, &opened);
    assert_int_equal(opened.verdict, SEAL_VALID);
    open_payload_at(expiring, SAMPLE_NOW + 100, &opened);
    assert_int_equal(opened.code, AK_V43);
    assert_int_equal(opened.verdict, SEAL_NOT_VALID);
}

static void streams_without_end_are_cut_off(void **state)
{
    struct bytes zeros = bytes_new(1 << 19), packed = bytes_new(1 << 14), jws = bytes_new(1 << 14);
    struct opened opened;
    char header[256];
    uint8_t *to = bytes_room(&zeros, 1 << 19);

    (void)state;
    assert_non_null(to);
    memset(to, ' ', 1 << 19);
    zeros.len = 1 << 19;
    make_header(header);
    assert_true(flate_pack(bytes_view(&zeros), &packed));
    make_jws(header, bytes_view(&packed), &jws);
    assert_true(jws.len <= SHC_JWS_MAX);
    shc_open(bytes_view(&jws), sample.trust, SAMPLE_NOW, &opened);
    assert_int_equal(opened.code, AK_V39);
    bytes_clear(&jws);
    make_jws(header, view_text("not deflated"), &jws);
    shc_open(bytes_view(&jws), sample.trust, SAMPLE_NOW, &opened);
    assert_int_equal(opened.code, AK_V39);
    bytes_free(&zeros);
    bytes_free(&packed);
    bytes_free(&jws);
}

static void the_parts_are_three_and_base64url(void **state)
{
    static const struct {
        const char *text;
        enum err code;
    } cases[] = {
        {".", AK_V33},         {"e30.e30", AK_V33},      {"e30.e30.", AK_V33},
        {"a.b.c.d", AK_V33},   {"e30=.e30.AA", AK_V34},  {"e30.e+0.AA", AK_V34},
        {"e30.e30.A", AK_V34}, {"e30.e30.AA\n", AK_V34}, {"e30.e30.AA", AK_V36},
        {".e30.AA", AK_V35},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct opened opened;

        shc_open(view_text(cases[i].text), sample.trust, SAMPLE_NOW, &opened);
        assert_int_equal(opened.code, cases[i].code);
        assert_int_equal(opened.verdict, SEAL_NOT_VALID);
    }
}

static struct bytes issue_jws(void)
{
    struct certificate certificate;
    struct bytes jws = bytes_new(SHC_JWS_MAX);

    sample_fill(&certificate, 2);
    assert_int_equal(shc_issue(&sample.issuer, &sample.keys, SAMPLE_NOW, &certificate), ERR_OK);
    for (const char *at = certificate.code[0].text + 5; *at != 0; at += 2)
        assert_true(bytes_append_u8(&jws, (uint8_t)(45 + 10 * (at[0] - '0') + at[1] - '0')));
    return jws;
}

/* VRS-52: whatever sign is changed, the code is not valid any more. */
static void every_changed_sign_is_noticed(void **state)
{
    struct bytes jws = issue_jws();
    struct opened opened;

    (void)state;
    shc_open(bytes_view(&jws), sample.trust, SAMPLE_NOW, &opened);
    assert_int_equal(opened.verdict, SEAL_VALID);
    for (size_t i = 0; i < jws.len; i++) {
        for (uint8_t bit = 1; bit != 0x80; bit = (uint8_t)(bit << 1)) {
            jws.at[i] ^= bit;
            shc_open(bytes_view(&jws), sample.trust, SAMPLE_NOW, &opened);
            assert_int_not_equal(opened.verdict, SEAL_VALID);
            jws.at[i] ^= bit;
        }
    }
    bytes_free(&jws);
}

static void every_cut_is_noticed(void **state)
{
    struct bytes jws = issue_jws();

    (void)state;
    for (size_t len = 0; len < jws.len; len++) {
        struct opened opened;

        shc_open(view_cut(bytes_view(&jws), 0, len), sample.trust, SAMPLE_NOW, &opened);
        assert_int_equal(opened.verdict, SEAL_NOT_VALID);
    }
    bytes_free(&jws);
}

/* The longest code that may be is opened; one sign more is not. */
static void the_limit_is_exact(void **state)
{
    char header[1024], padded[768] = "";
    struct bytes packed = bytes_new(1 << 14), jws = bytes_new(1 << 14);
    struct opened opened;
    bool met[2] = {false, false};

    (void)state;
    assert_true(flate_pack(view_text(GOOD), &packed));
    for (size_t pad = 0; pad < 700; pad++) {
        memset(padded, 'x', pad);
        snprintf(header, sizeof header,
                 "{\"alg\":\"ES256\",\"zip\":\"DEF\",\"kid\":\"%s\",\"pad\":\"%s\"}",
                 sample.issuer.kid, padded);
        bytes_clear(&jws);
        make_jws(header, bytes_view(&packed), &jws);
        if (jws.len < SHC_JWS_MAX - 1 || jws.len > SHC_JWS_MAX + 2)
            continue;
        shc_open(bytes_view(&jws), sample.trust, SAMPLE_NOW, &opened);
        assert_int_equal(opened.code, jws.len <= SHC_JWS_MAX ? ERR_OK : AK_V49);
        met[jws.len > SHC_JWS_MAX] = true;
    }
    assert_true(met[0] && met[1]);
    bytes_free(&packed);
    bytes_free(&jws);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headers_are_held_to_three_members),
        cmocka_unit_test(a_key_in_the_header_changes_nothing),
        cmocka_unit_test(every_fault_of_the_content_has_its_code),
        cmocka_unit_test(a_product_of_nobodys_is_left_open),
        cmocka_unit_test(times_are_kept),
        cmocka_unit_test(streams_without_end_are_cut_off),
        cmocka_unit_test(the_parts_are_three_and_base64url),
        cmocka_unit_test(every_changed_sign_is_noticed),
        cmocka_unit_test(every_cut_is_noticed),
        cmocka_unit_test(the_limit_is_exact),
    };

    return cmocka_run_group_tests(tests, open_sample, close_sample);
}
