#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/record/vaccines.h"
#include "crypto/base64.h"
#include "vds_sample.h"

#include <stdlib.h>

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

static enum err issue(struct certificate *certificate)
{
    sample.signed_count = 0;
    return vds_issue(&sample.issuer, &sample.keys, certificate);
}

static void open_code(const struct certificate *certificate, size_t i, struct opened *out)
{
    vds_open(view_text(certificate->code[i].text), sample.trust, VDS_SAMPLE_NOW, out);
}

#define MESSAGE                                                                                    \
    "{\"hdr\":{\"is\":\"UTO\",\"t\":\"icao.vacc\",\"v\":1},\"msg\":{\"pid\":{"                     \
    "\"ai\":\"UTO13110020261120000001\",\"dob\":\"1985-02-28\",\"i\":\"TR0000000\","               \
    "\"n\":\"AKASHI HANAKO\"},\"uvci\":\"AKSH2345WXYZ\",\"ve\":[{\"des\":\"XM0GQ8\","              \
    "\"dis\":\"RA01.0\",\"nam\":\"COMIRNATY\",\"vd\":[{\"adm\":\"MHLW_Gov_of_JAPAN\","             \
    "\"ctr\":\"JPN\",\"dvc\":\"2021-01-01\",\"lot\":\"EY0000\",\"seq\":1}]}]}}"

static const char *const padding[] = {"", "==", "="};

/* Canonical as a whole, data before sig; the certificate padded and the signature not. */
static void the_text_is_as_japans(void **state)
{
    struct certificate certificate;
    struct bytes head = bytes_new(4096);
    const char *text = certificate.code[0].text;
    size_t len = 0;

    (void)state;
    vds_sample_fill(&certificate, 1);
    assert_int_equal(issue(&certificate), ERR_OK);
    assert_int_equal(certificate.codes, 1);
    len = strlen(text);
    assert_true(
        bytes_append_text(&head, "{\"data\":" MESSAGE ",\"sig\":{\"alg\":\"ES256\",\"cer\":\""));
    assert_true(base64url_encode(sample.issuer.certificate, &head));
    assert_true(bytes_append_text(&head, padding[sample.issuer.certificate.len % 3]));
    assert_true(bytes_append_text(&head, "\",\"sigvl\":\""));
    assert_memory_equal(text, head.at, head.len);
    assert_int_equal(len, head.len + 86 + 3);
    assert_string_equal(text + len - 3, "\"}}");
    bytes_free(&head);
}

/* With Japan's own words in, Japan's own bytes come out. */
static void the_message_is_japans_byte_for_byte(void **state)
{
    static const struct dose doses[] = {
        {1, {2021, 3, 1}, "comirnaty", "FC9880", "JPN"},
        {2, {2021, 3, 23}, "comirnaty", "FE8206", "JPN"},
        {3, {2021, 12, 1}, "comirnaty", "FE9787", "JPN"},
    };
    struct certificate certificate = {.serial = "6U5RSWMBASG2",
                                      .kind = KIND_TRAVEL,
                                      .holder = {"三宅　翔太", {1991, 2, 18}},
                                      .traveller = {.name = "MIYAKE SHOTA",
                                                    .passport = "TK0000000",
                                                    .nationality = "JPN",
                                                    .reference = "JPN90000120211209200002"},
                                      .history = {.found = FOUND_SOME, .count = 3}};
    struct vds_issuer issuer = sample.issuer;
    struct bytes japans = bytes_new(VDS_READ_MAX), theirs = bytes_new(VDS_READ_MAX),
                 ours = bytes_new(VDS_READ_MAX);

    (void)state;
    memcpy(certificate.history.doses, doses, sizeof doses);
    issuer.state = "JPN";
    assert_int_equal(vds_issue(&issuer, &sample.keys, &certificate), ERR_OK);
    assert_true(vds_sample_japan(VECTORS VDS_SAMPLE_JAPAN, &japans));
    assert_true(vds_raw(bytes_view(&japans), &theirs));
    assert_true(vds_raw(view_text(certificate.code[0].text), &ours));
    assert_int_equal(ours.len, theirs.len);
    assert_memory_equal(ours.at, theirs.at, ours.len);
    bytes_free(&japans);
    bytes_free(&theirs);
    bytes_free(&ours);
}

