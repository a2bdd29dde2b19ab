#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../crypto/icao_sample.h"
#include "crypto/base64.h"
#include "vds_sample.h"

#include <stdlib.h>

enum { TEXT_MAX = 1 << 14 };

static struct vds_sample sample;

static int open_sample(void **state)
{
    (void)state;
    return vds_sample_open(&sample) ? 0 : -1;
}

static int close_sample(void **state)
{
    (void)state;
    vds_sample_close(&sample);
    return 0;
}

#define HDR  "\"hdr\":{\"t\":\"icao.vacc\",\"v\":1,\"is\":\"UTO\"}"
#define UVCI "\"uvci\":\"U32870\""
#define PID  "\"pid\":{\"n\":\"AKASHI  HANAKO\",\"dob\":\"1985-02-28\"}"
#define DOSE                                                                                       \
    "{\"dvc\":\"2021-03-03\",\"seq\":1,\"ctr\":\"JPN\",\"adm\":\"MHLW_Gov_of_JAPAN\",\"lot\":"     \
    "\"FC9880\"}"
#define VE_OF(doses)                                                                               \
    "{\"des\":\"XM0GQ8\",\"nam\":\"COMIRNATY\",\"dis\":\"RA01.0\",\"vd\":[" doses "]}"
#define VE             "\"ve\":[" VE_OF(DOSE) "]"
#define MSG(content)   "{" HDR ",\"msg\":{" content "}}"
#define WITH_PID(pid)  MSG(UVCI ",\"pid\":{" pid "}," VE)
#define WITH_DOSE(one) MSG(UVCI "," PID ",\"ve\":[" VE_OF(one) "]")
#define WITH_VE(one)   MSG(UVCI "," PID ",\"ve\":[" one "]")
#define GOOD           MSG(UVCI "," PID "," VE)

static void sign_message(const char *message, struct bytes *signature)
{
    json_t *json = json_loads(message, JSON_DECODE_ANY, NULL);
    struct bytes canonical = bytes_new(TEXT_MAX);
    uint8_t raw[EC_SIGNATURE_LEN];

    assert_true(jcs_append(json, &canonical));
    assert_true(ec_sign(sample.key, bytes_view(&canonical), raw));
    assert_true(bytes_append(signature, view_of(raw, sizeof raw)));
    json_decref(json);
    bytes_free(&canonical);
}

/* {"data":MESSAGE,"sig":{"alg":ALG,"cer":…,"sigvl":…}} */
static void put_together(const char *message, const char *alg, struct view certificate,
                         struct view signature, struct bytes *out)
{
    assert_true(bytes_append_text(out, "{\"data\":") && bytes_append_text(out, message) &&
                bytes_append_text(out, ",\"sig\":{\"alg\":\"") && bytes_append_text(out, alg) &&
                bytes_append_text(out, "\",\"cer\":\"") && base64url_encode(certificate, out) &&
                bytes_append_text(out, "\",\"sigvl\":\"") && base64url_encode(signature, out) &&
                bytes_append_text(out, "\"}}"));
}

static void make(const char *message, struct bytes *out)
{
    struct bytes signature = bytes_new(EC_SIGNATURE_LEN);

    sign_message(message, &signature);
    put_together(message, "ES256", sample.issuer.certificate, bytes_view(&signature), out);
    bytes_free(&signature);
}

static enum err open_text(struct view text, struct opened *out)
{
    vds_open(text, sample.trust, VDS_SAMPLE_NOW, out);
    if (out->code == ERR_OK)
        assert_int_equal(out->verdict, SEAL_VALID);
    else if (out->code == AK_T33 || out->code == AK_T41 || out->code == AK_T46)
        assert_int_equal(out->verdict, SEAL_CANNOT_TELL);
    else
        assert_int_equal(out->verdict, SEAL_NOT_VALID);
    return out->code;
}

static enum err open_message(const char *message, struct opened *out)
{
    struct bytes text = bytes_new(TEXT_MAX);
    enum err code = ERR_OK;

    make(message, &text);
    code = open_text(bytes_view(&text), out);
    bytes_free(&text);
    return code;
}

struct message_case {
    const char *what, *message;
    enum err code;
};

