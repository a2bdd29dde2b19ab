#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "signed.h"

#include "app/seal/trust_inside.h"
#include "crypto/base64.h"
#include "crypto/digest.h"

#include <jansson.h>
#include <stdlib.h>

/* Places in a good card. */
enum place {
    VC_,
    SUBJECT_,
    BUNDLE_,
    PATIENT_ENTRY,
    PERSON,
    NAME,
    DOSE_ENTRY,
    DOSE_,
    CONCEPT,
    CODING
};

static json_t *entry_of(json_t *subject, size_t i)
{
    json_t *bundle = json_object_get(subject, "fhirBundle");

    return json_array_get(json_object_get(bundle, "entry"), i);
}

static json_t *find_place(json_t *claims, enum place place)
{
    json_t *vc = json_object_get(claims, "vc");
    json_t *subject = json_object_get(vc, "credentialSubject");
    json_t *person = json_object_get(entry_of(subject, 0), "resource");
    json_t *dose = json_object_get(entry_of(subject, 1), "resource");
    json_t *concept = json_object_get(dose, "vaccineCode");
    json_t *places[] = {[VC_] = vc,
                        [SUBJECT_] = subject,
                        [BUNDLE_] = json_object_get(subject, "fhirBundle"),
                        [PATIENT_ENTRY] = entry_of(subject, 0),
                        [PERSON] = person,
                        [NAME] = json_array_get(json_object_get(person, "name"), 0),
                        [DOSE_ENTRY] = entry_of(subject, 1),
                        [DOSE_] = dose,
                        [CONCEPT] = concept,
                        [CODING] = json_array_get(json_object_get(concept, "coding"), 0)};

    return places[place];
}

/* Opens the good card with one member set to `value` (JSON), or taken out where it is NULL. */
static void open_with(enum place place, const char *member, const char *value, struct opened *out)
{
    json_t *claims = json_loads(GOOD, 0, NULL);
    json_t *object = find_place(claims, place);
    char *text = NULL;

    assert_non_null(object);
    if (value == NULL)
        assert_int_equal(json_object_del(object, member), 0);
    else
        assert_int_equal(
            json_object_set_new(object, member, json_loads(value, JSON_DECODE_ANY, NULL)), 0);
    text = json_dumps(claims, JSON_COMPACT);
    open_payload(view_text(text), SAMPLE_NOW, out);
    free(text);
    json_decref(claims);
}

struct change {
    enum place place;
    const char *member, *value;
    enum err code;
};

static void expect(const struct change *changes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct opened opened;

        open_with(changes[i].place, changes[i].member, changes[i].value, &opened);
        if (opened.code != changes[i].code)
            print_error("%s=%s: %s\n", changes[i].member,
                        changes[i].value != NULL ? changes[i].value : "(out)",
                        err_name(opened.code));
        assert_int_equal(opened.code, changes[i].code);
        assert_int_equal(opened.verdict, opened.code == ERR_OK ? SEAL_VALID : SEAL_NOT_VALID);
    }
}

#define EXPECT(changes) expect(changes, sizeof(changes) / sizeof *(changes))

