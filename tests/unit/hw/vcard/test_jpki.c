/* The JPKI application: certificates, PINs, signatures (docs/card.md). */
#include "plastic.h"

#include "crypto/x509.h"

#include <openssl/x509v3.h>

#define AUTH_PIN   "002000980434333231"
#define SIGN_PIN   "0020009b085349474e32343638"
#define WRONG_PIN  "002000980439393939"
#define WRONG_WORD "0020009b085349474e39393939"
#define SHA256_INFO                                                                                \
    "3031300d060960864801650304020105000420"                                                       \
    "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
#define SIGN_WITH(sfi) "802a00" sfi "33" SHA256_INFO "00"

static struct plastic plastic;
static struct vcard *card;

static int issue(void **state)
{
    (void)state;
    plastic_open(&plastic);
    card = plastic.card;
    return 0;
}

static int scrap(void **state)
{
    (void)state;
    plastic_close(&plastic);
    return 0;
}

/* Each test begins with power off, all tries left and the PINs of the profile. */
static int power_off(void **state)
{
    (void)state;
    vcard_reset(card);
    card->keys[VCARD_AUTH_PIN] = (struct vcard_key){"4321", 4, 3, 3, false};
    card->keys[VCARD_SIGN_PIN] = (struct vcard_key){"SIGN2468", 8, 5, 5, false};
    card->changed = false;
    return 0;
}

static void expect(const char *hex, unsigned status)
{
    unsigned got = plastic_status(card, hex);

    if (got != status)
        print_error("%s: %04x, not %04x\n", hex, got, status);
    assert_int_equal(got, status);
}

static X509 *certificate(enum vcard_file_name name)
{
    const uint8_t *at = card->files[name].at;
    X509 *cert = d2i_X509(NULL, &at, (long)card->files[name].len);

    assert_non_null(cert);
    return cert;
}

/* Whether what the card signs with this SFI holds under the certificate. */
static bool signature_holds(const char *command, enum vcard_file_name name)
{
    struct bytes out = bytes_new(VCARD_ANSWER_MAX);
    X509 *cert = certificate(name);
    EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new(X509_get0_pubkey(cert), NULL);
    uint8_t digest[SHA256_LEN];
    bool good = false;

    for (uint8_t i = 0; i < SHA256_LEN; i++)
        digest[i] = i;
    assert_int_equal(plastic_ask(card, command, &out), 0x9000);
    assert_int_equal(EVP_PKEY_verify_init(ctx), 1);
    assert_int_equal(EVP_PKEY_CTX_set_rsa_padding(ctx, RSA_PKCS1_PADDING), 1);
    assert_int_equal(EVP_PKEY_CTX_set_signature_md(ctx, EVP_sha256()), 1);
    good = EVP_PKEY_verify(ctx, out.at, out.len, digest, sizeof digest) == 1;
    EVP_PKEY_CTX_free(ctx);
    X509_free(cert);
    bytes_free(&out);
    return good;
}

static void only_the_signing_certificate_wants_its_pin(void **state)
{
    (void)state;
    expect(SELECT_JPKI, 0x9000);
    expect("00b0810000", 0x6982);
    expect("00b0820000", 0x9000);
    expect("00b0860000", 0x9000);
    expect("00b0880000", 0x9000);
    expect("00b08a0000", 0x9000);
    expect("00b08b0000", 0x9000);
    expect("00b0830000", 0x6A82);
    expect(AUTH_PIN, 0x9000);
    expect("00b0810000", 0x6982);
    expect(SIGN_PIN, 0x9000);
    expect("00b0810000", 0x9000);
    expect(SELECT_TEXT, 0x9000);
    expect(SELECT_JPKI, 0x9000);
    expect("00b0810000", 0x6982);
}

static void the_token_tells_its_label(void **state)
{
    struct bytes out = bytes_new(VCARD_ANSWER_MAX);

    (void)state;
    expect(SELECT_JPKI, 0x9000);
    assert_int_equal(plastic_ask(card, "00b0860000", &out), 0x9000);
    assert_int_equal(out.len, 160);
    assert_memory_equal(out.at, "JPKIAPICCTOKEN2                 ", 32);
    assert_int_equal(plastic_ask(card, "00b0880000", &out), 0x9000);
    assert_int_equal(out.len, 3);
    assert_memory_equal(out.at, "\x8F\x8F\x00", 3);
    bytes_free(&out);
}

