#include "place.h"

#include "app/area/records.h"
#include "crypto/x509.h"

/* The keys of a world, without the rest of it. */
static void make_keys(struct key_settings *settings)
{
    char why[KEYS_WHY_SIZE] = "";

    assert_true(demo_sub(place, "etc") && demo_sub(place, "pki") && demo_sub(place, "trust"));
    assert_true(demo_conf(&place_ports, place));
    assert_true(demo_key_settings(place, settings, why));
    assert_true(demo_keys(&place_ports, settings, place, why));
}

static void a_world_needs_the_card_maker_beside_it(void **state)
{
    char why[DEMO_WHY_SIZE] = "";

    (void)state;
    assert_false(demo_init(&place_ports, place, why));
    assert_non_null(strstr(why, "akashi-vcard"));
    assert_true(demo_has(place, "unfinished"));
    assert_false(demo_has(place, "ready"));
}

static void an_unfinished_world_is_made_anew(void **state)
{
    char why[DEMO_WHY_SIZE] = "";

    (void)state;
    assert_false(demo_init(&place_ports, place, why));
    assert_true(demo_write_text(place, "areas/left-over", ""));
    assert_false(demo_init(&place_ports, place, why));
    assert_non_null(strstr(why, "akashi-vcard"));
    assert_false(demo_has(place, "areas/left-over"));
}

static void somebody_elses_folder_is_left_alone(void **state)
{
    char why[DEMO_WHY_SIZE] = "";

    (void)state;
    assert_true(demo_sub(place, "keys") && demo_write_text(place, "keys/mine.key", "dear"));
    assert_false(demo_init(&place_ports, place, why));
    assert_non_null(strstr(why, "not a demo world"));
    assert_true(demo_has(place, "keys/mine.key"));
    assert_false(demo_has(place, "pki"));
}

static void a_ready_world_only_gets_its_next_bundle(void **state)
{
    char why[DEMO_WHY_SIZE] = "";
    struct bytes first = bytes_new(1 << 16), second = bytes_new(1 << 16);
    struct key_settings settings;

    (void)state;
    make_keys(&settings);
    assert_true(demo_write_text(place, "ready", "akashi demo " AKASHI_VERSION " edition 7\n"));
    assert_true(demo_init(&place_ports, place, why));
    assert_false(demo_has(place, "cards"));
    assert_true(demo_read(place, "trust/trust.jws", &first));
    assert_true(demo_init(&place_ports, place, why));
    assert_true(demo_read(place, "trust/trust.jws", &second));
    assert_false(view_equal(bytes_view(&first), bytes_view(&second)));
    assert_true(demo_remove(place, "pki/trust-root.key"));
    assert_false(demo_init(&place_ports, place, why)); /* another root's edition follows nothing */
    assert_non_null(strstr(why, "trust bundle"));
    bytes_free(&first);
    bytes_free(&second);
}

/* Next year its keys are over. */
static void a_world_whose_keys_are_over_is_made_anew(void **state)
{
    char why[DEMO_WHY_SIZE] = "";
    struct key_settings settings;
    struct demo_ports later = place_ports;

    (void)state;
    make_keys(&settings);
    assert_true(demo_write_text(place, "ready", "akashi demo " AKASHI_VERSION " edition 7\n"));
    later.now += 100 * 86400;
    assert_false(demo_init(&later, place, why));
    assert_non_null(strstr(why, "akashi-vcard"));
    assert_true(demo_has(place, "cards"));
}

static X509 *certificate(const char *name)
{
    struct bytes pem = bytes_new(8192);
    X509 *cert = NULL;

    assert_true(demo_read(place, name, &pem));
    cert = x509_from_pem(bytes_view(&pem));
    assert_non_null(cert);
    bytes_free(&pem);
    return cert;
}

static void check_leaf(const char *name, const char *ca, const char *uri)
{
    X509 *leaf = certificate(name), *issuer = certificate(ca);
    char seen[X509_NAME_TEXT_MAX];

    assert_int_equal(X509_verify(leaf, X509_get0_pubkey(issuer)), 1);
    assert_true(x509_uri(leaf, seen));
    assert_string_equal(seen, uri);
    assert_true(x509_is_demo(leaf));
    X509_free(leaf);
    X509_free(issuer);
}