static void only_health_cards_of_r4_are_read(void **state)
{
    static const struct change changes[] = {
        {SUBJECT_, "fhirVersion", "\"4.0.1\"", ERR_OK},
        {SUBJECT_, "fhirVersion", "\"4.0.0\"", ERR_OK},
        {SUBJECT_, "fhirVersion", "\"4.0.2\"", AK_V44},
        {SUBJECT_, "fhirVersion", "\"4.0.1-cibuild\"", AK_V44},
        {SUBJECT_, "fhirVersion", "\"4.0.\"", AK_V44},
        {SUBJECT_, "fhirVersion", "\"4.0\"", AK_V44},
        {SUBJECT_, "fhirVersion", "\"4.3.0\"", AK_V44},
        {SUBJECT_, "fhirVersion", "\"5.0.0\"", AK_V44},
        {SUBJECT_, "fhirVersion", "\"3.0.1\"", AK_V44},
        {SUBJECT_, "fhirVersion", "\" 4.0.1\"", AK_V44},
        {SUBJECT_, "fhirVersion", "4.0", AK_V44},
        {SUBJECT_, "fhirVersion", NULL, AK_V44},
        {VC_, "type", "[\"https://smarthealth.cards#health-card\"]", ERR_OK},
        {VC_, "type",
         "[\"https://smarthealth.cards#covid19\",\"https://smarthealth.cards#immunization\","
         "\"https://smarthealth.cards#health-card\"]",
         ERR_OK},
        {VC_, "type", "[\"https://smarthealth.cards#covid19\"]", AK_V44},
        {VC_, "type", "\"https://smarthealth.cards#health-card\"", AK_V44},
        {VC_, "type", "[7]", AK_V44},
        {VC_, "type", "[]", AK_V44},
        {VC_, "type", NULL, AK_V44},
        {VC_, "rid", "\"a-Z_09\"", ERR_OK},
        {VC_, "rid", "\"123456789012345678901234\"", ERR_OK},
        {VC_, "rid", "\"1234567890123456789012345\"", AK_V44},
        {VC_, "rid", "\"a+b\"", AK_V44},
        {VC_, "rid", "\"a.1637000000\"", AK_V44},
        {VC_, "rid", "\"\"", AK_V44},
        {VC_, "rid", "7", AK_V44},
        {VC_, "credentialSubject", NULL, AK_V44},
    };

    (void)state;
    EXPECT(changes);
}

/* What a card that fits into a symbol is defined not to have, and what would change the meaning of
 * the rest for a reader that knows it. */
static void what_a_card_must_not_have(void **state)
{
    static const struct change changes[] = {
        {BUNDLE_, "id", "\"a\"", AK_V54},
        {PERSON, "id", "\"a\"", AK_V54},
        {DOSE_, "id", "\"a\"", AK_V54},
        {PERSON, "text", "{\"div\":\"a\"}", AK_V54},
        {DOSE_, "text", "{\"div\":\"a\"}", AK_V54},
        {BUNDLE_, "meta", "{\"lastUpdated\":\"2021-01-01\"}", AK_V54},
        {PERSON, "meta", "{\"versionId\":\"1\"}", AK_V54},
        {DOSE_, "meta", "{\"profile\":[\"a\"]}", AK_V54},
        {DOSE_, "meta", "{\"security\":[{\"code\":\"IAL2\"}],\"id\":\"a\"}", AK_V54},
        {DOSE_, "meta", "{\"security\":{\"code\":\"IAL2\"}}", AK_V54},
        {DOSE_, "meta", "{\"security\":[]}", AK_V54},
        {DOSE_, "meta", "{}", AK_V54},
        {DOSE_, "meta", "7", AK_V54},
        {DOSE_, "lotNumber", "\"\"", AK_V54},
        {DOSE_, "lotNumber", "null", AK_V54},
        {DOSE_, "performer", "[]", AK_V54},
        {DOSE_, "performer", "[{\"actor\":{}}]", AK_V54},
        {CONCEPT, "coding", "[]", AK_V54},
        {NAME, "given", "[]", AK_V54},
        {NAME, "given", "[\"花子\",\"\"]", AK_V54},
        {NAME, "given", "[null]", AK_V54},
        {NAME, "family", "\"\"", AK_V54},
        {PERSON, "name", "[]", AK_V54},
        {PERSON, "name", "[{}]", AK_V54},
        {PERSON, "photo", "[{\"data\":\"\"}]", AK_V54},
        {BUNDLE_, "entry", "[]", AK_V54},
        {SUBJECT_, "fhirBundle", "{}", AK_V54},
        {BUNDLE_, "implicitRules", "\"http://rules.example\"", AK_V54},
        {PERSON, "implicitRules", "\"http://rules.example\"", AK_V54},
        {DOSE_, "modifierExtension", "[{\"url\":\"http://a.example\",\"valueBoolean\":true}]",
         AK_V54},
        {DOSE_, "performer",
         "[{\"modifierExtension\":[{\"url\":\"http://a.example\"}],\"actor\":{\"display\":\"a\"}}]",
         AK_V54},
    };

    (void)state;
    EXPECT(changes);
}