static const struct message_case messages[] = {
    {"good", GOOD, ERR_OK},
    {"another type", "{\"hdr\":{\"t\":\"icao.test\",\"v\":1,\"is\":\"UTO\"}}", AK_T32},
    {"no type", "{\"hdr\":{\"v\":1,\"is\":\"UTO\"}}", AK_T32},
    {"type not a text", "{\"hdr\":{\"t\":1,\"v\":1,\"is\":\"UTO\"}}", AK_T32},
    {"no header", "{}", AK_T32},
    {"another disease",
     WITH_VE("{\"des\":\"XM0N24\",\"nam\":\"Stamaril\",\"dis\":\"1D47\",\"vd\":[" DOSE "]}"),
     AK_T32},
    {"disease not a text",
     WITH_VE("{\"des\":\"XM0GQ8\",\"nam\":\"A\",\"dis\":5,\"vd\":[" DOSE "]}"), AK_T32},
    {"no disease said", WITH_VE("{\"des\":\"XM0GQ8\",\"nam\":\"A\",\"vd\":[" DOSE "]}"), ERR_OK},
    {"version 2", "{\"hdr\":{\"t\":\"icao.vacc\",\"v\":2,\"is\":\"UTO\"}}", AK_T33},
    {"version as text", "{\"hdr\":{\"t\":\"icao.vacc\",\"v\":\"1\",\"is\":\"UTO\"}}", AK_T33},
    {"version 1.0", "{\"hdr\":{\"t\":\"icao.vacc\",\"v\":1.0,\"is\":\"UTO\"}}", AK_T33},
    {"no version", "{\"hdr\":{\"t\":\"icao.vacc\",\"is\":\"UTO\"}}", AK_T33},
    {"no state", "{\"hdr\":{\"t\":\"icao.vacc\",\"v\":1}}", AK_T34},
    {"state of two letters", "{\"hdr\":{\"t\":\"icao.vacc\",\"v\":1,\"is\":\"UT\"}}", AK_T34},
    {"state in small letters", "{\"hdr\":{\"t\":\"icao.vacc\",\"v\":1,\"is\":\"uto\"}}", AK_T34},
    {"no body", "{" HDR "}", AK_T34},
    {"no uvci", MSG(PID "," VE), AK_T34},
    {"uvci empty", MSG("\"uvci\":\"\"," PID "," VE), AK_T34},
    {"uvci of 12", MSG("\"uvci\":\"123456789012\"," PID "," VE), ERR_OK},
    {"uvci of 13", MSG("\"uvci\":\"1234567890123\"," PID "," VE), AK_T34},
    {"no person", MSG(UVCI "," VE), AK_T34},
    {"no name", WITH_PID("\"dob\":\"1985-02-28\""), AK_T34},
    {"name of 39", WITH_PID("\"n\":\"123456789012345678901234567890123456789\",\"i\":\"T1\""),
     ERR_OK},
    {"name of 40", WITH_PID("\"n\":\"1234567890123456789012345678901234567890\",\"i\":\"T1\""),
     AK_T34},
    {"name with a line break", WITH_PID("\"n\":\"A\\nB\",\"i\":\"T1\""), AK_T34},
    {"name with an escape", WITH_PID("\"n\":\"A\\u001b[2J\",\"i\":\"T1\""), AK_T34},
    {"neither birth nor document", WITH_PID("\"n\":\"A B\""), AK_T34},
    {"document only", WITH_PID("\"n\":\"A B\",\"i\":\"TR0000000\""), ERR_OK},
    {"document of 12", WITH_PID("\"n\":\"A B\",\"i\":\"123456789012\""), AK_T34},
    {"birth only", WITH_PID("\"n\":\"A B\",\"dob\":\"1985-02-28\""), ERR_OK},
    {"birth of a year", WITH_PID("\"n\":\"A B\",\"dob\":\"1985\""), ERR_OK},
    {"birth of a month", WITH_PID("\"n\":\"A B\",\"dob\":\"1985-02\""), ERR_OK},
    {"birth on no day", WITH_PID("\"n\":\"A B\",\"dob\":\"1985-02-29\""), AK_T34},
    {"birth not a text", WITH_PID("\"n\":\"A B\",\"i\":\"T1\",\"dob\":1985"), AK_T34},
    {"sex", WITH_PID("\"n\":\"A B\",\"i\":\"T1\",\"sex\":\"F\""), ERR_OK},
    {"another number of 24",
     WITH_PID("\"n\":\"A B\",\"i\":\"T1\",\"ai\":\"123456789012345678901234\""), ERR_OK},
    {"another number of 25",
     WITH_PID("\"n\":\"A B\",\"i\":\"T1\",\"ai\":\"1234567890123456789012345\""), AK_T34},
    {"no doses", MSG(UVCI "," PID), AK_T34},
    {"doses empty", WITH_VE(""), AK_T34},
    {"a vaccine without doses", WITH_VE("{\"des\":\"XM0GQ8\",\"nam\":\"A\",\"dis\":\"RA01.0\"}"),
     AK_T34},
    {"a vaccine with an empty list", WITH_DOSE(""), AK_T34},
    {"no class", WITH_VE("{\"nam\":\"A\",\"dis\":\"RA01.0\",\"vd\":[" DOSE "]}"), AK_T34},
    {"class of 7",
     WITH_VE("{\"des\":\"XM0GQ81\",\"nam\":\"A\",\"dis\":\"RA01.0\",\"vd\":[" DOSE "]}"), AK_T34},
    {"no brand", WITH_VE("{\"des\":\"XM0GQ8\",\"dis\":\"RA01.0\",\"vd\":[" DOSE "]}"), AK_T34},
    {"number as text",
     WITH_DOSE("{\"dvc\":\"2021-03-03\",\"seq\":\"2\",\"ctr\":\"JPN\",\"lot\":\"F\"}"), ERR_OK},
    {"number as another text",
     WITH_DOSE("{\"dvc\":\"2021-03-03\",\"seq\":\"1x\",\"ctr\":\"JPN\",\"lot\":\"F\"}"), AK_T34},
    {"number as an empty text",
     WITH_DOSE("{\"dvc\":\"2021-03-03\",\"seq\":\"\",\"ctr\":\"JPN\",\"lot\":\"F\"}"), AK_T34},
    {"number 99", WITH_DOSE("{\"dvc\":\"2021-03-03\",\"seq\":99,\"ctr\":\"JPN\",\"lot\":\"F\"}"),
     ERR_OK},
    {"number 100", WITH_DOSE("{\"dvc\":\"2021-03-03\",\"seq\":100,\"ctr\":\"JPN\",\"lot\":\"F\"}"),
     AK_T34},
    {"number 0", WITH_DOSE("{\"dvc\":\"2021-03-03\",\"seq\":0,\"ctr\":\"JPN\",\"lot\":\"F\"}"),
     AK_T34},
    {"number beyond an int",
     WITH_DOSE("{\"dvc\":\"2021-03-03\",\"seq\":4294967297,\"ctr\":\"JPN\",\"lot\":\"F\"}"),
     AK_T34},
    {"number 1.5", WITH_DOSE("{\"dvc\":\"2021-03-03\",\"seq\":1.5,\"ctr\":\"JPN\",\"lot\":\"F\"}"),
     AK_T34},
    {"no number", WITH_DOSE("{\"dvc\":\"2021-03-03\",\"ctr\":\"JPN\",\"lot\":\"F\"}"), AK_T34},
    {"no day", WITH_DOSE("{\"seq\":1,\"ctr\":\"JPN\",\"lot\":\"F\"}"), AK_T34},
    {"a month only", WITH_DOSE("{\"dvc\":\"2021-03\",\"seq\":1,\"ctr\":\"JPN\",\"lot\":\"F\"}"),
     AK_T34},
    {"no country", WITH_DOSE("{\"dvc\":\"2021-03-03\",\"seq\":1,\"lot\":\"F\"}"), AK_T34},
    {"country of two", WITH_DOSE("{\"dvc\":\"2021-03-03\",\"seq\":1,\"ctr\":\"JP\",\"lot\":\"F\"}"),
     AK_T34},
    {"Germany", WITH_DOSE("{\"dvc\":\"2021-03-03\",\"seq\":1,\"ctr\":\"D\",\"lot\":\"F\"}"),
     ERR_OK},
    {"no lot", WITH_DOSE("{\"dvc\":\"2021-03-03\",\"seq\":1,\"ctr\":\"JPN\"}"), AK_T34},
    {"lot of 21",
     WITH_DOSE(
         "{\"dvc\":\"2021-03-03\",\"seq\":1,\"ctr\":\"JPN\",\"lot\":\"123456789012345678901\"}"),
     AK_T34},
    {"authority of 21",
     WITH_DOSE(
         "{\"dvc\":\"2021-03-03\",\"seq\":1,\"ctr\":\"JPN\",\"adm\":\"123456789012345678901\","
         "\"lot\":\"F\"}"),
     AK_T34},
    {"more than is known", MSG(UVCI "," PID "," VE ",\"more\":{\"a\":[1]}"), ERR_OK},
};

