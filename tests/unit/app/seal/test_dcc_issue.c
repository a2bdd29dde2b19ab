#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/record/vaccines.h"
#include "app/seal/dcc_id.h"
#include "dcc_sample.h"

#include <jansson.h>

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

static enum err issue(const struct certificate *certificate, size_t dose, char text[DCC_TEXT_MAX])
{
    return dcc_issue(&sample.issuer, &sample.keys, DCC_SAMPLE_NOW, certificate, dose, text,
                     DCC_TEXT_MAX);
}

static enum err try_issue(const struct certificate *certificate)
{
    char text[DCC_TEXT_MAX];

    return issue(certificate, 0, text);
}

/* The JSON of the dose's code. Free with json_decref. */
static json_t *content(const struct certificate *certificate, size_t dose)
{
    struct bytes raw = bytes_new(1 << 14);
    char text[DCC_TEXT_MAX];
    json_t *json = NULL;

    assert_int_equal(issue(certificate, dose, text), ERR_OK);
    assert_true(dcc_raw(view_text(text), &raw));
    json = json_loadb((const char *)raw.at, raw.len, 0, NULL);
    assert_non_null(json);
    bytes_free(&raw);
    return json;
}

static const char *text_at(const json_t *json, const char *group, const char *name)
{
    return json_string_value(json_object_get(json_object_get(json, group), name));
}

static json_t *entry_of(const json_t *json)
{
    return json_array_get(json_object_get(json, "v"), 0);
}

static int entry_number(const json_t *json, const char *name)
{
    return (int)json_integer_value(json_object_get(entry_of(json), name));
}

/* VRS-50, VRS-51: these members and no other. */
static void a_dose_is_said_member_by_member(void **state)
{
    static const char expected[] =
        "{\"ver\":\"1.3.0\",\"nam\":{\"fn\":\"AKASHI\",\"fnt\":\"AKASHI\",\"gn\":\"HANAKO\","
        "\"gnt\":\"HANAKO\"},\"dob\":\"1985-02-28\",\"v\":[{\"tg\":\"840539006\","
        "\"vp\":\"1119349007\",\"mp\":\"EU/1/20/1528\",\"ma\":\"ORG-100030215\",\"dn\":2,"
        "\"sd\":2,\"dt\":\"2021-02-28\",\"co\":\"JP\",\"is\":\"MHLW_Gov_of_JAPAN\","
        "\"ci\":\"URN:UVCI:01:JP:AKSH2345WXYZ#C\"}]}";
    struct certificate certificate;
    struct bytes raw = bytes_new(1 << 14);
    char text[DCC_TEXT_MAX];

    (void)state;
    dcc_sample_fill(&certificate, 2);
    assert_int_equal(issue(&certificate, 1, text), ERR_OK);
    assert_true(dcc_is(view_text(text)));
    assert_true(dcc_raw(view_text(text), &raw));
    assert_string_equal(bytes_text(&raw), expected);
    bytes_free(&raw);
}

static void every_product_of_ours_comes_back(void **state)
{
    const struct vaccine *vaccine = NULL;

    (void)state;
    for (size_t i = 0; (vaccine = vaccine_at(i)) != NULL; i++) {
        struct certificate certificate;
        struct opened opened;
        char text[DCC_TEXT_MAX];

        dcc_sample_fill(&certificate, 6);
        for (size_t dose = 0; dose < 6; dose++) {
            struct dose *given = &certificate.history.doses[dose];

            snprintf(given->product, sizeof given->product, "%s", vaccine->key);
            assert_int_equal(issue(&certificate, dose, text), ERR_OK);
            dcc_open(view_text(text), sample.trust, DCC_SAMPLE_NOW, &opened);
            assert_int_equal(opened.code, ERR_OK);
            assert_int_equal(opened.verdict, SEAL_VALID);
            assert_int_equal(opened.count, 1);
            assert_int_equal(opened.doses[0].dose.number, dose + 1);
            assert_string_equal(opened.doses[0].vaccine, vaccine->codes.eu_product);
            assert_string_equal(vaccine_by_key(opened.doses[0].dose.product)->codes.eu_product,
                                vaccine->codes.eu_product);
            assert_int_equal(date_compare(opened.doses[0].dose.date, given->date), 0);
            assert_string_equal(opened.doses[0].dose.country, "JPN");
            assert_string_equal(opened.holder.name, "AKASHI　HANAKO");
            assert_string_equal(opened.traveller.name, "AKASHI HANAKO");
            assert_int_equal(date_compare(opened.holder.birth, certificate.holder.birth), 0);
        }
    }
}