static void what_is_no_vaccination_card(void **state)
{
    static const struct change changes[] = {
        {SUBJECT_, "fhirBundle", NULL, AK_V45},
        {SUBJECT_, "fhirBundle", "[7]", AK_V45},
        {SUBJECT_, "fhirBundle", "\"a\"", AK_V45},
        {BUNDLE_, "resourceType", "\"List\"", AK_V45},
        {BUNDLE_, "resourceType", NULL, AK_V45},
        {BUNDLE_, "entry", "[" PATIENT "]", AK_V45},
        {BUNDLE_, "entry", "[" DOSE "]", AK_V45},
        {BUNDLE_, "entry", "[" PATIENT "," PATIENT "," DOSE "]", AK_V45},
        {BUNDLE_, "entry", "[" PATIENT "," DOSE ",7]", AK_V45},
        {BUNDLE_, "entry", "[" PATIENT "," DOSE ",{\"fullUrl\":\"resource:2\"}]", AK_V45},
        {BUNDLE_, "entry", "{\"0\":" PATIENT "}", AK_V45},
        {PATIENT_ENTRY, "fullUrl", NULL, AK_V45},
        {PATIENT_ENTRY, "fullUrl", "\"resource:7\"", AK_V45},
        {PATIENT_ENTRY, "fullUrl", "0", AK_V45},
        {DOSE_ENTRY, "fullUrl", NULL, AK_V45},
        {DOSE_ENTRY, "fullUrl", "\"resource:0\"", AK_V45},
        {PERSON, "name", NULL, AK_V45},
        {PERSON, "name", "\"証　花子\"", AK_V45},
        {PERSON, "name", "[\"証　花子\"]", AK_V45},
        {PERSON, "name", "[{\"use\":\"usual\"}]", AK_V45},
        {PERSON, "name", "[{\"text\":7}]", AK_V45},
        {NAME, "family", "7", AK_V45},
        {NAME, "family", "[\"証\"]", AK_V45},
        {NAME, "given", "\"花子\"", AK_V45},
        {NAME, "given", "[7]", AK_V45},
        {PERSON, "birthDate", "\"1985-02-30\"", AK_V45},
        {PERSON, "birthDate", "\"1985-02-00\"", AK_V45},
        {PERSON, "birthDate", "\"1985-13\"", AK_V45},
        {PERSON, "birthDate", "\"1985-2\"", AK_V45},
        {PERSON, "birthDate", "\"1985-02-28T00:00:00Z\"", AK_V45},
        {PERSON, "birthDate", "19850228", AK_V45},
        {PERSON, "active", "false", AK_V45},
        {PERSON, "deceasedBoolean", "true", AK_V45},
        {PERSON, "deceasedDateTime", "\"2021-07-01\"", AK_V45},
        {PERSON, "link", "[{\"type\":\"replaced-by\"}]", AK_V45},
        {DOSE_, "status", "\"not-done\"", AK_V45},
        {DOSE_, "status", "\"entered-in-error\"", AK_V45},
        {DOSE_, "status", NULL, AK_V45},
        {DOSE_, "patient", NULL, AK_V45},
        {DOSE_, "patient", "{\"reference\":\"resource:9\"}", AK_V45},
        {DOSE_, "patient", "\"resource:0\"", AK_V45},
        {DOSE_, "vaccineCode", NULL, AK_V45},
        {CONCEPT, "coding", NULL, AK_V54},
        {CONCEPT, "coding", "{\"system\":\"http://hl7.org/fhir/sid/cvx\"}", AK_V45},
        {CODING, "code", NULL, AK_V45},
        {CODING, "code", "208", AK_V45},
        {CODING, "system", NULL, AK_V45},
        {CONCEPT, "coding",
         "[{\"system\":\"http://hl7.org/fhir/sid/cvx\",\"code\":\"208\"},"
         "{\"system\":\"http://hl7.org/fhir/sid/cvx\",\"code\":\"207\"}]",
         AK_V45},
        {DOSE_, "occurrenceDateTime", NULL, AK_V45},
        {DOSE_, "occurrenceDateTime", "\"2021-06\"", AK_V45},
        {DOSE_, "occurrenceDateTime", "\"2021\"", AK_V45},
        {DOSE_, "occurrenceDateTime", "\"2021-06-31\"", AK_V45},
        {DOSE_, "occurrenceDateTime", "\"2021-06-01T\"", AK_V45},
        {DOSE_, "occurrenceDateTime", "\"2021-06-01T09:00\"", AK_V45},
        {DOSE_, "occurrenceDateTime", "\"2021-06-01T25:00:00Z\"", AK_V45},
        {DOSE_, "occurrenceDateTime", "\"2021-06-01T09:00:00Z \"", AK_V45},
        {DOSE_, "occurrenceDateTime", "\"2021-06-01 09:00:00Z\"", AK_V45},
        {DOSE_, "occurrenceString", "\"spring\"", AK_V45},
        {DOSE_, "lotNumber", "7", AK_V45},
        {DOSE_, "isSubpotent", "\"true\"", AK_V45},
        {DOSE_, "performer", "[{\"actor\":{\"display\":7}}]", AK_V45},
    };

    (void)state;
    EXPECT(changes);
}

