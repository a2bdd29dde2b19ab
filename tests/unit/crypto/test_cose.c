#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "crypto/base/hex.h"
#include "crypto/cbor.h"
#include "crypto/cose.h"
#include "crypto/digest.h"

#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>
#include <string.h>

enum { FROM = 1700000000, UNTIL = 1800000000 };

static EVP_PKEY *p256, *p384, *rsa, *small_rsa;

static int make_keys(void **state)
{
    (void)state;
    p256 = EVP_EC_gen("P-256");
    p384 = EVP_EC_gen("P-384");
    rsa = EVP_RSA_gen(2048);
    small_rsa = EVP_RSA_gen(1024);
    assert_true(p256 != NULL && p384 != NULL && rsa != NULL && small_rsa != NULL);
    return 0;
}

static int drop_keys(void **state)
{
    (void)state;
    EVP_PKEY_free(p256);
    EVP_PKEY_free(p384);
    EVP_PKEY_free(rsa);
    EVP_PKEY_free(small_rsa);
    return 0;
}

static void certify(EVP_PKEY *pkey, const char *uses, struct bytes *out)
{
    X509 *cert = X509_new();
    X509_EXTENSION *use =
        uses != NULL ? X509V3_EXT_conf_nid(NULL, NULL, NID_ext_key_usage, uses) : NULL;
    unsigned char *der = NULL;
    int len = 0;

    assert_true(X509_set_version(cert, X509_VERSION_3) &&
                ASN1_INTEGER_set(X509_get_serialNumber(cert), 1));
    assert_true(ASN1_TIME_set(X509_getm_notBefore(cert), FROM) != NULL &&
                ASN1_TIME_set(X509_getm_notAfter(cert), UNTIL) != NULL);
    assert_true(X509_set_pubkey(cert, pkey));
    assert_true(use == NULL || X509_add_ext(cert, use, -1));
    assert_true(X509_sign(cert, pkey, EVP_sha256()) > 0);
    len = i2d_X509(cert, &der);
    assert_true(len > 0 && bytes_append(out, view_of(der, (size_t)len)));
    OPENSSL_free(der);
    X509_EXTENSION_free(use);
    X509_free(cert);
}

static struct cose_signer *signer_for(EVP_PKEY *pkey, const char *uses)
{
    struct bytes der = bytes_new(1 << 12);
    struct cose_signer *signer = NULL;

    certify(pkey, uses, &der);
    signer = cose_signer_new(bytes_view(&der));
    bytes_free(&der);
    return signer;
}

static void a_signer_is_known_by_its_certificate(void **state)
{
    struct bytes der = bytes_new(1 << 12);
    struct cose_signer *signer = NULL;
    uint8_t digest[SHA256_LEN];

    (void)state;
    certify(p256, "clientAuth,1.3.6.1.4.1.1847.2021.1.2", &der);
    signer = cose_signer_new(bytes_view(&der));
    assert_non_null(signer);
    assert_true(digest_sha256(bytes_view(&der), digest));
    assert_true(view_equal(cose_signer_kid(signer), view_of(digest, COSE_KID_LEN)));
    assert_int_equal(cose_signer_from(signer), FROM);
    assert_int_equal(cose_signer_until(signer), UNTIL);
    assert_true(cose_signer_serves(signer, "1.3.6.1.4.1.1847.2021.1.2"));
    assert_false(cose_signer_serves(signer, "1.3.6.1.4.1.1847.2021.1.1"));
    cose_signer_free(&signer);
    assert_null(signer);
    cose_signer_free(&signer);
    assert_true(bytes_append_u8(&der, 0));
    assert_null(cose_signer_new(bytes_view(&der)));
    assert_null(cose_signer_new(view_cut(bytes_view(&der), 0, der.len - 2)));
    assert_null(cose_signer_new(view_of(NULL, 0)));
    bytes_free(&der);
}