static void each_field_is_asked_for(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof messages / sizeof *messages; i++) {
        struct opened opened;

        if (open_message(messages[i].message, &opened) != messages[i].code)
            fail_msg("%s: %s", messages[i].what, err_name(opened.code));
    }
}

static void several_doses_under_one_vaccine_are_read(void **state)
{
    struct opened opened;

    (void)state;
    assert_int_equal(
        open_message(MSG(UVCI "," PID ",\"ve\":[" VE_OF(DOSE "," DOSE) "," VE_OF(DOSE) "]"),
                     &opened),
        ERR_OK);
    assert_int_equal(opened.count, 3);
    assert_string_equal(opened.traveller.name, "AKASHI  HANAKO");
    assert_string_equal(opened.doses[1].dose.product, "comirnaty");
}

static void too_many_doses_are_refused(void **state)
{
    static const char dose[] = "{\"dvc\":\"2021-03-03\",\"seq\":1,\"ctr\":\"JPN\",\"lot\":\"F\"}";
    struct opened opened;

    (void)state;
    for (int count = DOSES_MAX; count <= DOSES_MAX + 1; count++) {
        struct bytes message = bytes_new(TEXT_MAX);

        assert_true(bytes_append_text(&message, "{" HDR ",\"msg\":{" UVCI "," PID
                                                ",\"ve\":[{\"des\":\"X\",\"nam\":\"A\",\"vd\":["));
        for (int i = 0; i < count; i++)
            assert_true(bytes_append_text(&message, i > 0 ? "," : "") &&
                        bytes_append_text(&message, dose));
        assert_true(bytes_append_text(&message, "]}]}}"));
        open_message(bytes_text(&message), &opened);
        assert_int_equal(opened.code == ERR_OK || opened.code == AK_T46, count == DOSES_MAX);
        bytes_free(&message);
    }
}