/* A text from outside is shown to people, also before anything of it is believed: it cannot move
 * the cursor, begin a line of its own or turn the direction of writing. */
static void texts_that_would_disguise_themselves_are_refused(void **state)
{
    static const struct change changes[] = {
        {NAME, "family", "\"\\u001b[2J\"", AK_V45},
        {NAME, "family", "\"証\\n判定：有効\"", AK_V45},
        {NAME, "family", "\"証\\u0085\"", AK_V45},
        {NAME, "family", "\"証\\u009b\"", AK_V45},
        {NAME, "family", "\"証\\u007f\"", AK_V45},
        {NAME, "family", "\"\\u202e証\"", AK_V45},
        {NAME, "family", "\"\\u2028証\"", AK_V45},
        {NAME, "family", "\"証\\u2069\"", AK_V45},
        {NAME, "given", "[\"花子\\t\"]", AK_V45},
        {DOSE_, "lotNumber", "\"EY\\r\"", AK_V45},
        {CODING, "code", "\"208\\n\"", AK_V45},
        {CODING, "system", "\"http://a.example\\u2067\"", AK_V45},
        {DOSE_, "performer", "[{\"actor\":{\"display\":\"a\\u001b\"}}]", AK_V45},
        /* Neighbours that are plain letters: U+00A0, U+2027, U+202F, U+2065, U+206A. */
        {NAME, "family", "\"証\\u00a0\\u2027\\u202f\\u2065\\u206a\"", ERR_OK},
    };

    (void)state;
    EXPECT(changes);
}

/* Genuine all the same: Japan's own cards of both kinds, and what others tell beyond need. */
static void what_is_passed_over(void **state)
{
    static const struct change changes[] = {
        {NAME, "use", "\"usual\"", ERR_OK},
        {NAME, "prefix", "[\"Dr.\"]", ERR_OK},
        {NAME, "text", "\"証 花子\"", ERR_OK},
        {PERSON, "birthDate", NULL, ERR_OK},
        {PERSON, "gender", "\"female\"", ERR_OK},
        {PERSON, "identifier", "[{\"value\":\"1\"}]", ERR_OK},
        {PERSON, "telecom", "[{\"system\":\"phone\",\"value\":\"1\"}]", ERR_OK},
        {PERSON, "address", "[{\"country\":\"JP\"}]", ERR_OK},
        {PERSON, "meta", "{\"security\":[{\"code\":\"IAL2\"}]}", ERR_OK},
        {BUNDLE_, "type", "\"batch\"", ERR_OK},
        {BUNDLE_, "type", NULL, ERR_OK},
        {DOSE_, "meta",
         "{\"security\":[{\"system\":\"https://smarthealth.cards/ial\",\"code\":\"IAL1.2\"}]}",
         ERR_OK},
        {DOSE_, "meta", "{\"security\":[{\"code\":\"IAL9\"}]}", ERR_OK},
        {DOSE_, "occurrenceDateTime", "\"2021-06-01T09:00:00+09:00\"", ERR_OK},
        {DOSE_, "occurrenceDateTime", "\"2021-06-01T23:59:60.25Z\"", ERR_OK},
        {DOSE_, "lotNumber", NULL, ERR_OK},
        {DOSE_, "performer", NULL, ERR_OK},
        {DOSE_, "performer", "[{\"actor\":{\"reference\":\"resource:2\"}}]", ERR_OK},
        {DOSE_, "isSubpotent", "false", ERR_OK},
        {DOSE_, "protocolApplied", "[{\"doseNumberPositiveInt\":2}]", ERR_OK},
        {DOSE_, "manufacturer", "{\"identifier\":{\"value\":\"a\"}}", ERR_OK},
        {DOSE_, "primarySource", "true", ERR_OK},
        {CONCEPT, "text", "\"COMIRNATY\"", ERR_OK},
        {CODING, "display", "\"COMIRNATY\"", ERR_OK},
    };

    (void)state;
    EXPECT(changes);
}

