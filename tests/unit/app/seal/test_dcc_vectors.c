#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/record/vaccines.h"
#include "app/seal/dcc.h"
#include "app/seal/dcc_countries.h"
#include "app/seal/dcc_payload.h"
#include "crypto/base64.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* How far a code came, in the words of the test data. Each check presupposes those before it. */
enum stage {
    UNPREFIX,
    B45DECODE,
    COMPRESSION,
    DECODE,
    SCHEMAVALIDATION,
    VERIFY,
    EXPIRATIONCHECK,
    KEYUSAGE,
    ALL
};

static const struct {
    const char *name;
    enum stage stage;
} expectations[] = {
    {"EXPECTEDUNPREFIX", UNPREFIX},       {"EXPECTEDB45DECODE", B45DECODE},
    {"EXPECTEDCOMPRESSION", COMPRESSION}, {"EXPECTEDDECODE", DECODE},
    {"EXPECTEDVALIDJSON", DECODE},        {"EXPECTEDSCHEMAVALIDATION", SCHEMAVALIDATION},
    {"EXPECTEDVERIFY", VERIFY},           {"EXPECTEDEXPIRATIONCHECK", EXPIRATIONCHECK},
    {"EXPECTEDKEYUSAGE", KEYUSAGE},
};

static const struct vector {
    const char *file, *country;
    enum err code;
    const char *differs; /* the expectation that we do not follow */
} vectors[] = {
    {"AT/1", "AT", ERR_OK, NULL},
    {"CH/1", "CH", ERR_OK, NULL},               /* PS256 */
    {"NL/087-vaccination", "NL", AK_D38, NULL}, /* born after the dose */
    {"NL/091-vaccination", "NL", ERR_OK, NULL}, /* born 1963-00, and an unknown product */
    {"NL/216-test-wrong-key", "NL", AK_D51, NULL},
    {"SE/1", "SE", ERR_OK, NULL},
    {"SE/2", "SE", AK_D52, NULL}, /* a date behind CBOR's tag for dates */
    {"SG/1", "SG", ERR_OK, NULL}, /* a member of its own */
    {"common/B1", "AT", AK_D32, NULL},
    {"common/CBO1", "AT", AK_D37, NULL},
    {"common/CBO2", "AT", AK_D34, NULL},
    {"common/CO1", "AT", ERR_OK, NULL},
    {"common/CO10", "AT", AK_D51, NULL},
    {"common/CO11", "AT", AK_D51, NULL},
    {"common/CO12", "AT", AK_D52, NULL},
    {"common/CO13", "AT", ERR_OK, NULL},
    {"common/CO14", "AT", AK_D52, NULL},
    {"common/CO15", "AT", AK_D52, NULL},
    {"common/CO16", "AT", AK_D01, NULL},
    {"common/CO17", "AT", AK_D43, NULL},
    {"common/CO18", "AT", AK_D52, NULL},
    {"common/CO19", "AT", AK_D52, NULL},
    {"common/CO2", "AT", ERR_OK, NULL},
    /* The algorithm stands where it is not signed for. */
    {"common/CO20", "AT", AK_D35, "EXPECTEDVERIFY"},
    {"common/CO21", "AT", AK_D52, NULL},
    {"common/CO22", "AT", AK_D35, NULL},
    {"common/CO23", "AT", AK_D35, NULL},
    {"common/CO28", "SE", ERR_OK, NULL},
    {"common/CO3", "AT", ERR_OK, NULL},
    {"common/CO5", "AT", AK_D48, NULL},
    {"common/CO6", "AT", AK_D51, NULL},
    {"common/CO7", "AT", AK_D51, NULL},
    {"common/CO8", "AT", AK_D51, NULL},
    {"common/CO9", "AT", AK_D51, NULL},
    {"common/DGC1", "AT", AK_D38, NULL},
    {"common/DGC2", "AT", AK_D38, NULL},
    {"common/DGC3", "AT", AK_D52, NULL},
    {"common/DGC4", "AT", AK_D52, NULL},
    {"common/DGC5", "AT", AK_D52, NULL},
    {"common/DGC6", "AT", ERR_OK, NULL},
    {"common/H1", "AT", AK_D30, NULL},
    {"common/H2", "AT", AK_D30, NULL},
    {"common/H3", "AT", AK_D30, NULL},
    {"common/Q1", "AT", ERR_OK, NULL}, /* only its picture is spoilt */
    {"common/Z1", "AT", AK_D33, NULL},
    {"common/Z2", "AT", AK_D33, NULL},
};