/* The text is made of GOOD and changed: what stands in `from` becomes `to`. */
static void open_changed(const char *from, const char *to, struct opened *out)
{
    struct bytes text = bytes_new(TEXT_MAX), changed = bytes_new(TEXT_MAX);
    const char *at = NULL, *all = NULL;

    make(GOOD, &text);
    all = bytes_text(&text);
    at = strstr(all, from);
    assert_non_null(at);
    assert_true(bytes_append(&changed, view_of(all, (size_t)(at - all))));
    assert_true(bytes_append_text(&changed, to));
    assert_true(bytes_append_text(&changed, at + strlen(from)));
    (void)open_text(bytes_view(&changed), out);
    bytes_free(&text);
    bytes_free(&changed);
}

static void the_text_is_taken_strictly(void **state)
{
    static const struct {
        const char *what, *from, *to;
        enum err code;
    } cases[] = {
        {"spaces between", "\"hdr\":{", "\"hdr\" : {\n", ERR_OK},
        {"members in another order", "\"t\":\"icao.vacc\",\"v\":1", "\"v\":1,\"t\":\"icao.vacc\"",
         ERR_OK},
        {"an escape for a letter", "AKASHI", "\\u0041KASHI", ERR_OK},
        {"a blank first", "{\"data\"", " \n{\"data\"", ERR_OK},
        {"a member of data twice", UVCI, UVCI "," UVCI, AK_T31},
        {"a member deep inside twice", "\"seq\":1", "\"seq\":1,\"seq\":1", AK_T31},
        {"sig twice", "\"sig\":{", "\"sig\":1,\"sig\":{", AK_T31},
        {"alg twice", "\"alg\":", "\"alg\":\"none\",\"alg\":", AK_T31},
        {"something beside data", "{\"data\"", "{\"more\":1,\"data\"", AK_T31},
        {"something beside alg", "{\"alg\"", "{\"more\":1,\"alg\"", AK_T35},
        {"something behind", "\"}}", "\"}}x", AK_T31},
        {"another seal behind", "\"}}", "\"}}{}", AK_T31},
        {"a blank behind", "\"}}", "\"}} \n", ERR_OK},
        {"not closed", "\"}}", "\"}", AK_T31},
        {"a comma too many", "\"}}", "\",}}", AK_T31},
        {"a byte order mark", "{\"data\"", "\xEF\xBB\xBF{\"data\"", AK_T30},
        {"a list", "{\"data\"", "[{\"data\"", AK_T30},
        {"data is a list", "{\"data\":", "{\"data\":[],\"dat\":", AK_T31},
        {"no UTF-8", "AKASHI", "\xE8\xA8", AK_T31},
        {"half a pair", "AKASHI", "\\ud800", AK_T31},
        {"a zero", "AKASHI", "AKA\\u0000", AK_T31},
        {"a number without end", "\"v\":1", "\"v\":1e999", AK_T31},
        {"a number beyond a double", "\"v\":1", "\"v\":9007199254740993", AK_T31},
        {"not a number", "\"v\":1", "\"v\":NaN", AK_T31},
        {"another name", "AKASHI", "AKASHJ", AK_T39},
        {"one more member", "{" HDR, "{\"a\":null," HDR, AK_T39},
        {"no alg", "\"alg\":\"ES256\",", "", AK_T35},
        {"alg not a text", "\"ES256\"", "256", AK_T35},
        {"alg too long", "\"ES256\"", "\"ES256ES256\"", AK_T35},
        {"alg none", "ES256", "none", AK_T36},
        {"alg empty", "ES256", "", AK_T36},
        {"alg HS256", "ES256", "HS256", AK_T36},
        {"alg of another curve", "ES256", "ES384", AK_T36},
        {"alg in small letters", "ES256", "es256", AK_T36},
        {"certificate empty", "\"cer\":\"", "\"cer\":\"\",\"ce\":\"", AK_T35},
        {"padding in front", "\"cer\":\"", "\"cer\":\"=", AK_T35},
        {"a blank in the certificate", "\"cer\":\"", "\"cer\":\" ", AK_T35},
        {"padding of three", "\"}}", "===\"}}", AK_T35},
        {"padding of one where two are due", "\"}}", "=\"}}", AK_T35},
        {"padding as it should be", "\"}}", "==\"}}", ERR_OK},
        {"a signature that is longer", "\"}}", "AAAA\"}}", AK_T38},
        {"standard base64", "\"sigvl\":\"", "\"sigvl\":\"+/+/", AK_T35},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct opened opened;

        open_changed(cases[i].from, cases[i].to, &opened);
        if (opened.code != cases[i].code)
            fail_msg("%s: %s", cases[i].what, err_name(opened.code));
    }
}