#define JAPANS_DOSE(url, date, lot)                                                                \
    "{\"fullUrl\":\"" url "\",\"resource\":{\"status\":\"completed\",\"vaccineCode\":{"            \
    "\"coding\":[{\"system\":\"http://hl7.org/fhir/sid/cvx\",\"code\":\"207\"}]},\"patient\":{"    \
    "\"reference\":\"resource:0\"},\"occurrenceDateTime\":\"" date "\",\"lotNumber\":\"" lot       \
    "\",\"performer\":[{\"actor\":{\"display\":\"MHLW_Gov_of_JAPAN\"}}],\"resourceType\":"         \
    "\"Immunization\"}}"
#define JAPANS_CARD(nbf, more_types)                                                               \
    "{" ISS "\"nbf\":" nbf                                                                         \
    ",\"vc\":{\"type\":[\"https://smarthealth.cards#health-card\"" more_types                      \
    "],\"credentialSubject\":{\"fhirVersion\":\"4.0.1\",\"fhirBundle\":{\"resourceType\":"         \
    "\"Bundle\",\"type\":\"collection\",\"entry\":[{\"fullUrl\":\"resource:0\",\"resource\":{"     \
    "\"name\":[{\"use\":\"usual\",\"family\":\"見本\",\"given\":[\"太郎\"]}],\"birthDate\":"   \
    "\"1970-01-01\",\"resourceType\":\"Patient\"}}," JAPANS_DOSE(                                  \
        "resource:1", "2021-06-01", "3001651") "," JAPANS_DOSE("resource:2", "2021-06-29",         \
                                                               "3002618") "]}}}}"

/* Japan's first cards were of two kinds: an integer nbf and one type, or a fraction and three
 * types. In both the type of a resource stands last and the name has its use. */
static void japans_own_cards_are_read(void **state)
{
    static const char *const cards[] = {
        JAPANS_CARD("1639580400", ""),
        JAPANS_CARD("1639580400.5", ",\"https://smarthealth.cards#immunization\",\"https://"
                                    "smarthealth.cards#covid19\""),
    };

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct opened opened;

        open_payload(view_text(cards[i]), SAMPLE_NOW, &opened);
        assert_int_equal(opened.code, ERR_OK);
        assert_int_equal(opened.not_before, 1639580400);
        assert_string_equal(opened.holder.name, "見本　太郎");
        assert_int_equal(opened.count, 2);
        assert_string_equal(opened.doses[1].vaccine, "207");
        assert_string_equal(opened.doses[1].authority, "MHLW_Gov_of_JAPAN");
    }
}

