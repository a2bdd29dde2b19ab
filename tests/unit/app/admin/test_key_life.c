/* VRS-59: signing keys are short-lived, follow one another without a gap, and can be withdrawn. */
#include "place.h"

#include "app/admin/authority.h"
#include "app/admin/key_export.h"
#include "app/admin/key_list.h"
#include "app/seal/vds.h"
#include "crypto/x509.h"
#include "drivers/host/command.h"

#include <jansson.h>

enum { DAY = 24 * 60 * 60 };

static struct key_settings settings;
static struct key_register keys;
static char authority[PATH_MAX], sources[PATH_MAX], why[KEYS_WHY_SIZE];
static struct key_work work;

static int begin(void **state)
{
    assert_int_equal(place_open(state), 0);
    settings = (struct key_settings){.issuer = "https://akashi.example/issuer",
                                     .state = "JPN",
                                     .country = "JP",
                                     .signer = "A1",
                                     .organisation = "A City"};
    (void)snprintf(settings.folder, CONF_TEXT_SIZE, "%s/keys", place);
    (void)snprintf(settings.record, CONF_TEXT_SIZE, "%s/register", place);
    assert_true(demo_path(authority, place, "authority") && demo_path(sources, place, "sources"));
    work = (struct key_work){.ports = &place_ports.keys,
                             .settings = &settings,
                             .authority = authority,
                             .now = place_ports.now,
                             .why = why};
    assert_true(authority_make(authority, &settings, work.now, why));
    return 0;
}

static void refused(bool done, const char *named)
{
    assert_false(done);
    assert_non_null(strstr(why, named));
}

static const char *current(const char *purpose)
{
    const struct key_entry *entry = NULL;

    assert_true(key_register_read(settings.record, &keys));
    return key_register_current(&keys, purpose, work.now, &entry) == ERR_OK ? entry->name : "none";
}

static bool port_has(const char *name)
{
    struct key_port port;
    struct ec_key *key = NULL;
    bool has = false;

    assert_true(place_keys(&settings, &port, why));
    key = port.public_key(port.self, name);
    has = key != NULL;
    ec_key_free(&key);
    port.close(port.self);
    return has;
}

static json_t *load(const char *name)
{
    struct bytes text = bytes_new(1 << 16);
    json_t *json = NULL;

    if (demo_read(sources, name, &text))
        json = json_loadb((const char *)text.at, text.len, JSON_REJECT_DUPLICATES, NULL);
    bytes_free(&text);
    return json;
}

/* How many keys are published, and whether this one is among them. */
static size_t published(const char *name, bool *there)
{
    json_t *file = NULL;
    const json_t *list = NULL;
    const struct key_entry *entry = NULL;
    size_t count = 0;

    assert_true(key_export(&work, sources));
    file = load("jwks.json");
    list = json_object_get(file, "keys");
    count = json_array_size(list);
    assert_true(key_register_read(settings.record, &keys));
    entry = key_register_find(&keys, name);
    *there = false;
    for (size_t i = 0; i < count; i++)
        if (strcmp(json_string_value(json_object_get(json_array_get(list, i), "kid")),
                   entry->kid) == 0)
            *there = true;
    json_decref(file);
    return count;
}

static void a_period_has_one_key(void **state)
{
    (void)state;
    assert_true(key_generate(&work, "shc"));
    assert_string_equal(current("shc"), "shc-2026q4");
    assert_true(port_has("shc-2026q4"));
    refused(key_generate(&work, "shc"), "shc-2026q4");
    refused(key_generate(&work, "passport"), "passport");
    work.authority = NULL;
    refused(key_generate(&work, "vds"), "--authority");
}

static void secrets_of_the_areas_are_made_once(void **state)
{
    (void)state;
    assert_true(key_generate(&work, "wrap") && key_generate(&work, "index"));
    refused(key_generate(&work, "wrap"), "wrap");
    assert_true(key_register_read(settings.record, &keys));
    assert_int_equal(keys.count, 0);
}

static void the_next_key_is_known_before_it_signs(void **state)
{
    bool there = false;

    (void)state;
    assert_true(key_rotate(&work, "shc"));
    assert_string_equal(current("shc"), "shc-2026q4");
    assert_true(key_rotate(&work, "shc") && key_rotate(&work, "shc"));
    assert_int_equal(keys.count, 1);
    assert_string_equal(current("shc"), "shc-2026q4");
    assert_int_equal(keys.count, 2);
    assert_int_equal(published("shc-2027q1", &there), 2);
    assert_true(there);
    work.now = keys.at[1].from;
    assert_string_equal(current("shc"), "shc-2027q1");
    assert_true(work.now < keys.at[0].until);
}

/* Nobody rotated in time: the old key goes on for the overlap, and the next one is this period's.
 */
static void a_late_rotation_makes_the_key_of_now(void **state)
{
    (void)state;
    assert_true(key_generate(&work, "shc"));
    work.now = 1798729200 + DAY; /* 2027-01-02 */
    assert_string_equal(current("shc"), "shc-2026q4");
    assert_true(key_rotate(&work, "shc"));
    assert_string_equal(current("shc"), "shc-2027q1");
}

