#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "crypto/base/hex.h"
#include "dcc_sample.h"

#define USES     "1.3.6.1.4.1.1847.2021.1."
#define OLD_USES "1.3.6.1.4.1.0.1847.2021.1."

static struct dcc_sample sample;

static int open_sample(void **state)
{
    (void)state;
    return dcc_sample_open(&sample) ? 0 : -1;
}

static int close_sample(void **state)
{
    (void)state;
    dcc_sample_close(&sample);
    return 0;
}

/* Seals the claims, gives up their JSON, and opens the code. */
static enum err open_claims(struct dcc_claims *claims, int64_t now, struct opened *out)
{
    char text[DCC_TEXT_MAX];

    assert_true(dcc_sample_claim(&sample, claims, text, sizeof text));
    json_decref(claims->certificate);
    dcc_open(view_text(text), sample.trust, now, out);
    return out->code;
}

static enum err open_json(const char *certificate, struct opened *out)
{
    struct dcc_claims claims = dcc_sample_claims(certificate);

    return open_claims(&claims, DCC_SAMPLE_NOW, out);
}

/* `dcc_sample_content` with the first `from` in it replaced. */
static enum err open_changed(const char *from, const char *to, struct opened *out)
{
    const char *at = strstr(dcc_sample_content, from);
    char text[2048];

    if (at == NULL)
        fail_msg("not there: %s", from);
    snprintf(text, sizeof text, "%.*s%s%s", (int)(at - dcc_sample_content), dcc_sample_content, to,
             at + strlen(from));
    return open_json(text, out);
}

static void a_certificate_is_read_field_by_field(void **state)
{
    struct opened opened;
    char kid[DCC_KID_TEXT_SIZE];

    (void)state;
    assert_int_equal(open_json(dcc_sample_content, &opened), ERR_OK);
    assert_int_equal(opened.verdict, SEAL_VALID);
    assert_int_equal(opened.format, CODE_DCC);
    assert_string_equal(opened.issuer, "JP");
    hex_encode(view_of(sample.issuer.kid, COSE_KID_LEN), kid);
    assert_string_equal(opened.signer, kid);
    assert_string_equal(opened.id, "URN:UVCI:01:JP:ABC#X");
    assert_true(opened.not_before == DCC_SAMPLE_NOW && opened.expires == DCC_SAMPLE_ENDS);
    assert_string_equal(opened.holder.name, "Lövström　Åsa");
    assert_string_equal(opened.traveller.name, "LOEVSTROEM ASA");
    assert_int_equal(date_compare(opened.holder.birth, (struct date){1985, 2, 28}), 0);
    assert_int_equal(opened.count, 1);
    assert_int_equal(opened.doses[0].dose.number, 3);
    assert_int_equal(opened.doses[0].of, 3);
    assert_int_equal(date_compare(opened.doses[0].dose.date, (struct date){2022, 3, 1}), 0);
    assert_string_equal(opened.doses[0].dose.product, "spikevax");
    assert_string_equal(opened.doses[0].dose.lot, "");
    assert_string_equal(opened.doses[0].dose.country, "SWE");
    assert_string_equal(opened.doses[0].vaccine, "EU/1/20/1507");
    assert_string_equal(opened.doses[0].authority, "Test");
}

static void unknown_codes_are_taken_as_they_stand(void **state)
{
    struct opened opened;

    (void)state;
    assert_int_equal(open_changed("EU/1/20/1507", "Inactivated-SARS-CoV-2-Vero-Cell", &opened),
                     ERR_OK);
    assert_string_equal(opened.doses[0].vaccine, "Inactivated-SARS-CoV-2-Vero-Cell");
    assert_string_equal(opened.doses[0].dose.product, "");
    assert_int_equal(open_changed("\"SE\"", "\"QZ\"", &opened), ERR_OK);
    assert_string_equal(opened.doses[0].dose.country, "");
    assert_int_equal(open_changed("1119349007", "J07BX03", &opened), ERR_OK);
    assert_int_equal(open_changed("\"ver\"", "\"meta\":[1,\"a\"],\"ver\"", &opened), ERR_OK);
}

