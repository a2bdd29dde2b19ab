#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "vds_sample.h"

#define AT_2022 INT64_C(1654041600) /* 2022-06-01T00:00:00Z */

static struct vds_trust *japan;

static int trust_japan(void **state)
{
    struct bytes der = bytes_new(1 << 16);
    bool good = false;

    (void)state;
    japan = vds_trust_new();
    good = japan != NULL && vds_sample_read(VECTORS VDS_SAMPLE_JAPAN_CSCA, &der) &&
           vds_trust_add_csca(japan, "JPN", bytes_view(&der)) == ERR_OK;
    bytes_free(&der);
    return good ? 0 : -1;
}

static int end(void **state)
{
    (void)state;
    vds_trust_free(&japan);
    return 0;
}

static void japan_seal(struct bytes *out)
{
    assert_true(vds_sample_japan(VECTORS VDS_SAMPLE_JAPAN, out));
}

static void is_dose(const struct opened_dose *dose, int number, struct date date, const char *lot)
{
    assert_int_equal(dose->dose.number, number);
    assert_int_equal(date_compare(dose->dose.date, date), 0);
    assert_string_equal(dose->dose.lot, lot);
    assert_string_equal(dose->dose.product, "comirnaty");
    assert_string_equal(dose->dose.country, "JPN");
    assert_string_equal(dose->vaccine, "COMIRNATY");
    assert_string_equal(dose->authority, "MHLW_Gov_of_JAPAN");
}

/* A real seal under a real CSCA, which spells its curve out. */
static void the_seal_of_japan_is_valid(void **state)
{
    struct bytes text = bytes_new(VDS_READ_MAX);
    struct opened opened;

    (void)state;
    japan_seal(&text);
    vds_open(bytes_view(&text), japan, AT_2022, &opened);
    assert_int_equal(opened.code, ERR_OK);
    assert_int_equal(opened.verdict, SEAL_VALID);
    assert_int_equal(opened.format, CODE_VDS_NC);
    assert_string_equal(opened.issuer, "JPN");
    assert_string_equal(opened.signer, "CN=The Digital Agency,C=JP");
    assert_string_equal(opened.id, "6U5RSWMBASG2");
    assert_string_equal(opened.holder.name, "");
    assert_int_equal(date_compare(opened.holder.birth, (struct date){1991, 2, 18}), 0);
    assert_string_equal(opened.traveller.name, "MIYAKE SHOTA");
    assert_string_equal(opened.traveller.passport, "TK0000000");
    assert_string_equal(opened.traveller.reference, "JPN90000120211209200002");
    assert_string_equal(opened.traveller.nationality, "");
    assert_int_equal(opened.count, 3);
    is_dose(&opened.doses[0], 1, (struct date){2021, 3, 1}, "FC9880");
    is_dose(&opened.doses[1], 2, (struct date){2021, 3, 23}, "FE8206");
    is_dose(&opened.doses[2], 3, (struct date){2021, 12, 1}, "FE9787");
    bytes_free(&text);
}

/* Its signer's days are 2021-11-16 to 2031-11-16; that its key was used only to 2023-02-16 does not
 * matter, since a seal does not say when it was made. */
static void it_is_valid_in_the_days_of_its_signer(void **state)
{
    static const struct {
        int64_t now;
        enum err code;
    } cases[] = {
        {1637030998, AK_T01}, {1637030999, ERR_OK}, {1767225600, ERR_OK},
        {1952563799, ERR_OK}, {1952563800, AK_T45},
    };
    struct bytes text = bytes_new(VDS_READ_MAX);

    (void)state;
    japan_seal(&text);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct opened opened;

        vds_open(bytes_view(&text), japan, cases[i].now, &opened);
        assert_int_equal(opened.code, cases[i].code);
        assert_int_equal(opened.verdict, cases[i].code == ERR_OK ? SEAL_VALID : SEAL_NOT_VALID);
    }
    bytes_free(&text);
}

static void without_its_csca_nothing_can_be_told(void **state)
{
    struct vds_trust *empty = vds_trust_new();
    struct bytes text = bytes_new(VDS_READ_MAX);
    struct opened opened;

    (void)state;
    assert_non_null(empty);
    japan_seal(&text);
    vds_open(bytes_view(&text), empty, AT_2022, &opened);
    assert_int_equal(opened.code, AK_T41);
    assert_int_equal(opened.verdict, SEAL_CANNOT_TELL);
    assert_string_equal(opened.traveller.name, "MIYAKE SHOTA");
    vds_open(bytes_view(&text), NULL, AT_2022, &opened);
    assert_int_equal(opened.code, AK_T41);
    bytes_free(&text);
    vds_trust_free(&empty);
}

/* ICAO's own sample, signed by a throw-away signer without any authority, `seq` as text, a next
 * dose named, and not in canonical form. */
static void the_sample_of_utopia_cannot_be_told(void **state)
{
    struct bytes text = bytes_new(1 << 14);
    struct opened opened;

    (void)state;
    assert_true(vds_sample_read(VECTORS "/vds-nc/utopia-1dose.json", &text));
    vds_open(bytes_view(&text), japan, AT_2022, &opened);
    assert_int_equal(opened.code, AK_T41);
    assert_int_equal(opened.verdict, SEAL_CANNOT_TELL);
    assert_string_equal(opened.issuer, "UTO");
    assert_string_equal(opened.traveller.name, "Smith Bill");
    assert_int_equal(opened.count, 1);
    assert_int_equal(opened.doses[0].dose.number, 1);
    assert_string_equal(opened.doses[0].vaccine, "Comirnaty");
    assert_string_equal(opened.doses[0].dose.product, ""); /* under a class that is not ours */
    assert_string_equal(opened.doses[0].authority, "RIVM");
    bytes_free(&text);
}

static void a_test_result_is_no_vaccination(void **state)
{
    struct bytes text = bytes_new(1 << 14);
    struct opened opened;

    (void)state;
    assert_true(vds_sample_read(VECTORS "/vds-nc/utopia-test.json", &text));
    assert_true(vds_is(bytes_view(&text)));
    vds_open(bytes_view(&text), japan, AT_2022, &opened);
    assert_int_equal(opened.code, AK_T32);
    assert_int_equal(opened.verdict, SEAL_NOT_VALID);
    bytes_free(&text);
}

/* The signatures of all three hold over what we make canonical: none is refused for its own. */
static void raw_is_what_was_signed(void **state)
{
    struct bytes text = bytes_new(VDS_READ_MAX), raw = bytes_new(VDS_READ_MAX);

    (void)state;
    japan_seal(&text);
    assert_true(vds_raw(bytes_view(&text), &raw));
    assert_int_equal(raw.len, 589);
    assert_memory_equal(raw.at, text.at + strlen("{\"data\":"), raw.len);
    bytes_free(&text);
    bytes_free(&raw);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_seal_of_japan_is_valid),
        cmocka_unit_test(it_is_valid_in_the_days_of_its_signer),
        cmocka_unit_test(without_its_csca_nothing_can_be_told),
        cmocka_unit_test(the_sample_of_utopia_cannot_be_told),
        cmocka_unit_test(a_test_result_is_no_vaccination),
        cmocka_unit_test(raw_is_what_was_signed),
    };

    return cmocka_run_group_tests(tests, trust_japan, end);
}