static void is_the_dose(const struct opened_dose *opened, const struct dose *dose)
{
    const struct vaccine *vaccine = vaccine_by_key(dose->product),
                         *read = vaccine_by_key(opened->dose.product);
    struct dose expected = *dose;

    assert_non_null(read);
    assert_string_equal(read->codes.brand, vaccine->codes.brand);
    assert_string_equal(opened->vaccine, vaccine->codes.brand);
    assert_string_equal(opened->authority, "MHLW_Gov_of_JAPAN");
    snprintf(expected.product, sizeof expected.product, "%s", read->key);
    assert_true(dose_equal(&opened->dose, &expected));
}

/* VRS-50: what goes in comes out, for any number of doses (VRS-11), and each seal is whole. */
static void every_dose_comes_back(void **state)
{
    struct certificate *certificate = malloc(sizeof *certificate);
    size_t codes_before = 1;

    (void)state;
    assert_non_null(certificate);
    for (size_t doses = 1; doses <= DOSES_MAX; doses++) {
        size_t next = 0;

        vds_sample_fill(certificate, doses);
        assert_int_equal(issue(certificate), ERR_OK);
        assert_true(certificate->codes >= codes_before);
        codes_before = certificate->codes;
        assert_int_equal(sample.signed_count, certificate->codes);
        for (size_t i = 0; i < certificate->codes; i++) {
            const struct code *code = &certificate->code[i];
            struct opened opened;

            open_code(certificate, i, &opened);
            assert_int_equal(opened.code, ERR_OK);
            assert_int_equal(opened.verdict, SEAL_VALID);
            assert_true(strlen(code->text) <= VDS_MADE_MAX);
            assert_string_equal(opened.issuer, VDS_SAMPLE_STATE);
            assert_string_equal(opened.signer, "CN=A1,C=UT");
            assert_string_equal(opened.id, certificate->serial);
            assert_string_equal(opened.traveller.name, "AKASHI HANAKO");
            assert_string_equal(opened.traveller.passport, "TR0000000");
            assert_string_equal(opened.traveller.reference, "UTO13110020261120000001");
            assert_int_equal(date_compare(opened.holder.birth, certificate->holder.birth), 0);
            assert_int_equal(code->format, CODE_VDS_NC);
            assert_int_equal(code->first, (int)next + 1);
            for (size_t k = 0; k < opened.count; k++, next++)
                is_the_dose(&opened.doses[k], &certificate->history.doses[next]);
            assert_int_equal(code->last, (int)next);
        }
        assert_int_equal(next, doses);
    }
    assert_true(codes_before > 1);
    free(certificate);
}

static void six_doses_make_one_seal(void **state)
{
    struct certificate certificate;

    (void)state;
    vds_sample_fill(&certificate, 6);
    assert_int_equal(issue(&certificate), ERR_OK);
    assert_int_equal(certificate.codes, 1);
}

static void every_product_comes_back(void **state)
{
    const struct vaccine *vaccine = NULL;

    (void)state;
    for (size_t i = 0; (vaccine = vaccine_at(i)) != NULL; i++) {
        struct certificate certificate;
        struct opened opened;

        vds_sample_fill(&certificate, 1);
        snprintf(certificate.history.doses[0].product, PRODUCT_SIZE, "%s", vaccine->key);
        assert_int_equal(issue(&certificate), ERR_OK);
        open_code(&certificate, 0, &opened);
        assert_int_equal(opened.verdict, SEAL_VALID);
        is_the_dose(&opened.doses[0], &certificate.history.doses[0]);
    }
}

static void a_birth_known_in_part_comes_back(void **state)
{
    static const struct date births[] = {{1945, 0, 0}, {1945, 3, 0}, {2000, 2, 29}};

    (void)state;
    for (size_t i = 0; i < sizeof births / sizeof *births; i++) {
        struct certificate certificate;
        struct opened opened;

        vds_sample_fill(&certificate, 1);
        certificate.holder.birth = births[i];
        certificate.traveller.reference[0] = 0;
        assert_int_equal(issue(&certificate), ERR_OK);
        open_code(&certificate, 0, &opened);
        assert_int_equal(opened.verdict, SEAL_VALID);
        assert_int_equal(date_compare(opened.holder.birth, births[i]), 0);
        assert_string_equal(opened.traveller.reference, "");
    }
}