static void a_retired_key_stays_published(void **state)
{
    bool there = false;

    (void)state;
    assert_true(key_generate(&work, "shc"));
    assert_true(key_rotate(&work, "shc"));
    assert_true(key_retire(&work, "shc-2026q4"));
    assert_string_equal(current("shc"), "none");
    assert_false(port_has("shc-2026q4"));
    assert_int_equal(published("shc-2026q4", &there), 2);
    assert_true(there);
    assert_true(key_retire(&work, "shc-2026q4"));
    refused(key_retire(&work, "shc-2031q1"), "register");
}

static void a_withdrawn_key_is_published_as_such(void **state)
{
    bool there = true;
    json_t *file = NULL;

    (void)state;
    assert_true(key_generate(&work, "shc") && key_rotate(&work, "shc"));
    assert_true(key_withdraw(&work, "shc-2026q4"));
    assert_false(port_has("shc-2026q4"));
    assert_int_equal(published("shc-2026q4", &there), 1);
    assert_false(there);
    file = load("withdrawn/shc-2026q4.json");
    assert_string_equal(json_string_value(json_object_get(file, "issuer")), settings.issuer);
    assert_string_equal(json_string_value(json_object_get(file, "kid")), keys.at[0].kid);
    assert_null(json_object_get(file, "method"));
    json_decref(file);
    /* The period goes on, under another key. */
    work.now += DAY;
    assert_true(key_generate(&work, "shc"));
    assert_string_equal(current("shc"), "shc-2026q4-2");
    refused(key_retire(&work, "shc-2026q4"), "withdrawn already");
}

static void an_issuer_without_keys_is_not_published(void **state)
{
    bool there = true;

    (void)state;
    assert_true(key_generate(&work, "shc"));
    assert_int_equal(published("shc-2026q4", &there), 1);
    assert_true(demo_has(sources, "shc/akashi.json"));
    assert_true(key_withdraw(&work, "shc-2026q4"));
    assert_int_equal(published("shc-2026q4", &there), 0);
    assert_false(demo_has(sources, "shc/akashi.json"));
}

/* Leaf, CA, root; the leaf speaks for the issuer and carries the very key. */
static void a_published_key_has_its_chain(void **state)
{
    char uri[X509_NAME_TEXT_MAX];
    struct bytes pem = bytes_new(1 << 14);
    X509 *leaf = NULL;
    json_t *file = NULL, *jwk = NULL;
    bool there = false;

    (void)state;
    assert_true(key_generate(&work, "shc"));
    assert_int_equal(published("shc-2026q4", &there), 1);
    file = load("shc/akashi.json");
    jwk = json_array_get(json_object_get(json_object_get(file, "jwks"), "keys"), 0);
    assert_int_equal(json_array_size(json_object_get(jwk, "x5c")), 3);
    assert_null(json_object_get(jwk, "d"));
    assert_null(json_object_get(jwk, "crlVersion"));
    assert_true(demo_read(settings.record, "shc-2026q4.pem", &pem));
    leaf = x509_from_pem(bytes_view(&pem));
    assert_true(x509_uri(leaf, uri));
    assert_string_equal(uri, settings.issuer);
    assert_false(x509_is_demo(leaf));
    X509_free(leaf);
    bytes_free(&pem);
    json_decref(file);
}

static void the_list_of_withdrawn_certificates_has_a_version(void **state)
{
    char name[128];
    json_t *file = NULL;
    bool there = false;

    (void)state;
    assert_true(key_generate(&work, "shc"));
    assert_int_equal(published("shc-2026q4", &there), 1);
    (void)snprintf(name, sizeof name, "withdrawn/%s.json", keys.at[0].kid);
    assert_true(demo_sub(sources, "withdrawn"));
    assert_true(demo_write_text(sources, name, "{\"method\":\"rid\",\"ctr\":3,\"rids\":[\"A\"]}"));
    assert_int_equal(published("shc-2026q4", &there), 1);
    file = load("jwks.json");
    assert_int_equal(json_integer_value(json_object_get(
                         json_array_get(json_object_get(file, "keys"), 0), "crlVersion")),
                     3);
    json_decref(file);
}

static void a_withdrawn_barcode_signer_is_on_the_cscas_list(void **state)
{
    struct bytes before = bytes_new(8192), after = bytes_new(8192);

    (void)state;
    assert_true(key_generate(&work, "vds"));
    assert_true(demo_has(settings.record, "vds-2026q4.der"));
    assert_true(key_export(&work, sources));
    assert_true(demo_has(sources, "csca/JPN.der"));
    assert_true(demo_has(sources, "crl/JPN.der"));
    assert_true(demo_read(sources, "crl/JPN.der", &before));
    work.authority = NULL;
    refused(key_withdraw(&work, "vds-2026q4"), "--authority");
    assert_string_equal(current("vds"), "vds-2026q4");
    work.authority = authority;
    work.now += DAY;
    assert_true(key_withdraw(&work, "vds-2026q4"));
    assert_true(key_export(&work, sources));
    assert_true(demo_read(sources, "crl/JPN.der", &after));
    assert_true(after.len > before.len);
    bytes_free(&before);
    bytes_free(&after);
    assert_false(demo_has(sources, "withdrawn/vds-2026q4.json"));
}