static void open_signed(const char *alg, struct view certificate, struct view signature,
                        struct opened *out)
{
    struct bytes text = bytes_new(TEXT_MAX);

    put_together(GOOD, alg, certificate, signature, &text);
    (void)open_text(bytes_view(&text), out);
    bytes_free(&text);
}

/* DER, a byte less, a byte more, zeros, and the other of the two that ECDSA has. */
static void the_signature_has_one_form(void **state)
{
    struct bytes signature = bytes_new(256), der = bytes_new(256);
    struct view own = sample.issuer.certificate;
    struct opened opened;

    (void)state;
    sign_message(GOOD, &signature);
    open_signed("ES256", own, bytes_view(&signature), &opened);
    assert_int_equal(opened.code, ERR_OK);
    assert_true(bytes_append(&der, view_of("\x30\x44\x02\x20", 4)));
    assert_true(bytes_append(&der, view_cut(bytes_view(&signature), 0, 32)));
    assert_true(bytes_append(&der, view_of("\x02\x20", 2)));
    assert_true(bytes_append(&der, view_cut(bytes_view(&signature), 32, 32)));
    open_signed("ES256", own, bytes_view(&der), &opened);
    assert_int_equal(opened.code, AK_T38);
    open_signed("ES256", own, view_cut(bytes_view(&signature), 0, 63), &opened);
    assert_int_equal(opened.code, AK_T38);
    assert_true(bytes_append_u8(&signature, 0));
    open_signed("ES256", own, bytes_view(&signature), &opened);
    assert_int_equal(opened.code, AK_T38);
    memset(signature.at, 0, 64);
    open_signed("ES256", own, view_cut(bytes_view(&signature), 0, 64), &opened);
    assert_int_equal(opened.code, AK_T39);
    open_signed("ES256", view_text("no certificate"), bytes_view(&signature), &opened);
    assert_int_equal(opened.code, AK_T37);
    bytes_free(&signature);
    bytes_free(&der);
}