static void a_test_a_recovery_or_another_disease_is_not_judged(void **state)
{
    static const char other[] =
        "{\"ver\":\"1.3.0\",\"nam\":{\"fnt\":\"A\"},\"dob\":\"1985\",\"%s\":[{\"tg\":\"840539006\","
        "\"co\":\"SE\",\"is\":\"Test\",\"ci\":\"URN:1\"}]}";
    struct opened opened;
    char text[512];

    (void)state;
    snprintf(text, sizeof text, other, "t");
    assert_int_equal(open_json(text, &opened), AK_D52);
    assert_int_equal(opened.verdict, SEAL_CANNOT_TELL);
    assert_int_equal(opened.count, 0);
    assert_string_equal(opened.id, "URN:1");
    snprintf(text, sizeof text, other, "r");
    assert_int_equal(open_json(text, &opened), AK_D52);
    assert_int_equal(open_changed("840539006", "6142004", &opened), AK_D53);
    assert_int_equal(opened.verdict, SEAL_CANNOT_TELL);
}

/* Schema 1.3, and what two readers could read differently. */
static void content_of_another_form_is_not_valid(void **state)
{
    static const char *const changes[][2] = {
        {"1.3.0", "2.0.0"},
        {"1.3.0", "1.3"},
        {"1.3.0", "1.3.0 "},
        {"1.3.0", "+1.3.0"},
        {"\"ver\":\"1.3.0\",", ""},
        {"\"LOEVSTROEM\"", "\"Loevstroem\""},
        {"\"LOEVSTROEM\"", "5"},
        {"\"fnt\":\"LOEVSTROEM\",\"gnt\":\"ASA\"", "\"x\":1"},
        {"\"fn\":\"Lövström\",\"gn\":\"Åsa\",\"fnt\":\"LOEVSTROEM\",\"gnt\":\"ASA\"",
         "\"fnt\":\"\""},
        {"1985-02-28", "1985-02-29"},
        {"1985-02-28", "1899-02-28"},
        {"1985-02-28", "2100-02-28"},
        {"1985-02-28", "28.02.1985"},
        {"1985-02-28", "1985-02T"},
        {"\"1985-02-28\"", "19850228"},
        {"\"dob\":\"1985-02-28\",", ""},
        {"\"v\":[", "\"v\":[1,"},
        {"\"v\":[{", "\"t\":[{}],\"v\":[{"},
        {"\"v\":[{", "\"x\":[{"},
        {"\"tg\":", "\"x\":"},
        {"\"vp\":", "\"x\":"},
        {"\"mp\":", "\"x\":"},
        {"\"ma\":", "\"x\":"},
        {"\"dn\":3", "\"dn\":0"},
        {"\"dn\":3", "\"dn\":\"3\""},
        {"\"sd\":3", "\"sd\":-1"},
        {"\"sd\":3", "\"sd\":4294967297"},
        {"\"dt\":", "\"x\":"},
        {"2022-03-01", "2022-03"},
        {"2022-03-01", "1985-02-27"}, /* before the birth */
        {"2022-03-01", "2022-02-29"},
        {"\"co\":", "\"x\":"},
        {"\"is\":", "\"x\":"},
        {"\"ci\":", "\"x\":"},
        {"URN:UVCI:01:JP:ABC#X", ""},
        {"URN:UVCI:01:JP:ABC#X", "01234567890123456789012345678901234567890123456789012345678901234"
                                 "5678901234567890"},
    };
    struct opened opened;

    (void)state;
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        if (open_changed(changes[i][0], changes[i][1], &opened) != AK_D38)
            fail_msg("%s -> %s: %s", changes[i][0], changes[i][1], err_name(opened.code));
        assert_int_equal(opened.verdict, SEAL_NOT_VALID);
    }
}