/* R18: every certificate of the demo world says so. */
static void lines_have_their_own_authorities(void **state)
{
    struct stat is;
    char path[PATH_MAX];

    (void)state;
    assert_true(demo_sub(place, "pki") && demo_pki(&place_ports, place));
    check_leaf("pki/line1/kiosk.pem", "pki/line1/ca.pem", "akashi:kiosk:k-0001");
    check_leaf("pki/line1/centre.pem", "pki/line1/ca.pem", "akashi:centre:c-1");
    check_leaf("pki/line2/centre.pem", "pki/line2/ca.pem", "akashi:centre:c-1");
    check_leaf("pki/line2/vrs.pem", "pki/line2/ca.pem", "akashi:vrs:v-1");
    check_leaf("pki/stranger/kiosk.pem", "pki/stranger/ca.pem", "akashi:kiosk:k-0001");
    assert_true(demo_path(path, place, "pki/line1/kiosk.key"));
    assert_int_equal(stat(path, &is), 0);
    assert_int_equal(is.st_mode & 0777, 0600);
    assert_true(demo_path(path, place, "pki/line1"));
    assert_int_equal(stat(path, &is), 0);
    assert_int_equal(is.st_mode & 0777, 0700);
}

static void residents_can_be_found_in_their_area(void **state)
{
    char area_path_text[PATH_MAX], why[KEYS_WHY_SIZE] = "";
    struct key_settings settings;
    struct key_port keys;
    struct area_records *records = NULL;
    struct area_person person;

    (void)state;
    make_keys(&settings);
    assert_true(demo_sub(place, "areas"));
    assert_false(keys_memory_open(settings.folder, false, &keys, why));
    assert_true(keys_memory_open(settings.folder, true, &keys, why));
    assert_true(demo_areas(&place_ports, &keys, place));
    assert_true(demo_path(area_path_text, place, "areas/131105"));
    assert_int_equal(area_open(&(struct area_ports){store_sqlite_open, &keys}, area_path_text,
                               STORE_READ, &records),
                     ERR_OK);
    assert_int_equal(area_look_up(records, "900000000079", KIND_TRAVEL, &person), ERR_OK);
    assert_int_equal(person.history.count, 10);
    assert_string_equal(person.passport.traveller.name, "MIHON TOWAKO");
    assert_int_equal(area_look_up(records, "900000000060", KIND_TRAVEL, &person), ERR_OK);
    assert_string_equal(person.passport.traveller.name, "");
    assert_int_equal(area_look_up(records, "900000000087", KIND_DOMESTIC, &person), ERR_OK);
    assert_int_equal(person.history.found, FOUND_NONE);
    assert_int_equal(area_look_up(records, "900000000303", KIND_DOMESTIC, &person), AK_R30);
    area_close(&records);
    keys.close(keys.self);
}

static void trust_speaks_of_the_signers_keys(void **state)
{
    char why[KEYS_WHY_SIZE] = "";
    struct key_settings settings;
    struct key_port keys;
    struct bytes json = bytes_new(8192), pem = bytes_new(8192);
    struct ec_key *mine = NULL, *theirs = NULL;
    uint8_t a[EC_POINT_LEN], b[EC_POINT_LEN];

    (void)state;
    make_keys(&settings);
    assert_true(place_keys(&settings, &keys, why));
    assert_true(demo_read(place, "trust/shc/akashi.json", &json));
    assert_non_null(memmem(json.at, json.len, DEMO_ISSUER, strlen(DEMO_ISSUER)));
    assert_null(memmem(json.at, json.len, "\"d\"", 3));
    assert_true(demo_read(place, "trust/sheet.pem", &pem));
    mine = keys.public_key(keys.self, "sheet-2026");
    theirs = ec_key_from_pem(bytes_view(&pem));
    assert_true(ec_key_point(mine, a) && ec_key_point(theirs, b));
    assert_memory_equal(a, b, sizeof a);
    ec_key_free(&mine);
    ec_key_free(&theirs);
    bytes_free(&json);
    bytes_free(&pem);
    keys.close(keys.self);
}

static void configurations_are_written_for_each_program(void **state)
{
    const char *const names[] = {"etc/kiosk.conf", "etc/centre.conf", "etc/vrs.conf",
                                 "etc/signer.conf", "etc/keys.conf"};

    (void)state;
    assert_true(demo_sub(place, "etc") && demo_conf(&place_ports, place));
    assert_true(demo_has(place, "etc/control.conf"));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct bytes text = bytes_new(8192);

        assert_true(demo_read(place, names[i], &text));
        assert_non_null(memmem(text.at, text.len, "demo = yes", 10));
        bytes_free(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PLACE_TEST(a_world_needs_the_card_maker_beside_it),
        PLACE_TEST(an_unfinished_world_is_made_anew),
        PLACE_TEST(somebody_elses_folder_is_left_alone),
        PLACE_TEST(a_ready_world_only_gets_its_next_bundle),
        PLACE_TEST(a_world_whose_keys_are_over_is_made_anew),
        PLACE_TEST(lines_have_their_own_authorities),
        PLACE_TEST(residents_can_be_found_in_their_area),
        PLACE_TEST(trust_speaks_of_the_signers_keys),
        PLACE_TEST(configurations_are_written_for_each_program),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