static void only_strong_keys_of_the_two_kinds_sign(void **state)
{
    struct cose_signer *signer = signer_for(p384, NULL);

    (void)state;
    assert_null(signer);
    signer = signer_for(small_rsa, NULL);
    assert_null(signer);
    signer = signer_for(rsa, NULL);
    assert_non_null(signer);
    assert_false(cose_signer_serves(signer, "1.3.6.1.4.1.1847.2021.1.2"));
    cose_signer_free(&signer);
}

/* {1: algorithm, 4: kid} */
static void put_header(int64_t algorithm, struct bytes *out)
{
    bytes_clear(out);
    assert_true(cbor_put_map(out, 2) && cbor_put_integer(out, 1) &&
                cbor_put_integer(out, algorithm) && cbor_put_integer(out, 4) &&
                cbor_put_bytes(out, view_text("12345678")));
}

static void sign_pss(EVP_PKEY *key, int salt, struct view message, struct bytes *out)
{
    EVP_MD_CTX *ctx = EVP_MD_CTX_new();
    EVP_PKEY_CTX *pss = NULL;
    size_t len = 512;
    uint8_t *to = bytes_room(out, len);

    assert_true(EVP_DigestSignInit(ctx, &pss, EVP_sha256(), NULL, key) == 1 &&
                EVP_PKEY_CTX_set_rsa_padding(pss, RSA_PKCS1_PSS_PADDING) == 1 &&
                EVP_PKEY_CTX_set_rsa_pss_saltlen(pss, salt) == 1);
    assert_true(EVP_DigestSign(ctx, to, &len, message.at, message.len) == 1);
    out->len += len;
    EVP_MD_CTX_free(ctx);
}

static void ps256_holds_under_its_rsa_key_only(void **state)
{
    struct bytes header = bytes_new(64), part = bytes_new(256), signature = bytes_new(512);
    struct cose_signer *right = signer_for(rsa, NULL), *other = signer_for(p256, NULL);
    struct cose cose = {.algorithm = COSE_PS256, .payload = view_text("payload")};

    (void)state;
    put_header(COSE_PS256, &header);
    cose.protected_header = bytes_view(&header);
    assert_true(cose_signed_part(cose.protected_header, cose.payload, &part));
    sign_pss(rsa, 32, bytes_view(&part), &signature);
    cose.signature = bytes_view(&signature);
    assert_true(cose_verify(&cose, right));
    assert_false(cose_verify(&cose, other));
    cose.algorithm = COSE_ES256;
    assert_false(cose_verify(&cose, right));
    cose.algorithm = -257; /* RS256 */
    assert_false(cose_verify(&cose, right));
    cose.algorithm = COSE_PS256;
    cose.payload = view_text("pay1oad");
    assert_false(cose_verify(&cose, right));
    cose.payload = view_text("payload");
    bytes_clear(&signature);
    sign_pss(rsa, 20, bytes_view(&part), &signature);
    cose.signature = bytes_view(&signature);
    assert_false(cose_verify(&cose, right));
    cose_signer_free(&right);
    cose_signer_free(&other);
    bytes_free(&header);
    bytes_free(&part);
    bytes_free(&signature);
}

/* RFC 9052 §4.4. */
static void what_is_signed_is_the_standards_structure(void **state)
{
    static const char expected[] = "846a5369676e61747572653143a101264043616263";
    struct bytes part = bytes_new(64);
    char hex[128];

    (void)state;
    assert_true(cose_signed_part(view_of("\xa1\x01\x26", 3), view_text("abc"), &part));
    hex_encode(bytes_view(&part), hex);
    assert_string_equal(hex, expected);
    bytes_free(&part);
}

static bool reads(const char *hex, struct cose *out)
{
    static uint8_t raw[256];
    size_t len = strlen(hex) / 2;

    assert_true(hex_decode(view_text(hex), raw, len));
    return cose_read(view_of(raw, len), out);
}

static bool kid_is(const struct cose *cose, const char *kid)
{
    return view_equal(cose->kid, view_text(kid));
}