/* ES384 and ES512, under an RSA authority. */
static void larger_curves_are_read(void **state)
{
    static const struct {
        const char *curve, *alg;
        const EVP_MD *(*digest)(void);
        size_t half;
    } cases[] = {{"P-384", "ES384", EVP_sha384, 48}, {"P-521", "ES512", EVP_sha512, 66}};
    EVP_PKEY *rsa = EVP_RSA_gen(2048);
    struct bytes csca = bytes_new(ICAO_DER_MAX);
    struct vds_trust *trust = vds_trust_new();

    (void)state;
    assert_true(icao_make(&icao_csca, rsa, view_of(NULL, 0), rsa, &csca));
    assert_int_equal(vds_trust_add_csca(trust, "UTO", bytes_view(&csca)), ERR_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        EVP_PKEY *key = EVP_EC_gen(cases[i].curve);
        struct bytes der = bytes_new(ICAO_DER_MAX), signature = bytes_new(256),
                     canonical = bytes_new(TEXT_MAX), text = bytes_new(TEXT_MAX);
        json_t *json = json_loads(GOOD, 0, NULL);
        struct opened opened;

        assert_true(icao_make(&icao_signer, key, bytes_view(&csca), rsa, &der));
        assert_true(jcs_append(json, &canonical));
        assert_true(
            icao_sign(key, cases[i].digest(), cases[i].half, bytes_view(&canonical), &signature));
        put_together(GOOD, cases[i].alg, bytes_view(&der), bytes_view(&signature), &text);
        vds_open(bytes_view(&text), trust, VDS_SAMPLE_NOW, &opened);
        assert_int_equal(opened.code, ERR_OK);
        json_decref(json);
        bytes_free(&der);
        bytes_free(&signature);
        bytes_free(&canonical);
        bytes_free(&text);
        EVP_PKEY_free(key);
    }
    vds_trust_free(&trust);
    bytes_free(&csca);
    EVP_PKEY_free(rsa);
}

static void looks_and_sizes(void **state)
{
    static const char *others[] = {"",      " ",         "{",
                                   "{}",    "shc:/567",  "HC1:NCF",
                                   "sigvl", "\"sigvl\"", "{\"verifiableCredential\":[\"a.b.c\"]}"};
    struct bytes text = bytes_new(TEXT_MAX);
    struct opened opened;

    (void)state;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        assert_false(vds_is(view_text(others[i])));
        assert_int_equal(open_text(view_text(others[i]), &opened), AK_T30);
        assert_false(vds_raw(view_text(others[i]), &text));
    }
    make(GOOD, &text);
    assert_true(vds_is(bytes_view(&text)));
    while (text.len < VDS_READ_MAX)
        assert_true(bytes_append_u8(&text, ' '));
    assert_int_equal(open_text(bytes_view(&text), &opened), ERR_OK);
    assert_true(bytes_append_u8(&text, ' '));
    assert_int_equal(open_text(bytes_view(&text), &opened), AK_T46);
    bytes_free(&text);
}

/* Ten million bytes are not looked into, and no nesting reaches the stack: the longest that is read
 * has half as many levels as a symbol has bytes. */
static void what_is_huge_or_deep_is_refused(void **state)
{
    enum { HUGE_LEN = 10 << 20, DEPTH = 1000 };
    char *huge = malloc(HUGE_LEN), deep[VDS_READ_MAX] = "";
    int len = 0;
    struct opened opened;

    (void)state;
    assert_non_null(huge);
    memset(huge, '[', HUGE_LEN);
    memcpy(huge, "{\"sigvl\":", 9);
    assert_int_equal(open_text(view_of(huge, HUGE_LEN), &opened), AK_T46);
    free(huge);
    len = snprintf(deep, sizeof deep,
                   "{\"sig\":{\"alg\":\"\",\"cer\":\"\",\"sigvl\":\"\"},"
                   "\"data\":{\"a\":");
    memset(deep + len, '[', DEPTH);
    memset(deep + len + DEPTH, ']', DEPTH);
    memcpy(deep + len + 2 * DEPTH, "}}", 2);
    assert_int_equal(open_text(view_of(deep, (size_t)len + 2 * DEPTH + 2), &opened), AK_T31);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_field_is_asked_for),
        cmocka_unit_test(several_doses_under_one_vaccine_are_read),
        cmocka_unit_test(too_many_doses_are_refused),
        cmocka_unit_test(the_text_is_taken_strictly),
        cmocka_unit_test(the_signature_has_one_form),
        cmocka_unit_test(larger_curves_are_read),
        cmocka_unit_test(looks_and_sizes),
        cmocka_unit_test(what_is_huge_or_deep_is_refused),
    };

    return cmocka_run_group_tests(tests, open_sample, close_sample);
}