static void each_key_signs_after_its_own_pin(void **state)
{
    (void)state;
    expect(SELECT_JPKI, 0x9000);
    expect(SIGN_WITH("97"), 0x6982);
    expect(SIGN_WITH("9a"), 0x6982);
    expect(AUTH_PIN, 0x9000);
    assert_true(signature_holds(SIGN_WITH("97"), VCARD_JPKI_AUTH));
    assert_false(signature_holds(SIGN_WITH("97"), VCARD_JPKI_SIGN));
    expect(SIGN_WITH("9a"), 0x6982);
    expect(SIGN_PIN, 0x9000);
    expect("00a4020c02001a", 0x9000);
    assert_true(signature_holds(SIGN_WITH("80"), VCARD_JPKI_SIGN));
    expect("802a000001ff00", 0x6985); /* no key of its own here */
    vcard_reset(card);
    expect(SELECT_JPKI, 0x9000);
    expect(SIGN_WITH("97"), 0x6982);
}

static void the_counters_are_apart_and_outlive_power(void **state)
{
    (void)state;
    expect(SELECT_JPKI, 0x9000);
    for (unsigned left = 5; left > 0; left--) {
        expect("0020009b", 0x63C0 | left);
        expect(WRONG_WORD, 0x63C0 | (left - 1));
    }
    assert_true(card->changed);
    expect(SIGN_PIN, 0x6984);
    expect("0020009b", 0x63C0);
    expect("00200098", 0x63C3);
    expect(WRONG_PIN, 0x63C2);
    vcard_reset(card);
    expect(SELECT_JPKI, 0x9000);
    expect("00200098", 0x63C2);
    expect("0020009b", 0x63C0);
    expect(AUTH_PIN, 0x9000);
    expect("00200098", 0x63C3);
    expect(SELECT_TEXT, 0x9000);
    expect(TRIES, 0x63C3);
}

static void a_pin_is_changed_by_who_knows_it(void **state)
{
    (void)state;
    expect(SELECT_JPKI, 0x9000);
    expect("002401980438363432", 0x6982);
    expect(AUTH_PIN, 0x9000);
    card->changed = false;
    expect("0024019803383634", 0x6A80);
    expect("002401980438363441", 0x6A80);
    expect("0024019B06414243313233", 0x6982); /* the other one is not open */
    expect("002401970438363432", 0x6981);
    expect("002400980438363432", 0x6A86);
    assert_false(card->changed);
    expect("002401980438363432", 0x9000);
    assert_true(card->changed);
    vcard_reset(card);
    expect(SELECT_JPKI, 0x9000);
    expect(AUTH_PIN, 0x63C2);
    expect("002000980438363432", 0x9000);
    expect(SIGN_PIN, 0x9000);
    expect("00a4020c02001b", 0x9000);
    expect("00240180054142433132", 0x6A80);   /* too short */
    expect("0024018006414243444546", 0x6A80); /* no digit */
    expect("0024018006616263313233", 0x6A80); /* small letters */
    expect("0024018006414243313233", 0x9000);
    expect("0020009b06414243313233", 0x9000);
}

static void the_text_pin_changes_too_and_the_fixed_values_do_not(void **state)
{
    (void)state;
    expect(SELECT_TEXT, 0x9000);
    expect(VERIFY_PIN, 0x9000);
    expect("002401910439393939", 0x9000);
    expect(VERIFY_WRONG, 0x9000);
    expect("002401910431323334", 0x9000);
    expect(VERIFY_A, 0x9000);
    expect("002401940431323334", 0x6985);
}

static void the_certificates_are_what_the_jpki_issues(void **state)
{
    X509 *sign = certificate(VCARD_JPKI_SIGN), *auth = certificate(VCARD_JPKI_AUTH);
    X509 *sign_ca = certificate(VCARD_JPKI_SIGN_CA), *auth_ca = certificate(VCARD_JPKI_AUTH_CA);

    (void)state;
    assert_int_equal(X509_verify(sign, X509_get0_pubkey(sign_ca)), 1);
    assert_int_equal(X509_verify(auth, X509_get0_pubkey(auth_ca)), 1);
    assert_int_not_equal(X509_verify(auth, X509_get0_pubkey(sign_ca)), 1);
    assert_int_equal(X509_check_issued(auth_ca, auth), X509_V_OK);
    assert_int_equal(X509_get_key_usage(sign), KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION);
    assert_int_equal(X509_get_key_usage(auth), KU_DIGITAL_SIGNATURE);
    assert_int_equal(X509_get_signature_nid(sign), NID_sha256WithRSAEncryption);
    assert_int_equal(X509_get_ext_by_NID(auth, NID_subject_alt_name, -1), -1);
    assert_int_not_equal(X509_get_ext_by_NID(sign, NID_subject_alt_name, -1), -1);
    assert_int_not_equal(X509_get_ext_by_NID(auth, NID_certificate_policies, -1), -1);
    X509_free(sign);
    X509_free(auth);
    X509_free(sign_ca);
    X509_free(auth_ca);
}