static void headers_are_read_as_they_are_signed(void **state)
{
    struct cose cose;

    (void)state;
    /* {1: -7, 4: 'AB'}, {}, 'p', 's', with one tag, with two, with none */
    assert_true(reads("d28447a2012604424142a041704173", &cose));
    assert_true(cose.algorithm == COSE_ES256 && kid_is(&cose, "AB"));
    assert_true(view_equal(cose.payload, view_text("p")));
    assert_true(view_equal(cose.signature, view_text("s")));
    assert_true(reads("d83dd28447a2012604424142a041704173", &cose));
    assert_true(reads("8447a2012604424142a041704173", &cose));
    /* The protected kid wins; the unprotected one serves where there is no other. */
    assert_true(reads("d28447a2012604424142a1044243444170"
                      "4173",
                      &cose));
    assert_true(kid_is(&cose, "AB"));
    assert_true(reads("d28443a10126a1044243444170"
                      "4173",
                      &cose));
    assert_true(cose.algorithm == COSE_ES256 && kid_is(&cose, "CD"));
    /* An algorithm that is not signed for is none. */
    assert_true(reads("d28440a2012604424344"
                      "41704173",
                      &cose));
    assert_true(cose.algorithm == 0 && kid_is(&cose, "CD"));
    assert_true(reads("d28441a0a041704173", &cose));
    assert_true(cose.algorithm == 0 && cose.kid.len == 0);
}

static void other_shapes_are_refused(void **state)
{
    static const char *const cases[] = {
        "d18447a2012604424142a041704173",   /* another tag: COSE_Mac0 */
        "d83d8447a2012604424142a041704173", /* CWT's tag alone */
        "d2d28447a2012604424142a041704173", /* its own tag twice */
        "d28347a2012604424142a04170",       /* three parts */
        "d28547a2012604424142a041704173f6", /* five */
        "d28447a2012604424142a041704173"    /* something behind */
        "00",
        "d284a2012604424142a041704173", /* headers that are no bytes */
        "d28447a201260442414280"        /* unprotected headers that are no map */
        "41704173",
        "d28447a2012604424142a0f64173",   /* no payload */
        "d28447a2012604424142a041706173", /* a signature that is a text */
        "d28448a20126044241420041704173",
        "d28448a2012604424142" /* something behind the protected map */
        "00a041704173",
        "d28447a2012601424142a041704173",       /* the algorithm twice */
        "d2844aa3012602810104424142a041704173", /* crit */
        "9f47a2012604424142a041704173ff",       /* an indefinite length */
        "",
    };
    struct cose cose;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (reads(cases[i], &cose))
            fail_msg("taken: %s", cases[i]);
}

static void what_we_write_is_read(void **state)
{
    struct bytes header = bytes_new(64), message = bytes_new(256);
    struct cose cose = {.payload = view_text("payload"), .signature = view_text("signature")}, back;

    (void)state;
    assert_true(cose_header((const uint8_t *)"12345678", &header));
    cose.protected_header = bytes_view(&header);
    assert_true(cose_write(&cose, &message));
    assert_true(cose_read(bytes_view(&message), &back));
    assert_true(back.algorithm == COSE_ES256 && kid_is(&back, "12345678"));
    assert_true(view_equal(back.protected_header, cose.protected_header));
    assert_true(view_equal(back.payload, cose.payload));
    assert_true(view_equal(back.signature, cose.signature));
    bytes_free(&header);
    bytes_free(&message);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_signer_is_known_by_its_certificate),
        cmocka_unit_test(only_strong_keys_of_the_two_kinds_sign),
        cmocka_unit_test(ps256_holds_under_its_rsa_key_only),
        cmocka_unit_test(what_is_signed_is_the_standards_structure),
        cmocka_unit_test(headers_are_read_as_they_are_signed),
        cmocka_unit_test(other_shapes_are_refused),
        cmocka_unit_test(what_we_write_is_read),
    };

    return cmocka_run_group_tests(tests, make_keys, drop_keys);
}