static void put_shc(struct certificate *certificate, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        certificate->code[i] = (struct code){.format = CODE_SHC, .first = 1, .last = 1};
        snprintf(certificate->code[i].text, CODE_TEXT_SIZE, "shc:/%zu", i);
    }
    certificate->codes = count;
}

static void other_codes_stay_and_a_second_call_replaces(void **state)
{
    struct certificate certificate;
    char first[CODE_TEXT_SIZE];

    (void)state;
    vds_sample_fill(&certificate, 2);
    put_shc(&certificate, 2);
    assert_int_equal(issue(&certificate), ERR_OK);
    assert_int_equal(certificate.codes, 3);
    snprintf(first, sizeof first, "%s", certificate.code[2].text);
    assert_int_equal(issue(&certificate), ERR_OK);
    assert_int_equal(certificate.codes, 3);
    assert_string_equal(certificate.code[0].text, "shc:/0");
    assert_string_equal(certificate.code[1].text, "shc:/1");
    assert_int_equal(certificate.code[2].format, CODE_VDS_NC);
    assert_string_not_equal(certificate.code[2].text, first);
}

#define FIELD(field) offsetof(struct certificate, field), sizeof(((struct certificate *)0)->field)
#define DOSE(field)  FIELD(history.doses[1].field)
#define LONG         "12345678901234567890123456789012345678901234567890"

static const struct {
    size_t offset, size;
    const char *text;
} unsayable[] = {
    {FIELD(traveller.name), LONG},
    {FIELD(traveller.name), ""},
    {FIELD(traveller.name), "AKASHI, H"},
    {FIELD(traveller.name), "証　花子"},
    {FIELD(traveller.name), "A\\B"},
    {FIELD(traveller.passport), LONG},
    {FIELD(traveller.passport), ""},
    {FIELD(traveller.reference), LONG},
    {FIELD(traveller.reference), "A\"B"},
    {DOSE(lot), LONG},
    {DOSE(lot), ""},
    {DOSE(lot), "A,B"},
    {DOSE(country), "jpn"},
    {DOSE(country), "JP"},
    {DOSE(product), "unheard-of"},
};

static void is_not_signed(struct certificate *certificate)
{
    put_shc(certificate, 1);
    assert_int_equal(issue(certificate), AK_T60);
    assert_int_equal(sample.signed_count, 0);
    assert_int_equal(certificate->codes, 1);
    assert_string_equal(certificate->code[0].text, "shc:/0");
}

/* Nothing is changed so that it can be said: a wrong name is worse than no seal. A text that fills
 * its room has no end. */
static void what_cannot_be_said_exactly_is_not_signed(void **state)
{
    struct certificate certificate;

    (void)state;
    for (size_t i = 0; i < sizeof unsayable / sizeof *unsayable; i++) {
        char *field = (char *)&certificate + unsayable[i].offset;
        size_t len = strlen(unsayable[i].text) + 1;

        vds_sample_fill(&certificate, 3);
        memcpy(field, unsayable[i].text, len < unsayable[i].size ? len : unsayable[i].size);
        is_not_signed(&certificate);
    }
}

static void numbers_and_dates_that_cannot_be_said_are_not_signed(void **state)
{
    static const int numbers[] = {0, -1, 100};
    struct certificate certificate;

    (void)state;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        vds_sample_fill(&certificate, 3);
        certificate.history.doses[1].number = numbers[i];
        is_not_signed(&certificate);
    }
    vds_sample_fill(&certificate, 3);
    certificate.history.doses[1].date = (struct date){2021, 2, 29};
    is_not_signed(&certificate);
    vds_sample_fill(&certificate, 3);
    certificate.holder.birth = (struct date){0};
    is_not_signed(&certificate);
}

static void incomplete_certificates_are_not_signed(void **state)
{
    (void)state;
    for (int fault = 0; fault < 7; fault++) {
        struct certificate certificate;
        struct vds_issuer issuer = sample.issuer;

        vds_sample_fill(&certificate, 3);
        switch (fault) {
        case 0:
            certificate.kind = KIND_DOMESTIC;
            break;
        case 1:
            certificate.history.found = FOUND_UNKNOWN;
            break;
        case 2:
            certificate.history.count = 0;
            break;
        case 3:
            certificate.history.count = DOSES_MAX + 1;
            break;
        case 4:
            certificate.serial[0] = '1';
            break;
        case 5:
            issuer.state = "Japan";
            break;
        default:
            issuer.certificate = view_of(NULL, 0);
            break;
        }
        sample.signed_count = 0;
        assert_int_equal(vds_issue(&issuer, &sample.keys, &certificate), AK_T90);
        assert_int_equal(sample.signed_count, 0);
        assert_int_equal(certificate.codes, 0);
    }
}