static void partial_birth_dates_and_times_behind_days_are_taken(void **state)
{
    static const struct {
        const char *text;
        struct date birth;
    } cases[] = {{"", {0, 0, 0}},
                 {"1950", {1950, 0, 0}},
                 {"1901-08", {1901, 8, 0}},
                 {"1963-00", {1963, 0, 0}},
                 {"1963-00-00", {1963, 0, 0}},
                 {"1963-05-00", {1963, 5, 0}},
                 {"2004-02-29T00:00:00", {2004, 2, 29}}};
    struct opened opened;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(open_changed("1985-02-28", cases[i].text, &opened), ERR_OK);
        assert_memory_equal(&opened.holder.birth, &cases[i].birth, sizeof(struct date));
    }
    assert_int_equal(open_changed("2022-03-01", "2022-03-01T12:00:00+02:00", &opened), ERR_OK);
    assert_int_equal(open_changed("2022-03-01", "1985-02-28", &opened), ERR_OK);
}

static void long_names_are_left_out_rather_than_cut(void **state)
{
    char name[128], change[256];
    struct opened opened;

    (void)state;
    memset(name, 'A', sizeof name);
    snprintf(change, sizeof change, "\"%.80s\"", name);
    assert_int_equal(open_changed("\"LOEVSTROEM\"", change, &opened), ERR_OK);
    assert_string_equal(opened.traveller.name, "");
    assert_string_equal(opened.holder.name, "Lövström　Åsa");
    snprintf(change, sizeof change, "\"%.81s\"", name);
    assert_int_equal(open_changed("\"LOEVSTROEM\"", change, &opened), AK_D38);
    assert_int_equal(open_changed("\"Lövström\"", change, &opened), AK_D38);
}

static void a_code_is_good_from_its_first_to_its_last_second(void **state)
{
    static const struct {
        int64_t now;
        enum err code;
    } cases[] = {{DCC_SAMPLE_NOW - 121, AK_D01},
                 {DCC_SAMPLE_NOW - 120, ERR_OK},
                 {DCC_SAMPLE_ENDS, ERR_OK},
                 {DCC_SAMPLE_ENDS + 1, AK_D43}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct dcc_claims claims = dcc_sample_claims(dcc_sample_content);
        struct opened opened;

        assert_int_equal(open_claims(&claims, cases[i].now, &opened), cases[i].code);
    }
}

static void a_code_is_good_only_while_its_signer_is(void **state)
{
    struct dcc_claims claims = dcc_sample_claims(dcc_sample_content);
    struct opened opened;

    (void)state;
    claims.issued = DCC_SAMPLE_FROM - 1;
    assert_int_equal(open_claims(&claims, DCC_SAMPLE_NOW, &opened), AK_D50);
    claims = dcc_sample_claims(dcc_sample_content);
    claims.issued = DCC_SAMPLE_FROM;
    claims.expires = DCC_SAMPLE_UNTIL + 86400;
    assert_int_equal(open_claims(&claims, DCC_SAMPLE_UNTIL, &opened), ERR_OK);
    claims.certificate = json_loads(dcc_sample_content, 0, NULL);
    assert_int_equal(open_claims(&claims, DCC_SAMPLE_UNTIL + 1, &opened), AK_D50);
    assert_int_equal(opened.verdict, SEAL_NOT_VALID);
}

static enum err open_under(const char *country, const char *uses, struct opened *out)
{
    assert_true(dcc_sample_trust(&sample, country, uses, DCC_SAMPLE_FROM, DCC_SAMPLE_UNTIL));
    return open_json(dcc_sample_content, out);
}

static void a_signer_serves_its_country_and_its_kinds(void **state)
{
    struct opened opened;

    (void)state;
    assert_int_equal(open_under("SE", NULL, &opened), AK_D49);
    assert_int_equal(open_under("JP", USES "2", &opened), ERR_OK);
    assert_int_equal(open_under("JP", OLD_USES "2", &opened), ERR_OK);
    assert_int_equal(open_under("JP", USES "1," OLD_USES "2", &opened), ERR_OK);
    assert_int_equal(open_under("JP", USES "1", &opened), AK_D51);
    assert_int_equal(open_under("JP", OLD_USES "3", &opened), AK_D51);
    assert_int_equal(opened.verdict, SEAL_NOT_VALID);
    assert_int_equal(open_under("JP", "clientAuth", &opened), ERR_OK);
    assert_int_equal(open_under("JP", NULL, &opened), ERR_OK);
}

