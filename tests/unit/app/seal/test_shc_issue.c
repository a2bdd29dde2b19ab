#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "sample.h"

#include "app/record/vaccines.h"
#include "app/seal/flate.h"
#include "app/seal/shc_text.h"
#include "crypto/base64.h"
#include "crypto/jws.h"

#include <stdlib.h>

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

static enum err issue(struct certificate *certificate)
{
    sample.signed_count = 0;
    return shc_issue(&sample.issuer, &sample.keys, SAMPLE_NOW, certificate);
}

static void open_code(const struct certificate *certificate, size_t i, struct opened *out)
{
    shc_open(view_text(certificate->code[i].text), sample.trust, SAMPLE_NOW, out);
}

static void the_payload_is_what_japan_signed(void **state)
{
    static const char expected[] =
        "{\"iss\":\"" SAMPLE_ISSUER "\",\"nbf\":1795132800,\"vc\":{\"type\":["
        "\"https://smarthealth.cards#health-card\"],\"credentialSubject\":{\"fhirVersion\":"
        "\"4.0.1\",\"fhirBundle\":{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":["
        "{\"fullUrl\":\"resource:0\",\"resource\":{\"resourceType\":\"Patient\",\"name\":[{"
        "\"family\":\"証\",\"given\":[\"花子\"]}],\"birthDate\":\"1985-02-28\"}},"
        "{\"fullUrl\":\"resource:1\",\"resource\":{\"resourceType\":\"Immunization\",\"status\":"
        "\"completed\",\"vaccineCode\":{\"coding\":[{\"system\":\"http://hl7.org/fhir/sid/cvx\","
        "\"code\":\"208\"}]},\"patient\":{\"reference\":\"resource:0\"},\"occurrenceDateTime\":"
        "\"2021-01-01\",\"lotNumber\":\"EY0000\",\"performer\":[{\"actor\":{\"display\":"
        "\"MHLW_Gov_of_JAPAN\"}}]}}]}},\"rid\":\"AKSH2345WXYZ\"}}";
    struct certificate certificate;
    struct bytes raw = bytes_new(4096);

    (void)state;
    sample_fill(&certificate, 1);
    assert_int_equal(issue(&certificate), ERR_OK);
    assert_true(shc_raw(view_text(certificate.code[0].text), &raw));
    assert_string_equal(bytes_text(&raw), expected);
    bytes_free(&raw);
}

static size_t jws_len(const struct certificate *certificate)
{
    return (strlen(certificate->code[0].text) - strlen("shc:/")) / 2;
}

/* The trees of all cost no symbol its better level: where they would, a card gets its own. */
static void trees_of_all_cost_no_level(void **state)
{
    struct shc_issuer own = sample.issuer;
    size_t shared = 0;

    (void)state;
    own.trees = NULL;
    for (size_t doses = 1; doses <= 12; doses++) {
        struct certificate certificate, finest;

        sample_fill(&certificate, doses);
        sample_fill(&finest, doses);
        assert_int_equal(issue(&certificate), ERR_OK);
        assert_int_equal(shc_issue(&own, &sample.keys, SAMPLE_NOW, &finest), ERR_OK);
        assert_int_equal(certificate.codes, finest.codes);
        assert_int_equal(jws_len(&certificate) <= SHC_JWS_MEDIUM,
                         jws_len(&finest) <= SHC_JWS_MEDIUM);
        if (jws_len(&finest) > SHC_JWS_MEDIUM)
            assert_int_equal(jws_len(&certificate), jws_len(&finest));
        assert_true(jws_len(&certificate) <= jws_len(&finest) * 16 / 15);
        shared += jws_len(&certificate) > jws_len(&finest);
    }
    assert_true(shared >= 3);
}

/* VRS-50: what goes in comes out, for any number of doses (VRS-11), and each code is whole. */
static void every_dose_comes_back(void **state)
{
    struct certificate *certificate = malloc(sizeof *certificate);

    (void)state;
    assert_non_null(certificate);
    for (size_t doses = 1; doses <= DOSES_MAX; doses++) {
        size_t next = 0;

        sample_fill(certificate, doses);
        assert_int_equal(issue(certificate), ERR_OK);
        assert_true(certificate->codes >= 1);
        assert_int_equal(sample.signed_count, certificate->codes);
        for (size_t i = 0; i < certificate->codes; i++) {
            const struct code *code = &certificate->code[i];
            struct opened opened;

            open_code(certificate, i, &opened);
            assert_int_equal(opened.code, ERR_OK);
            assert_int_equal(opened.verdict, SEAL_VALID);
            assert_true(strlen(code->text) <= 5 + 2 * SHC_JWS_MAX);
            assert_true(holder_equal(&opened.holder, &certificate->holder));
            assert_string_equal(opened.id, certificate->serial);
            assert_int_equal(opened.not_before, SAMPLE_NOW);
            assert_int_equal(code->format, CODE_SHC);
            assert_int_equal(code->first, (int)next + 1);
            for (size_t k = 0; k < opened.count; k++, next++) {
                struct dose expected = certificate->history.doses[next];

                expected.number = (int)k + 1;
                expected.country[0] = 0;
                assert_true(dose_equal(&opened.doses[k].dose, &expected));
            }
            assert_int_equal(code->last, (int)next);
        }
        assert_int_equal(next, doses);
    }
    assert_true(certificate->codes > 1);
    free(certificate);
}

static void few_doses_make_one_code(void **state)
{
    struct certificate certificate;

    (void)state;
    sample_fill(&certificate, 6);
    assert_int_equal(issue(&certificate), ERR_OK);
    assert_int_equal(certificate.codes, 1);
    assert_int_equal(certificate.code[0].first, 1);
    assert_int_equal(certificate.code[0].last, 6);
}

static void names_come_back_whatever_their_spaces(void **state)
{
    static const struct {
        const char *name, *json;
    } cases[] = {
        {"証　花子", "[{\"family\":\"証\",\"given\":[\"花子\"]}]"},
        {"マルチネス　マリア　クララ",
         "[{\"family\":\"マルチネス\",\"given\":[\"マリア\",\"クララ\"]}]"},
        {"スカルノ", "[{\"text\":\"スカルノ\"}]"},
        {"　花子", "[{\"text\":\"　花子\"}]"},
        {"証　", "[{\"text\":\"証　\"}]"},
        {"証　　花子", "[{\"text\":\"証　　花子\"}]"},
        {"证 \"q\" \\ 𠮷", "[{\"text\":\"证 \\\"q\\\" \\\\ 𠮷\"}]"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct certificate certificate;
        struct opened opened;
        struct bytes raw = bytes_new(4096);

        sample_fill(&certificate, 1);
        snprintf(certificate.holder.name, sizeof certificate.holder.name, "%s", cases[i].name);
        assert_int_equal(issue(&certificate), ERR_OK);
        open_code(&certificate, 0, &opened);
        assert_int_equal(opened.verdict, SEAL_VALID);
        assert_string_equal(opened.holder.name, cases[i].name);
        assert_true(shc_raw(view_text(certificate.code[0].text), &raw));
        assert_non_null(strstr(bytes_text(&raw), cases[i].json));
        bytes_free(&raw);
    }
}

/* What the card's chip says of a name goes out and comes back byte for byte: Latin, kanji and both,
 * letters composed of several signs, variants of a sign (IVS), and the longest there may be. */
static void names_survive_byte_for_byte(void **state)
{
    static const char *const names[] = {
        "SMITH　ANNA　MARIA",
        "SMITH ANNA MARIA",
        "O'NEIL-GARCÍA　JOSÉ",
        "NGUYỄN　THỊ　ÁNH",
        "Nguye\xCC\x82\xCC\x83n　Thi\xCC\xA3",
        "スミス　花子",
        "ＳＭＩＴＨ　花子",
        "葛\xF3\xA0\x84\x80城　花子",
        "𠮷野家　𩸽",
        "か\xE3\x82\x99ん　は\xE3\x82\x9Aく",
        "김　하나",
        "ُمحمد　علي",
        "a/b\\c\"d　{e}",
    };

    (void)state;
    for (size_t i = 0; i <= sizeof names / sizeof *names; i++) {
        struct certificate certificate;
        struct opened opened;
        char longest[HOLDER_NAME_SIZE];

        memset(longest, 'N', sizeof longest - 1);
        memcpy(longest + 150, "\xE3\x80\x80", 3);
        longest[sizeof longest - 1] = 0;
        sample_fill(&certificate, 1);
        snprintf(certificate.holder.name, HOLDER_NAME_SIZE, "%s",
                 i < sizeof names / sizeof *names ? names[i] : longest);
        assert_int_equal(issue(&certificate), ERR_OK);
        open_code(&certificate, 0, &opened);
        assert_int_equal(opened.verdict, SEAL_VALID);
        assert_string_equal(opened.holder.name, certificate.holder.name);
    }
}

/* Births of leap days and such that the registers know in part only, and doses of a leap day. */
static void dates_go_out_as_they_are_known(void **state)
{
    static const struct {
        struct date birth;
        const char *json;
    } cases[] = {{{1984, 2, 29}, "\"birthDate\":\"1984-02-29\""},
                 {{1945, 3, 0}, "\"birthDate\":\"1945-03\""},
                 {{1945, 0, 0}, "\"birthDate\":\"1945\""}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct certificate certificate;
        struct opened opened;
        struct bytes raw = bytes_new(4096);

        sample_fill(&certificate, 1);
        certificate.holder.birth = cases[i].birth;
        certificate.history.doses[0].date = (struct date){2024, 2, 29};
        assert_int_equal(issue(&certificate), ERR_OK);
        open_code(&certificate, 0, &opened);
        assert_int_equal(opened.verdict, SEAL_VALID);
        assert_true(holder_equal(&opened.holder, &certificate.holder));
        assert_int_equal(date_compare(opened.doses[0].dose.date, (struct date){2024, 2, 29}), 0);
        assert_true(shc_raw(view_text(certificate.code[0].text), &raw));
        assert_non_null(strstr(bytes_text(&raw), cases[i].json));
        bytes_free(&raw);
    }
}

static void every_product_comes_back(void **state)
{
    const struct vaccine *vaccine = NULL;

    (void)state;
    for (size_t i = 0; (vaccine = vaccine_at(i)) != NULL; i++) {
        struct certificate certificate;
        struct opened opened;

        sample_fill(&certificate, 1);
        snprintf(certificate.history.doses[0].product, PRODUCT_SIZE, "%s", vaccine->key);
        assert_int_equal(issue(&certificate), ERR_OK);
        open_code(&certificate, 0, &opened);
        assert_int_equal(opened.verdict, SEAL_VALID);
        assert_string_equal(opened.doses[0].dose.product, vaccine->key);
        assert_string_equal(opened.doses[0].vaccine, vaccine->cvx);
        assert_string_equal(opened.doses[0].authority, "MHLW_Gov_of_JAPAN");
    }
}

/* Empty strings are not allowed in a card. */
static void a_dose_without_lot_has_no_lot(void **state)
{
    struct certificate certificate;
    struct opened opened;
    struct bytes raw = bytes_new(4096);

    (void)state;
    sample_fill(&certificate, 1);
    certificate.history.doses[0].lot[0] = 0;
    assert_int_equal(issue(&certificate), ERR_OK);
    open_code(&certificate, 0, &opened);
    assert_int_equal(opened.verdict, SEAL_VALID);
    assert_string_equal(opened.doses[0].dose.lot, "");
    assert_true(shc_raw(view_text(certificate.code[0].text), &raw));
    assert_null(strstr(bytes_text(&raw), "lotNumber"));
    bytes_free(&raw);
}

enum { FAULTS = 15 };

static void spoil(struct certificate *certificate, struct shc_issuer *issuer, int fault)
{
    struct history *history = &certificate->history;

    switch (fault) {
    case 0:
        history->found = FOUND_UNKNOWN;
        break;
    case 1:
        history->found = FOUND_NONE;
        break;
    case 2:
        history->count = 0;
        break;
    case 3:
        history->count = DOSES_MAX + 1;
        break;
    case 4:
        snprintf(history->doses[1].product, PRODUCT_SIZE, "unheard-of");
        break;
    case 5:
        certificate->serial[0] = '1';
        break;
    case 6:
        certificate->holder.name[0] = 0;
        break;
    case 7:
        snprintf(certificate->holder.name, HOLDER_NAME_SIZE, "\xE8\xA8"); /* not UTF-8 */
        break;
    case 8:
        certificate->holder.birth = (struct date){0};
        break;
    case 9:
        issuer->iss = "https://vc.akashi.example/issuer/";
        break;
    case 10:
        issuer->kid[JWK_THUMBPRINT_LEN - 1] = 0;
        break;
    case 11:
        history->doses[1].date = (struct date){0};
        break;
    case 12:
        history->doses[1].date.day = 0; /* a birth may lack its day, a dose never */
        break;
    case 13:
        history->doses[1].date = (struct date){2021, 2, 29};
        break;
    default:
        certificate->holder.birth = (struct date){1985, 0, 5};
        break;
    }
}

static bool has_no_codes(const struct certificate *certificate)
{
    static const struct code none[CODES_MAX];

    return certificate->codes == 0 && memcmp(certificate->code, none, sizeof none) == 0;
}

static void incomplete_certificates_are_not_signed(void **state)
{
    (void)state;
    for (int fault = 0; fault < FAULTS; fault++) {
        struct certificate certificate;
        struct shc_issuer issuer = sample.issuer;

        sample_fill(&certificate, 3);
        spoil(&certificate, &issuer, fault);
        sample.signed_count = 0;
        assert_int_equal(shc_issue(&issuer, &sample.keys, SAMPLE_NOW, &certificate), AK_X94);
        assert_true(has_no_codes(&certificate));
        assert_int_equal(sample.signed_count, 0);
    }
}

/* Signs without any pattern, from a seed. */
static void fill_with_noise(char *out, size_t len, uint32_t seed)
{
    for (size_t i = 0; i < len; i++) {
        seed = seed * 1664525 + 1013904223;
        out[i] = (char)('#' + (seed >> 24) % 57);
    }
    out[len] = 0;
}

/* The longest name and issuer leave no room for even one dose: nothing is signed. */
static void what_does_not_fit_is_not_signed(void **state)
{
    struct certificate certificate;
    struct shc_issuer issuer = sample.issuer;
    char iss[TRUST_ISSUER_SIZE] = "https://";

    (void)state;
    sample_fill(&certificate, 1);
    fill_with_noise(certificate.history.doses[0].lot, LOT_SIZE - 1, 1);
    fill_with_noise(certificate.holder.name, HOLDER_NAME_SIZE - 1, 2);
    assert_int_equal(issue(&certificate), ERR_OK);
    fill_with_noise(iss + 8, sizeof iss - 9, 3);
    issuer.iss = iss;
    sample.signed_count = 0;
    assert_int_equal(shc_issue(&issuer, &sample.keys, SAMPLE_NOW, &certificate), AK_V60);
    assert_int_equal(sample.signed_count, 0);
    assert_true(has_no_codes(&certificate));
}

static void a_key_that_does_not_sign_leaves_no_code(void **state)
{
    struct certificate certificate;

    (void)state;
    sample_fill(&certificate, DOSES_MAX);
    for (sample.fail_at = 1; sample.fail_at <= 2; sample.fail_at++) {
        assert_int_equal(issue(&certificate), AK_V61);
        assert_int_equal(sample.signed_count, sample.fail_at);
        assert_true(has_no_codes(&certificate));
    }
    sample.fail_at = 0;
    assert_int_equal(issue(&certificate), ERR_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_payload_is_what_japan_signed),
        cmocka_unit_test(trees_of_all_cost_no_level),
        cmocka_unit_test(every_dose_comes_back),
        cmocka_unit_test(few_doses_make_one_code),
        cmocka_unit_test(names_come_back_whatever_their_spaces),
        cmocka_unit_test(names_survive_byte_for_byte),
        cmocka_unit_test(dates_go_out_as_they_are_known),
        cmocka_unit_test(every_product_comes_back),
        cmocka_unit_test(a_dose_without_lot_has_no_lot),
        cmocka_unit_test(incomplete_certificates_are_not_signed),
        cmocka_unit_test(what_does_not_fit_is_not_signed),
        cmocka_unit_test(a_key_that_does_not_sign_leaves_no_code),
    };

    return cmocka_run_group_tests(tests, open_sample, close_sample);
}