static void expect_numbers(const char *first, const char *product, const int sd[4])
{
    struct certificate certificate;

    dcc_sample_fill(&certificate, 4);
    for (size_t dose = 0; dose < 4; dose++)
        snprintf(certificate.history.doses[dose].product, PRODUCT_SIZE, "%s",
                 dose == 0 ? first : product);
    for (size_t dose = 0; dose < 4; dose++) {
        json_t *json = content(&certificate, dose);

        assert_int_equal(entry_number(json, "dn"), dose + 1);
        assert_int_equal(entry_number(json, "sd"), sd[dose]);
        json_decref(json);
    }
}

/* Regulation (EU) 2022/256: 3/3 after a series of two, 2/1 after a series of one. */
static void boosters_are_told_from_primary_doses(void **state)
{
    struct certificate certificate;
    json_t *json = NULL;

    (void)state;
    expect_numbers("comirnaty", "spikevax-ba45", (const int[]){2, 2, 3, 4});
    expect_numbers("jcovden", "comirnaty", (const int[]){1, 1, 1, 1});
    expect_numbers("comirnaty-6m-4y", "comirnaty-6m-4y-ba45", (const int[]){3, 3, 3, 4});
    /* Where the first dose is not on record, the dose itself tells. */
    dcc_sample_fill(&certificate, 1);
    certificate.history.doses[0].number = 3;
    json = content(&certificate, 0);
    assert_int_equal(entry_number(json, "dn"), 3);
    assert_int_equal(entry_number(json, "sd"), 3);
    json_decref(json);
}

static void a_name_is_parted_only_where_that_is_certain(void **state)
{
    struct certificate certificate;
    json_t *json = NULL;

    (void)state;
    dcc_sample_fill(&certificate, 1);
    snprintf(certificate.traveller.name, TRAVELLER_NAME_SIZE, "DE LA CRUZ MARIA");
    json = content(&certificate, 0);
    assert_string_equal(text_at(json, "nam", "fn"), "DE LA CRUZ MARIA");
    assert_string_equal(text_at(json, "nam", "fnt"), "DE<LA<CRUZ<MARIA");
    assert_null(json_object_get(json_object_get(json, "nam"), "gn"));
    assert_null(json_object_get(json_object_get(json, "nam"), "gnt"));
    json_decref(json);
    snprintf(certificate.traveller.name, TRAVELLER_NAME_SIZE, "SUKARNO");
    json = content(&certificate, 0);
    assert_string_equal(text_at(json, "nam", "fnt"), "SUKARNO");
    json_decref(json);
}

static void birth_dates_are_said_as_far_as_they_are_known(void **state)
{
    static const struct {
        struct date birth;
        const char *text;
    } cases[] = {{{1985, 2, 28}, "1985-02-28"},
                 {{2000, 2, 29}, "2000-02-29"},
                 {{1945, 3, 0}, "1945-03"},
                 {{1945, 0, 0}, "1945"},
                 {{0, 0, 0}, ""}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct certificate certificate;
        struct opened opened;
        char text[DCC_TEXT_MAX];
        json_t *json = NULL;

        dcc_sample_fill(&certificate, 1);
        certificate.holder.birth = cases[i].birth;
        json = content(&certificate, 0);
        assert_string_equal(json_string_value(json_object_get(json, "dob")), cases[i].text);
        json_decref(json);
        assert_int_equal(issue(&certificate, 0, text), ERR_OK);
        dcc_open(view_text(text), sample.trust, DCC_SAMPLE_NOW, &opened);
        assert_int_equal(opened.code, ERR_OK);
        assert_memory_equal(&opened.holder.birth, &cases[i].birth, sizeof(struct date));
    }
}

/* The schema's own example; and our form of it. */
static void identifiers_have_their_check_character(void **state)
{
    char id[81];

    (void)state;
    assert_true(dcc_id_write("NL", "DADFCC47C7334E45A906DB12FD859FB7", id, sizeof id));
    assert_string_equal(id, "URN:UVCI:01:NL:DADFCC47C7334E45A906DB12FD859FB7#1");
    assert_true(dcc_id_same(id, "URN:UVCI:01:NL:DADFCC47C7334E45A906DB12FD859FB7"));
    assert_false(dcc_id_same(id, "URN:UVCI:01:NL:DADFCC47C7334E45A906DB12FD859FB"));
    assert_false(dcc_id_same(id, "URN:UVCI:01:NL:DADFCC47C7334E45A906DB12FD859FB8"));
    assert_false(dcc_id_same("#1", "#1"));
    assert_false(dcc_id_write("NL", "abc", id, sizeof id));
    assert_false(dcc_id_write("NL", "DADFCC47C7334E45A906DB12FD859FB7", id, 49));
    assert_true(dcc_id_write("NL", "DADFCC47C7334E45A906DB12FD859FB7", id, 50));
}