static void names_are_read_from_their_parts(void **state)
{
    static const struct {
        const char *names, *read;
    } cases[] = {
        {"[{\"family\":\"証\",\"given\":[\"花子\"]}]", "証　花子"},
        {"[{\"family\":\"証\"}]", "証"},
        {"[{\"given\":[\"花子\",\"マリア\"]}]", "花子　マリア"},
        {"[{\"text\":\"証 花子\"}]", "証 花子"},
        {"[{\"text\":\"スカルノ\",\"use\":\"usual\"}]", "スカルノ"},
        {"[{\"family\":\"証\",\"given\":[\"花子\"],\"text\":\"あかし\"}]", "証　花子"},
        {"[{\"family\":\"証\"},{\"family\":\"検\",\"use\":\"official\"}]", "検"},
        {"[{\"family\":\"証\",\"use\":\"usual\"},{\"family\":\"検\"}]", "証"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct opened opened;

        open_with(PERSON, "name", cases[i].names, &opened);
        assert_int_equal(opened.code, ERR_OK);
        assert_string_equal(opened.holder.name, cases[i].read);
    }
}

static void births_may_be_known_in_part(void **state)
{
    static const struct {
        const char *birth;
        struct date date;
    } cases[] = {{"\"1945\"", {1945, 0, 0}},
                 {"\"1945-03\"", {1945, 3, 0}},
                 {"\"2000-02-29\"", {2000, 2, 29}},
                 {NULL, {0, 0, 0}}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct opened opened;

        open_with(PERSON, "birthDate", cases[i].birth, &opened);
        assert_int_equal(opened.code, ERR_OK);
        assert_int_equal(date_compare(opened.holder.birth, cases[i].date), 0);
    }
}

/* The code of the product as it stands there, and the product where the code is in our table. */
static void vaccines_are_named_by_their_codes(void **state)
{
    static const struct {
        const char *codings, *vaccine, *product;
    } cases[] = {
        {"[{\"system\":\"http://hl7.org/fhir/sid/cvx\",\"code\":\"208\"}]", "208", "comirnaty"},
        {"[{\"system\":\"http://hl7.org/fhir/sid/cvx\",\"code\":\"502\"}]", "502", ""},
        {"[{\"system\":\"http://snomed.info/sct\",\"code\":\"1119349007\"}]",
         "http://snomed.info/sct|1119349007", ""},
        {"[{\"system\":\"https://www.gs1.org/gtin\",\"code\":\"04548736092112\"},"
         "{\"system\":\"http://hl7.org/fhir/sid/cvx\",\"code\":\"207\"}]",
         "207", "spikevax"},
        {"[{\"system\":\"http://id.who.int/icd11/mms\",\"code\":\"XM8NQ0\"},"
         "{\"system\":\"http://snomed.info/sct\",\"code\":\"208\"}]",
         "http://id.who.int/icd11/mms|XM8NQ0", ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct opened opened;

        open_with(CONCEPT, "coding", cases[i].codings, &opened);
        assert_int_equal(opened.code, ERR_OK);
        assert_string_equal(opened.doses[0].vaccine, cases[i].vaccine);
        assert_string_equal(opened.doses[0].dose.product, cases[i].product);
    }
}

static void what_is_said_of_a_dose_is_told(void **state)
{
    struct opened opened;

    (void)state;
    open_with(DOSE_, "isSubpotent", "true", &opened);
    assert_int_equal(opened.code, ERR_OK);
    assert_int_equal(opened.count, 1);
    assert_true(opened.doses[0].subpotent);
    assert_string_equal(opened.doses[0].authority, "MHLW_Gov_of_JAPAN");
    assert_string_equal(opened.doses[0].dose.lot, "EY2173");
    assert_string_equal(opened.doses[0].dose.country, "");
    assert_int_equal(opened.doses[0].dose.number, 1);
    assert_int_equal(opened.doses[0].of, 0);
    open_with(DOSE_, "performer", NULL, &opened);
    assert_string_equal(opened.doses[0].authority, "");
    assert_false(opened.doses[0].subpotent);
}

/* Left out rather than cut: half a lot is another lot. */
static void texts_beyond_their_place_are_left_out(void **state)
{
    char text[160] = "", value[256];
    struct opened opened;

    (void)state;
    open_with(DOSE_, "lotNumber", "\"01234567890123456789\"", &opened);
    assert_string_equal(opened.doses[0].dose.lot, "01234567890123456789");
    open_with(DOSE_, "lotNumber", "\"012345678901234567890\"", &opened);
    assert_int_equal(opened.code, ERR_OK);
    assert_string_equal(opened.doses[0].dose.lot, "");
    memset(text, 'a', sizeof text - 1);
    snprintf(value, sizeof value, "[{\"actor\":{\"display\":\"%s\"}}]", text);
    open_with(DOSE_, "performer", value, &opened);
    assert_int_equal(opened.code, ERR_OK);
    assert_string_equal(opened.doses[0].authority, "");
    snprintf(value, sizeof value, "\"http://%s\"", text);
    open_with(CODING, "system", value, &opened);
    assert_int_equal(opened.code, ERR_OK);
    assert_string_equal(opened.doses[0].vaccine, "");
}

static void resources_of_other_kinds_are_passed_over(void **state)
{
    struct opened opened;

    (void)state;
    open_with(BUNDLE_, "entry",
              "[" DOSE "," PATIENT
              ",{\"fullUrl\":\"resource:2\",\"resource\":{\"resourceType\":\"Observation\"}}]",
              &opened);
    assert_int_equal(opened.code, ERR_OK);
    assert_int_equal(opened.count, 1);
}

/* The trust gets an empty list for the sample's key, by this method. */
static void list_digests(enum trust_method method)
{
    struct trust_lists *lists = &sample.trust->withdrawn;

    trust_lists_free(lists);
    lists->list = calloc(1, sizeof *lists->list);
    assert_non_null(lists->list);
    lists->count = 1;
    lists->list->method = method;
    snprintf(lists->list->issuer, TRUST_ISSUER_SIZE, "%s", SAMPLE_ISSUER);
    snprintf(lists->list->kid, JWK_THUMBPRINT_SIZE, "%s", sample.issuer.kid);
}

/* It is made only where a list could name it. RFC 8785 over this bundle, written out by hand: every
 * object's members in the order of their code units. */
static void the_bundle_has_the_digest_that_withdraws_it(void **state)
{
    static const char canonical[] =
        "{\"entry\":[{\"fullUrl\":\"resource:0\",\"resource\":{\"birthDate\":\"1985-02-28\","
        "\"name\":[{\"family\":\"証\",\"given\":[\"花子\"]}],\"resourceType\":\"Patient\"}},"
        "{\"fullUrl\":\"resource:1\",\"resource\":{\"lotNumber\":\"EY2173\","
        "\"occurrenceDateTime\":\"2021-06-01\",\"patient\":{\"reference\":\"resource:0\"},"
        "\"performer\":[{\"actor\":{\"display\":\"MHLW_Gov_of_JAPAN\"}}],\"resourceType\":"
        "\"Immunization\",\"status\":\"completed\",\"vaccineCode\":{\"coding\":[{\"code\":"
        "\"208\",\"system\":\"http://hl7.org/fhir/sid/cvx\"}]}}}],\"resourceType\":\"Bundle\","
        "\"type\":\"collection\"}";
    struct bytes text = bytes_new(4096);
    static const uint8_t none[OPENED_BUNDLE_LEN];
    uint8_t digest[SHA256_LEN];
    struct opened opened, other;

    (void)state;
    assert_true(base64url_encode(view_text(canonical), &text));
    assert_true(digest_sha256(bytes_view(&text), digest));
    open_payload(view_text(GOOD), SAMPLE_NOW, &opened);
    assert_memory_equal(opened.bundle, none, OPENED_BUNDLE_LEN);
    list_digests(TRUST_BY_HASH);
    open_payload(view_text(GOOD), SAMPLE_NOW, &opened);
    assert_memory_equal(opened.bundle, digest, OPENED_BUNDLE_LEN);
    open_with(NAME, "use", "\"usual\"", &other);
    assert_memory_not_equal(other.bundle, digest, OPENED_BUNDLE_LEN);
    list_digests(TRUST_BY_RID);
    open_payload(view_text(GOOD), SAMPLE_NOW, &opened);
    assert_memory_equal(opened.bundle, none, OPENED_BUNDLE_LEN);
    trust_lists_free(&sample.trust->withdrawn);
    bytes_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_health_cards_of_r4_are_read),
        cmocka_unit_test(what_a_card_must_not_have),
        cmocka_unit_test(what_is_no_vaccination_card),
        cmocka_unit_test(texts_that_would_disguise_themselves_are_refused),
        cmocka_unit_test(what_is_passed_over),
        cmocka_unit_test(japans_own_cards_are_read),
        cmocka_unit_test(names_are_read_from_their_parts),
        cmocka_unit_test(births_may_be_known_in_part),
        cmocka_unit_test(vaccines_are_named_by_their_codes),
        cmocka_unit_test(what_is_said_of_a_dose_is_told),
        cmocka_unit_test(texts_beyond_their_place_are_left_out),
        cmocka_unit_test(resources_of_other_kinds_are_passed_over),
        cmocka_unit_test(the_bundle_has_the_digest_that_withdraws_it),
    };

    return cmocka_run_group_tests(tests, open_sample, close_sample);
}