static void who_is_not_known_cannot_be_judged(void **state)
{
    struct certificate certificate;
    struct opened opened;
    struct dcc_trust *empty = dcc_trust_new();
    char text[DCC_TEXT_MAX];

    (void)state;
    dcc_sample_fill(&certificate, 1);
    assert_int_equal(
        dcc_issue(&sample.issuer, &sample.keys, DCC_SAMPLE_NOW, &certificate, 0, text, sizeof text),
        ERR_OK);
    dcc_open(view_text(text), NULL, DCC_SAMPLE_NOW, &opened);
    assert_int_equal(opened.code, AK_D46);
    assert_int_equal(opened.verdict, SEAL_CANNOT_TELL);
    assert_string_equal(opened.holder.name, "AKASHI　HANAKO");
    dcc_open(view_text(text), empty, DCC_SAMPLE_NOW, &opened);
    assert_int_equal(opened.code, AK_D46);
    dcc_trust_free(&empty);
    assert_null(empty);
    dcc_trust_free(&empty);
}

/* VRS-59. */
static void what_was_withdrawn_is_not_valid(void **state)
{
    struct opened opened;

    (void)state;
    assert_true(dcc_trust_withdraw(sample.trust, "URN:UVCI:01:JP:ABD"));
    assert_int_equal(open_json(dcc_sample_content, &opened), ERR_OK);
    assert_true(dcc_trust_withdraw(sample.trust, "URN:UVCI:01:JP:ABC"));
    assert_int_equal(open_json(dcc_sample_content, &opened), AK_D54);
    assert_int_equal(opened.verdict, SEAL_NOT_VALID);
    assert_true(dcc_trust_withdraw(sample.trust, opened.signer));
    assert_int_equal(open_json(dcc_sample_content, &opened), AK_D47);
    assert_int_equal(opened.verdict, SEAL_NOT_VALID);
    assert_true(dcc_sample_trust(&sample, "JP", NULL, DCC_SAMPLE_FROM, DCC_SAMPLE_UNTIL));
}

static void a_trust_takes_signers_of_the_agreed_form(void **state)
{
    struct dcc_trust *trust = dcc_trust_new();
    struct view der = bytes_view(&sample.certificate), kid;
    const struct dcc_signer *first = NULL, *second = NULL;

    (void)state;
    assert_int_equal(dcc_trust_add(trust, "jp", der), AK_D62);
    assert_int_equal(dcc_trust_add(trust, "JPN", der), AK_D62);
    assert_int_equal(dcc_trust_add(trust, "", der), AK_D62);
    assert_int_equal(dcc_trust_add(trust, "JP", view_from(der, 1)), AK_D62);
    kid = view_of(sample.issuer.kid, COSE_KID_LEN);
    assert_null(dcc_trust_next(trust, kid, NULL));
    assert_int_equal(dcc_trust_add(trust, "JP", der), ERR_OK);
    assert_int_equal(dcc_trust_add(trust, "SE", der), ERR_OK);
    first = dcc_trust_next(trust, kid, NULL);
    second = dcc_trust_next(trust, kid, first);
    assert_string_equal(first->country, "JP");
    assert_string_equal(second->country, "SE");
    assert_null(dcc_trust_next(trust, kid, second));
    dcc_trust_free(&trust);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_certificate_is_read_field_by_field),
        cmocka_unit_test(unknown_codes_are_taken_as_they_stand),
        cmocka_unit_test(a_test_a_recovery_or_another_disease_is_not_judged),
        cmocka_unit_test(content_of_another_form_is_not_valid),
        cmocka_unit_test(partial_birth_dates_and_times_behind_days_are_taken),
        cmocka_unit_test(long_names_are_left_out_rather_than_cut),
        cmocka_unit_test(a_code_is_good_from_its_first_to_its_last_second),
        cmocka_unit_test(a_code_is_good_only_while_its_signer_is),
        cmocka_unit_test(a_signer_serves_its_country_and_its_kinds),
        cmocka_unit_test(who_is_not_known_cannot_be_judged),
        cmocka_unit_test(what_was_withdrawn_is_not_valid),
        cmocka_unit_test(a_trust_takes_signers_of_the_agreed_form),
    };

    return cmocka_run_group_tests(tests, open_sample, close_sample);
}