static void what_cannot_be_said_is_not_issued(void **state)
{
    struct certificate whole, bad;

    (void)state;
    dcc_sample_fill(&whole, 1);
    assert_int_equal(try_issue(&whole), ERR_OK);
    bad = whole;
    bad.traveller.name[0] = 0; /* a domestic certificate has no roman name */
    assert_int_equal(try_issue(&bad), AK_D60);
    snprintf(bad.traveller.name, TRAVELLER_NAME_SIZE, "Akashi Hanako");
    assert_int_equal(try_issue(&bad), AK_D60);
    snprintf(bad.traveller.name, TRAVELLER_NAME_SIZE, "AKASHI  HANAKO");
    assert_int_equal(try_issue(&bad), AK_D60);
    snprintf(bad.traveller.name, TRAVELLER_NAME_SIZE, "AKASHI ");
    assert_int_equal(try_issue(&bad), AK_D60);
    bad = whole;
    snprintf(bad.history.doses[0].product, PRODUCT_SIZE, "elixir");
    assert_int_equal(try_issue(&bad), AK_D60);
    bad = whole;
    snprintf(bad.history.doses[0].country, COUNTRY_SIZE, "UTO");
    assert_int_equal(try_issue(&bad), AK_D60);
    bad = whole;
    bad.history.doses[0].date.day = 0;
    assert_int_equal(try_issue(&bad), AK_D60);
    bad = whole;
    bad.history.doses[0].number = 0;
    assert_int_equal(try_issue(&bad), AK_D60);
    bad = whole;
    bad.holder.birth = (struct date){1899, 12, 31};
    assert_int_equal(try_issue(&bad), AK_D60);
    bad = whole;
    bad.serial[0] = 0;
    assert_int_equal(try_issue(&bad), AK_D60);
    bad = whole;
    bad.history.found = FOUND_UNKNOWN;
    assert_int_equal(try_issue(&bad), AK_D60);
    bad = whole;
    bad.history.count = 0;
    assert_int_equal(try_issue(&bad), AK_D60);
}

static void without_a_signature_or_room_there_is_no_code(void **state)
{
    struct certificate certificate;
    char text[DCC_TEXT_MAX];

    (void)state;
    dcc_sample_fill(&certificate, 1);
    sample.refuse = true;
    assert_int_equal(issue(&certificate, 0, text), AK_D61);
    sample.refuse = false;
    sample.issuer.expires = DCC_SAMPLE_NOW;
    assert_int_equal(issue(&certificate, 0, text), AK_D60);
    sample.issuer.expires = DCC_SAMPLE_ENDS;
    assert_int_equal(
        dcc_issue(&sample.issuer, &sample.keys, DCC_SAMPLE_NOW, &certificate, 0, text, 100),
        AK_D60);
    assert_int_equal(
        dcc_issue(&sample.issuer, &sample.keys, DCC_SAMPLE_NOW, &certificate, 1, text, sizeof text),
        AK_D60);
}

/* A code goes into struct code, and into a symbol that prints well: certificates.md §6 has 544
 * signs for one dose. */
static void codes_stay_small(void **state)
{
    struct certificate certificate;
    char text[CODE_TEXT_SIZE];

    (void)state;
    dcc_sample_fill(&certificate, 1);
    snprintf(certificate.traveller.name, TRAVELLER_NAME_SIZE,
             "ABCDEFGHIJKLMNOPQRS TUVWXYZABCDEFGHIJKL");
    assert_int_equal(
        dcc_issue(&sample.issuer, &sample.keys, DCC_SAMPLE_NOW, &certificate, 0, text, sizeof text),
        ERR_OK);
    assert_in_range(strlen(text), 400, 700);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_dose_is_said_member_by_member),
        cmocka_unit_test(every_product_of_ours_comes_back),
        cmocka_unit_test(boosters_are_told_from_primary_doses),
        cmocka_unit_test(a_name_is_parted_only_where_that_is_certain),
        cmocka_unit_test(birth_dates_are_said_as_far_as_they_are_known),
        cmocka_unit_test(identifiers_have_their_check_character),
        cmocka_unit_test(what_cannot_be_said_is_not_issued),
        cmocka_unit_test(without_a_signature_or_room_there_is_no_code),
        cmocka_unit_test(codes_stay_small),
    };

    return cmocka_run_group_tests(tests, open_sample, close_sample);
}
