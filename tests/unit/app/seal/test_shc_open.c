#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "signed.h"

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
        {"{\"alg\":\"ES256\",\"zip\":\"DEF\",\"not\":\"%s\",\"kid\":"
         "\"\\u001b[2J567890123456789012345678901234567890123\"}",
         AK_V38},
        {"{\"alg\":[\"ES256\"],\"zip\":\"DEF\",\"kid\":\"%s\"}", AK_V36},
        {"{\"zip\":\"DEF\",\"kid\":\"%s\"}", AK_V36},
        {"{\"alg\":\"ES256\",\"kid\":\"%s\"}", AK_V37},
        {" {\"alg\":\"ES256\",\"zip\":\"DEF\",\"kid\":\"%s\"}x", AK_V35},
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
    {" " GOOD "\n", ERR_OK},
    {"{\"more\":{}," ISS NBF VC "}", ERR_OK},
    {"", AK_V40},
    {"[]", AK_V40},
    {"7", AK_V40},
    {"{" ISS NBF VC, AK_V40},
    {GOOD "x", AK_V40},
    {GOOD GOOD, AK_V40},
    {"\xEF\xBB\xBF" GOOD, AK_V40},
    {"{" ISS ISS NBF VC "}", AK_V40},
    {"{" ISS NBF "\"vc\":{" TYPE TYPE SUBJECT "}}", AK_V40},
    {"{" ISS NBF VC "," VC "}", AK_V40},
    {"{" ISS NBF VC ",\"a\":{\"b\":[{\"c\":1,\"c\":1}]}}", AK_V40},
    {"{" ISS NBF VC ",\"a\":1,\"\\u0061\":1}", AK_V40},
    {"{\"iss\":\"\xFF\"," NBF VC "}", AK_V40},
    {"{" ISS NBF VC ",\"a\":\"\xC0\x80\"}", AK_V40},
    {"{" ISS NBF VC ",\"a\":\"\xED\xA0\x80\"}", AK_V40},
    {"{" ISS NBF VC ",\"a\":\"\\ud800\"}", AK_V40},
    {"{" ISS NBF VC ",\"a\":\"\\udc00\\ud800\"}", AK_V40},
    {"{" ISS NBF VC ",\"a\":\"\\u0000\"}", AK_V40},
    {"{" ISS NBF VC ",\"a\\u0000b\":1}", AK_V40},
    {"{" ISS NBF VC ",\"a\":NaN}", AK_V40},
    {"{" ISS NBF VC ",\"a\":-Infinity}", AK_V40},
    {"{" ISS NBF VC ",\"a\":1e400}", AK_V40},
    {"{" ISS NBF VC ",\"a\":99999999999999999999}", AK_V40},
    {"{" ISS NBF VC ",\"a\":01}", AK_V40},
    {"{" ISS NBF VC ",\"a\":0x1}", AK_V40},
    {"{" ISS NBF VC ",}", AK_V40},
    {"{" ISS NBF VC "/* */}", AK_V40},
    {"{" NBF VC "}", AK_V41},
    {"{\"iss\":7," NBF VC "}", AK_V41},
    {"{\"iss\":\"http://vc.akashi.example/issuer\"," NBF VC "}", AK_V41},
    {"{\"iss\":\"" SAMPLE_ISSUER "/\"," NBF VC "}", AK_V41},
    {"{" ISS VC "}", AK_V42},
    {"{" ISS "\"nbf\":\"1795132800\"," VC "}", AK_V42},
    {"{" ISS "\"nbf\":null," VC "}", AK_V42},
    {"{" ISS "\"nbf\":-1," VC "}", AK_V42},
    {"{" ISS "\"nbf\":1e300," VC "}", AK_V42},
    {"{" ISS "\"nbf\":9223372036854775807," VC "}", AK_V42},
    {"{" ISS NBF "\"exp\":\"never\"," VC "}", AK_V42},
    {"{" ISS NBF "\"exp\":1e300," VC "}", AK_V42},
    {"{" ISS "\"nbf\":1795132800.75," VC "}", ERR_OK},
    {"{" ISS "\"nbf\":0," VC "}", ERR_OK},
    {"{" ISS NBF "\"vc\":{}}", AK_V44},
    {"{" ISS NBF "\"vc\":[]}", AK_V44},
    {"{" ISS "\"nbf\":1795132800}", AK_V44},
};