static void a_barcode_signer_is_one_to_verifiers(void **state)
{
    struct vds_issuer issuer = {.state = "JPN", .key_name = "vds-2026q4"};
    struct bytes der = bytes_new(8192), csca = bytes_new(8192), crl = bytes_new(8192);
    struct vds_trust *trust = vds_trust_new();
    struct key_port port;

    (void)state;
    assert_true(key_generate(&work, "vds") && key_export(&work, sources));
    assert_true(demo_read(settings.record, "vds-2026q4.der", &der));
    issuer.certificate = bytes_view(&der);
    assert_true(place_keys(&settings, &port, why));
    assert_true(vds_issuer_fits(&issuer, &port));
    assert_true(demo_read(sources, "csca/JPN.der", &csca) &&
                demo_read(sources, "crl/JPN.der", &crl));
    assert_int_equal(vds_trust_add_csca(trust, "JPN", bytes_view(&csca)), ERR_OK);
    assert_int_equal(vds_trust_add_crl(trust, bytes_view(&crl)), ERR_OK);
    port.close(port.self);
    vds_trust_free(&trust);
    bytes_free(&der);
    bytes_free(&csca);
    bytes_free(&crl);
}

static void authorities_are_made_once(void **state)
{
    struct authority by;
    struct stat is;
    char path[PATH_MAX];

    (void)state;
    refused(authority_make(authority, &settings, work.now, why), "already");
    assert_true(demo_path(path, authority, "ca.key"));
    assert_int_equal(stat(path, &is), 0);
    assert_int_equal(is.st_mode & 0777, 0600);
    assert_int_equal(chmod(path, 0640), 0);
    refused(authority_open(authority, &by, why), "ca.key");
    assert_int_equal(chmod(path, 0600), 0);
    assert_true(demo_remove(authority, "csca.key"));
    refused(authority_open(authority, &by, why), "missing");
    refused(key_generate(&work, "shc"), "missing");
    assert_true(key_register_read(settings.record, &keys));
    assert_int_equal(keys.count, 0);
}

/* What could not be certified leaves no key behind. */
static void a_key_without_a_certificate_is_none(void **state)
{
    (void)state;
    settings.signer[0] = 0;
    refused(key_generate(&work, "vds"), "certified");
    assert_true(demo_has(place, "keys"));
    assert_false(port_has("vds-2026q4"));
    (void)snprintf(settings.signer, CONF_TEXT_SIZE, "A1");
    assert_true(key_generate(&work, "vds"));
}

static void real_keys_and_demo_keys_do_not_mix(void **state)
{
    (void)state;
    assert_true(key_generate(&work, "shc"));
    settings.demo = true;
    refused(key_generate(&work, "vds"), "demo");
}

static int list(char *text, size_t size, bool json)
{
    FILE *out = fmemopen(text, size, "w");
    int status = 0;

    assert_non_null(out);
    status = key_list(&work, json, out);
    (void)fclose(out);
    return status;
}

static void the_list_says_what_has_to_be_done(void **state)
{
    char text[4096];

    (void)state;
    assert_true(key_generate(&work, "shc"));
    assert_int_equal(list(text, sizeof text, false), EXIT_YES);
    assert_non_null(strstr(text, "key=shc-2026q4 purpose=shc state=current from=2026-11-20 "
                                 "until=2027-01-14 kid="));
    assert_true(key_register_read(settings.record, &keys));
    work.now = keys.at[0].until - 14 * DAY;
    assert_int_equal(list(text, sizeof text, false), EXIT_NO);
    work.now = place_ports.now;
    assert_true(key_rotate(&work, "shc"));
    assert_int_equal(list(text, sizeof text, true), EXIT_YES);
    assert_non_null(strstr(text, "{\"key\":\"shc-2027q1\",\"purpose\":\"shc\",\"state\":\"next\""));
    assert_true(key_register_read(settings.record, &keys));
    work.now = keys.at[1].from;
    assert_int_equal(list(text, sizeof text, false), EXIT_YES);
    assert_non_null(strstr(text, "key=shc-2026q4 purpose=shc state=over"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, place_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_period_has_one_key),
        TEST(secrets_of_the_areas_are_made_once),
        TEST(the_next_key_is_known_before_it_signs),
        TEST(a_late_rotation_makes_the_key_of_now),
        TEST(a_retired_key_stays_published),
        TEST(a_withdrawn_key_is_published_as_such),
        TEST(an_issuer_without_keys_is_not_published),
        TEST(a_published_key_has_its_chain),
        TEST(the_list_of_withdrawn_certificates_has_a_version),
        TEST(a_withdrawn_barcode_signer_is_on_the_cscas_list),
        TEST(a_barcode_signer_is_one_to_verifiers),
        TEST(authorities_are_made_once),
        TEST(a_key_without_a_certificate_is_none),
        TEST(real_keys_and_demo_keys_do_not_mix),
        TEST(the_list_says_what_has_to_be_done),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