static void the_signing_certificate_names_its_holder(void **state)
{
    static const char *const texts[] = {
        "明石　海斗", "00000", "1", "419900401", "東京都目黒区架空町１－２－３", "00000000000000"};
    X509 *sign = certificate(VCARD_JPKI_SIGN);
    GENERAL_NAMES *names = X509_get_ext_d2i(sign, NID_subject_alt_name, NULL, NULL);

    (void)state;
    assert_int_equal(sk_GENERAL_NAME_num(names), 6);
    for (int i = 0; i < 6; i++) {
        const GENERAL_NAME *name = sk_GENERAL_NAME_value(names, i);
        const ASN1_STRING *text = name->d.otherName->value->value.utf8string;
        char kind[64], wanted[64];

        assert_int_equal(name->type, GEN_OTHERNAME);
        OBJ_obj2txt(kind, sizeof kind, name->d.otherName->type_id, 1);
        snprintf(wanted, sizeof wanted, "1.2.392.200149.8.5.5.%d", i + 1);
        assert_string_equal(kind, wanted);
        assert_int_equal(name->d.otherName->value->type, V_ASN1_UTF8STRING);
        assert_int_equal(ASN1_STRING_length(text), strlen(texts[i]));
        assert_memory_equal(ASN1_STRING_get0_data(text), texts[i], strlen(texts[i]));
    }
    GENERAL_NAMES_free(names);
    X509_free(sign);
}

static void any_date_makes_a_card(void **state)
{
    static const char *const dates[] = {"00000000", "99999999", "20280229", "19700101"};
    struct profile profile = plastic.profile;

    (void)state;
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
        struct vcard *other = NULL;

        snprintf(profile.expiry, sizeof profile.expiry, "%s", dates[i]);
        snprintf(profile.birth, sizeof profile.birth, "%s", dates[i]);
        other = issue_card(&profile, &plastic.authority);
        assert_non_null(other);
        vcard_free(&other);
    }
}

static uint32_t draw(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

/* Whatever comes, the card answers with a status and stays closed to who has no PIN. */
static void chance_opens_nothing(void **state)
{
    static const uint8_t acts[] = {0x20, 0x24, 0x2A, 0xA4, 0xB0, 0xB2, 0xAE};
    static const char *const selects[] = {SELECT_JPKI, SELECT_VISUAL};
    uint32_t seed = 20261121;
    struct bytes out = bytes_new(VCARD_ANSWER_MAX);

    (void)state;
    print_message("seed %u\n", (unsigned)seed);
    for (int i = 0; i < 20000; i++) {
        uint8_t raw[24];
        size_t len = draw(&seed) % sizeof raw;

        if (i % 50 == 0)
            expect(selects[i / 50 % 2], 0x9000);
        for (size_t at = 0; at < sizeof raw; at++)
            raw[at] = (uint8_t)draw(&seed);
        raw[0] = draw(&seed) % 2 == 0 ? 0x00 : 0x80;
        raw[1] = acts[draw(&seed) % sizeof acts];
        raw[2] %= 6;
        raw[4] = (uint8_t)(len > 5 && draw(&seed) % 4 != 0 ? len - 5 : raw[4]);
        bytes_clear(&out);
        assert_true(vcard_answer(card, view_of(raw, len), &out));
        assert_true(out.len >= 2);
    }
    expect(SELECT_JPKI, 0x9000);
    expect("00b0810000", 0x6982);
    expect(SIGN_WITH("97"), 0x6982);
    bytes_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(only_the_signing_certificate_wants_its_pin, power_off),
        cmocka_unit_test_setup(the_token_tells_its_label, power_off),
        cmocka_unit_test_setup(each_key_signs_after_its_own_pin, power_off),
        cmocka_unit_test_setup(the_counters_are_apart_and_outlive_power, power_off),
        cmocka_unit_test_setup(a_pin_is_changed_by_who_knows_it, power_off),
        cmocka_unit_test_setup(the_text_pin_changes_too_and_the_fixed_values_do_not, power_off),
        cmocka_unit_test_setup(the_certificates_are_what_the_jpki_issues, power_off),
        cmocka_unit_test_setup(the_signing_certificate_names_its_holder, power_off),
        cmocka_unit_test_setup(chance_opens_nothing, power_off),
        cmocka_unit_test_setup(any_date_makes_a_card, power_off),
    };

    return cmocka_run_group_tests(tests, issue, scrap);
}