static void every_fault_of_the_content_has_its_code(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof payloads / sizeof *payloads; i++) {
        struct opened opened;

        open_payload(view_text(payloads[i].payload), SAMPLE_NOW, &opened);
        if (opened.code != payloads[i].code)
            print_error("%s: %s\n", payloads[i].payload, err_name(opened.code));
        assert_int_equal(opened.code, payloads[i].code);
        assert_int_equal(opened.verdict, opened.code == ERR_OK ? SEAL_VALID : SEAL_NOT_VALID);
    }
}

static void times_are_kept(void **state)
{
    static const char expiring[] = "{" ISS NBF "\"exp\":1795132900," VC "}";
    struct opened opened;

    (void)state;
    open_payload(view_text(GOOD), SAMPLE_NOW - 120, &opened);
    assert_int_equal(opened.verdict, SEAL_VALID);
    open_payload(view_text(GOOD), SAMPLE_NOW - 121, &opened);
    assert_int_equal(opened.code, AK_V01);
    assert_int_equal(opened.verdict, SEAL_NOT_VALID);
    assert_string_equal(opened.holder.name, "証　花子");
    open_payload(view_text(expiring), SAMPLE_NOW + 99, &opened);
    assert_int_equal(opened.verdict, SEAL_VALID);
    open_payload(view_text(expiring), SAMPLE_NOW + 100, &opened);
    assert_int_equal(opened.code, AK_V43);
    assert_int_equal(opened.verdict, SEAL_NOT_VALID);
}

static void the_parts_are_three_and_base64url(void **state)
{
    static const struct {
        const char *text;
        enum err code;
    } cases[] = {
        {"", AK_V30},
        {".", AK_V33},
        {"e30.e30", AK_V33},
        {"e30.e30.", AK_V33},
        {"a.b.c.d", AK_V33},
        {".e30.AA", AK_V35},
        {"e30.e30.AA", AK_V36},
        /* Padding, the other alphabet, a length that cannot be, bits that nothing reads. */
        {"e30=.e30.AA", AK_V34},
        {"e30.e30=.AA", AK_V34},
        {"e30.e30.AA==", AK_V34},
        {"e30.e+0.AA", AK_V34},
        {"e30.e/0.AA", AK_V34},
        {"e30.e30.A", AK_V34},
        {"e31.e30.AA", AK_V34},
        {"e30.e31.AA", AK_V34},
        {"e30.e30.AB", AK_V34},
        {"e3 0.e30.AA", AK_V34},
        {"e30.\ne30.AA", AK_V34},
        {"e30.e30.AA\n", AK_V52},
        {" e30.e30.AA", AK_V52},
        {"\te30.e30.AA", AK_V52},
        {" shc:/5676", AK_V52},
        {"shc:/5676\r\n", AK_V52},
        {"\xEF\xBB\xBFshc:/5676", AK_V30},
        {"SHC:/5676", AK_V30},
        {"shc:5676", AK_V30},
        {"shc:/", AK_V31},
        {"shc:/567", AK_V31},
        {"shc:/5678", AK_V31},
        {"shc:/56 7", AK_V31},
        {"shc:/1/2/5676", AK_V32},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct opened opened;

        shc_open(view_text(cases[i].text), sample.trust, SAMPLE_NOW, &opened);
        assert_int_equal(opened.code, cases[i].code);
        assert_int_equal(opened.verdict, SEAL_NOT_VALID);
    }
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
        cmocka_unit_test(times_are_kept),
        cmocka_unit_test(the_parts_are_three_and_base64url),
        cmocka_unit_test(the_limit_is_exact),
    };

    return cmocka_run_group_tests(tests, open_sample, close_sample);
}