/* A signer's certificate leaves room for one dose, or for none; and codes that are there leave no
 * place for another. */
static void what_does_not_fit_is_not_signed(void **state)
{
    static const uint8_t block[VDS_MADE_MAX];
    struct certificate *certificate = malloc(sizeof *certificate);
    struct vds_issuer issuer = sample.issuer;

    (void)state;
    assert_non_null(certificate);
    vds_sample_fill(certificate, 8);
    issuer.certificate = view_of(block, 1350);
    assert_int_equal(vds_issue(&issuer, &sample.keys, certificate), ERR_OK);
    assert_int_equal(certificate->codes, 8);
    vds_sample_fill(certificate, 9);
    sample.signed_count = 0;
    assert_int_equal(vds_issue(&issuer, &sample.keys, certificate), AK_T61);
    vds_sample_fill(certificate, 1);
    issuer.certificate = view_of(block, 1500);
    assert_int_equal(vds_issue(&issuer, &sample.keys, certificate), AK_T61);
    assert_int_equal(certificate->codes, 0);
    vds_sample_fill(certificate, 1);
    put_shc(certificate, CODES_MAX);
    assert_int_equal(issue(certificate), AK_T61);
    assert_int_equal(certificate->codes, CODES_MAX);
    assert_int_equal(sample.signed_count, 0);
    free(certificate);
}

static void a_key_that_does_not_sign_leaves_no_seal(void **state)
{
    static const struct code none[CODES_MAX];
    struct certificate *certificate = malloc(sizeof *certificate);

    (void)state;
    assert_non_null(certificate);
    vds_sample_fill(certificate, DOSES_MAX);
    for (sample.fail_at = 1; sample.fail_at <= 3; sample.fail_at++) {
        assert_int_equal(issue(certificate), AK_T62);
        assert_int_equal(sample.signed_count, sample.fail_at);
        assert_int_equal(certificate->codes, 0);
        assert_memory_equal(certificate->code, none, sizeof none);
    }
    sample.fail_at = 0;
    assert_int_equal(issue(certificate), ERR_OK);
    free(certificate);
}

static void the_issuer_is_checked_at_its_start(void **state)
{
    struct vds_issuer issuer = sample.issuer;
    struct ec_key *other = ec_key_new(), *own = sample.key;

    (void)state;
    assert_true(vds_issuer_fits(&issuer, &sample.keys));
    sample.key = other;
    assert_false(vds_issuer_fits(&issuer, &sample.keys));
    sample.key = own;
    issuer.key_name = "no such key";
    assert_false(vds_issuer_fits(&issuer, &sample.keys));
    issuer = sample.issuer;
    issuer.state = "UT";
    assert_false(vds_issuer_fits(&issuer, &sample.keys));
    issuer = sample.issuer;
    issuer.certificate = bytes_view(&sample.csca);
    assert_false(vds_issuer_fits(&issuer, &sample.keys));
    issuer.certificate = view_text("no certificate");
    assert_false(vds_issuer_fits(&issuer, &sample.keys));
    ec_key_free(&other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_text_is_as_japans),
        cmocka_unit_test(the_message_is_japans_byte_for_byte),
        cmocka_unit_test(every_dose_comes_back),
        cmocka_unit_test(six_doses_make_one_seal),
        cmocka_unit_test(every_product_comes_back),
        cmocka_unit_test(a_birth_known_in_part_comes_back),
        cmocka_unit_test(other_codes_stay_and_a_second_call_replaces),
        cmocka_unit_test(what_cannot_be_said_exactly_is_not_signed),
        cmocka_unit_test(numbers_and_dates_that_cannot_be_said_are_not_signed),
        cmocka_unit_test(incomplete_certificates_are_not_signed),
        cmocka_unit_test(what_does_not_fit_is_not_signed),
        cmocka_unit_test(a_key_that_does_not_sign_leaves_no_seal),
        cmocka_unit_test(the_issuer_is_checked_at_its_start),
    };

    return cmocka_run_group_tests(tests, open_sample, close_sample);
}