static enum stage stage_of(enum err code)
{
    switch (code) {
    case AK_D30:
        return UNPREFIX;
    case AK_D32:
        return B45DECODE;
    case AK_D33:
        return COMPRESSION;
    case AK_D34:
    case AK_D37:
        return DECODE;
    case AK_D38:
        return SCHEMAVALIDATION;
    case AK_D35:
    case AK_D36:
    case AK_D46:
    case AK_D48:
        return VERIFY;
    case AK_D01:
    case AK_D43:
        return EXPIRATIONCHECK;
    case AK_D51:
        return KEYUSAGE;
    default:
        return ALL;
    }
}

static json_t *load(const char *folder, const char *name)
{
    char path[512];
    json_t *json = NULL;

    snprintf(path, sizeof path, "%s/%s/%s.json", VECTORS, folder, name);
    json = json_load_file(path, 0, NULL);
    if (json == NULL)
        fail_msg("cannot read %s", path);
    return json;
}

static const char *text_of(const json_t *json, const char *name)
{
    const char *text = json_string_value(json_object_get(json, name));

    return text != NULL ? text : "";
}

/* "2021-05-03T18:00:00Z", also with a fraction, or a zone of whole hours. */
static int64_t clock_of(const char *text)
{
    struct tm at = {0};
    const char *rest = strptime(text, "%Y-%m-%dT%H:%M:%S", &at);
    const char *zone = rest != NULL ? strchr(rest, '+') : NULL;

    assert_non_null(rest);
    return (int64_t)timegm(&at) - (zone != NULL ? 3600 * strtol(zone + 1, NULL, 10) : 0);
}

static struct dcc_trust *trust_of(const json_t *context, const char *country)
{
    struct bytes der = bytes_new(1 << 14);
    struct dcc_trust *trust = dcc_trust_new();

    assert_true(base64_decode(view_text(text_of(context, "CERTIFICATE")), &der));
    assert_int_equal(dcc_trust_add(trust, country, bytes_view(&der)), ERR_OK);
    bytes_free(&der);
    return trust;
}

static void compare(const struct vector *vector, const json_t *expected, enum stage reached)
{
    for (size_t i = 0; i < sizeof expectations / sizeof *expectations; i++) {
        const json_t *value = json_object_get(expected, expectations[i].name);
        enum stage stage = expectations[i].stage;
        bool follows = value == NULL || (json_is_true(value) ? reached != stage : reached <= stage);
        bool differs =
            vector->differs != NULL && strcmp(vector->differs, expectations[i].name) == 0;

        if (follows == differs)
            fail_msg("%s: %s", vector->file, expectations[i].name);
    }
}

static void compare_content(const char *file, const char *text, const json_t *expected)
{
    struct bytes raw = bytes_new(1 << 14);
    json_t *json = NULL;

    if (dcc_raw(view_text(text), &raw) && expected != NULL)
        json = json_loadb((const char *)raw.at, raw.len, 0, NULL);
    if (json != NULL && !json_equal(json, expected))
        fail_msg("%s: its content differs", file);
    json_decref(json);
    bytes_free(&raw);
}

static void every_public_code_is_judged_as_its_file_expects(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
        const struct vector *vector = &vectors[i];
        json_t *json = load("dgc-testdata", vector->file);
        const json_t *context = json_object_get(json, "TESTCTX");
        struct dcc_trust *trust = trust_of(context, vector->country);
        const char *text = text_of(json, "PREFIX");
        struct opened opened;

        dcc_open(view_text(text), trust, clock_of(text_of(context, "VALIDATIONCLOCK")), &opened);
        if (opened.code != vector->code)
            fail_msg("%s: %s", vector->file, err_name(opened.code));
        compare(vector, json_object_get(json, "EXPECTEDRESULTS"), stage_of(opened.code));
        compare_content(vector->file, text, json_object_get(json, "JSON"));
        dcc_trust_free(&trust);
        json_decref(json);
    }
}

static void a_public_code_is_read_field_by_field(void **state)
{
    json_t *json = load("dgc-testdata", "SE/1");
    struct opened opened;

    (void)state;
    dcc_open(view_text(text_of(json, "PREFIX")), NULL, 0, &opened);
    assert_string_equal(opened.issuer, "SE");
    assert_string_equal(opened.signer, "5f74910195c5cecb");
    assert_string_equal(opened.holder.name, "Lövström　Oscar");
    assert_string_equal(opened.traveller.name, "LOEVSTROEM OSCAR");
    assert_int_equal(date_compare(opened.holder.birth, (struct date){1958, 11, 11}), 0);
    assert_int_equal(opened.count, 1);
    assert_string_equal(opened.doses[0].dose.country, "SWE");
    assert_int_equal(opened.code, AK_D46);
    json_decref(json);
}

static bool is_payload(const char *name)
{
    json_t *json = load("eu-dcc-schema", name);
    struct opened opened = {0};
    struct dcc_subject subject;
    bool good = dcc_payload_read(json, &opened, &subject);

    json_decref(json);
    return good;
}

static void the_schemas_examples_are_taken_and_its_negatives_refused(void **state)
{
    (void)state;
    assert_true(is_payload("example-simple"));
    assert_true(is_payload("example-special-case-only-family-name"));
    assert_true(is_payload("example-standard_case_1-of-2-moderna"));
    assert_true(is_payload("example-standard_case_3-of-3-moderna-moderna-moderna"));
    assert_false(is_payload("invalid-invalid_vac"));
    assert_false(is_payload("invalid-missing_dob"));
    assert_false(is_payload("invalid-missing_fnt_gnt"));
}

static bool has_value(const char *set, const char *value)
{
    json_t *json = load("eu-dcc-valuesets", set);
    bool found = json_object_get(json_object_get(json, "valueSetValues"), value) != NULL;

    json_decref(json);
    return found;
}

/* Product, maker and kind as the encoding instructions put them together. */
static bool is_instructed(const struct vaccine_codes *codes)
{
    json_t *json = load("eu-dcc-valuesets", "vaccine-encoding-instructions");
    const char *name = NULL;
    json_t *product = NULL;
    bool found = false;

    json_object_foreach(json_object_get(json, "valueSetValues"), name, product)
    {
        const json_t *kinds = json_object_get(product, "sct-codes");

        if (strcmp(text_of(product, "vaccine-code"), codes->eu_product) != 0 ||
            strcmp(text_of(product, "vaccine-manufacturer"), codes->eu_maker) != 0)
            continue;
        for (size_t i = 0; i < json_array_size(kinds); i++)
            found =
                found || strcmp(json_string_value(json_array_get(kinds, i)), codes->eu_kind) == 0;
    }
    json_decref(json);
    return found;
}

static void our_products_stand_in_the_value_sets(void **state)
{
    const struct vaccine *vaccine = NULL;

    (void)state;
    assert_true(has_value("disease-agent-targeted", VACCINE_DISEASE_SNOMED));
    for (size_t i = 0; (vaccine = vaccine_at(i)) != NULL; i++) {
        assert_true(has_value("vaccine-medicinal-product", vaccine->codes.eu_product));
        assert_true(has_value("vaccine-mah-manf", vaccine->codes.eu_maker));
        assert_true(has_value("vaccine-prophylaxis", vaccine->codes.eu_kind));
        if (!is_instructed(&vaccine->codes))
            fail_msg("%s", vaccine->key);
    }
}

static void every_country_of_the_value_set_is_known(void **state)
{
    json_t *json = load("eu-dcc-valuesets", "country-2-codes");
    const char *two = NULL;
    json_t *unused = NULL;
    char three[COUNTRY_SIZE], back[DCC_COUNTRY_SIZE];

    (void)state;
    json_object_foreach(json_object_get(json, "valueSetValues"), two, unused)
    {
        assert_true(dcc_country_long(two, three));
        assert_true(dcc_country_short(three, back));
        assert_string_equal(back, two);
    }
    assert_true(dcc_country_long("JP", three));
    assert_string_equal(three, "JPN");
    assert_false(dcc_country_long("", three));
    assert_false(dcc_country_long("J", three));
    assert_false(dcc_country_long("JPN", three));
    assert_false(dcc_country_short("", back));
    assert_false(dcc_country_short("PN", back));
    json_decref(json);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_public_code_is_judged_as_its_file_expects),
        cmocka_unit_test(a_public_code_is_read_field_by_field),
        cmocka_unit_test(the_schemas_examples_are_taken_and_its_negatives_refused),
        cmocka_unit_test(our_products_stand_in_the_value_sets),
        cmocka_unit_test(every_country_of_the_value_set_is_known),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
