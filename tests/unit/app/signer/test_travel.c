/* Certificates for travel: made of the passport on file, sealed under a barcode signer (KSK-08,
 * VRS-50). */
#include "world.h"

#include "app/seal/vds.h"
#include "crypto/x509_icao.h"

#include <string.h>

enum { DAY = 24 * 60 * 60, DER_MAX = 4096 };

static const struct area_passport passport = {
    {.name = "TESUTO TARO", .passport = "XX0000010", .nationality = "JPN"}, {2030, 3, 31}};

/* What a verifier believes: the authority over the signer of seals. */
static struct bytes csca;

static void put_on_file(const struct area_passport *what)
{
    struct area_records *records = NULL;

    assert_int_equal(area_open(&w.plan.ports, w.area, STORE_WRITE, &records), ERR_OK);
    assert_int_equal(area_register_passport(records, w.now, SPECIMEN_NUMBER, what), ERR_OK);
    area_close(&records);
}

/* A certificate of the key `subject` beside the register, under an authority of its own. */
static void certify(const char *name, const char *subject)
{
    struct x509_icao_plan plan = {.country = "UT",
                                  .organisation = "Utopia",
                                  .name = "Health CSCA",
                                  .from = w.now - 300 * DAY,
                                  .until = w.now + 5500 * (int64_t)DAY};
    struct ec_key *authority = ec_key_new();
    struct ec_key *key = w.keys.public_key(w.keys.self, subject);
    struct bytes der = bytes_new(DER_MAX);
    char path[CONF_TEXT_SIZE + 64];

    bytes_clear(&csca);
    assert_true(x509_icao_make_csca(&plan, authority, &csca));
    plan = (struct x509_icao_plan){.country = "UT",
                                   .name = "A1",
                                   .from = w.now - DAY,
                                   .until = w.now + 3700 * (int64_t)DAY,
                                   .last_signature = w.now + 90 * DAY};
    assert_true(x509_icao_make_signer(&plan, key, authority, bytes_view(&csca), &der));
    (void)snprintf(path, sizeof path, "%s/%s.der", w.settings.record, name);
    assert_true(file_write(path, bytes_view(&der), 0600));
    bytes_free(&der);
    ec_key_free(&key);
    ec_key_free(&authority);
}

/* A signer with a key for seals that has its certificate, and a passport on file. */
static int open_for_travel(void **state)
{
    assert_int_equal(world_open(state), 0);
    csca = bytes_new(DER_MAX);
    signer_close(&w.signer);
    world_pair("vds-1");
    w.keys.close(w.keys.self);
    assert_true(keys_memory_open(w.keys_folder, false, &w.keys, w.why));
    (void)snprintf(w.settings.state, sizeof w.settings.state, "UTO");
    world_name("vds-1", "vds", 90);
    certify("vds-1", "vds-1");
    put_on_file(&passport);
    world_start();
    return 0;
}

static int close_for_travel(void **state)
{
    bytes_free(&csca);
    return world_close(state);
}

static struct walk walk_for_travel(void)
{
    struct walk walk = walk_new();

    walk.proof.live.kind = KIND_TRAVEL;
    return walk;
}

static struct certificate sheet_in(const struct walk *walk)
{
    struct ec_key *key = w.keys.public_key(w.keys.self, "sheet-1");
    struct certificate sheet;

    assert_int_equal(sheet_open(bytes_view(&walk->sheet), key, &sheet), ERR_OK);
    ec_key_free(&key);
    return sheet;
}

static void opens_as(const struct certificate *sheet, const struct code *code)
{
    struct vds_trust *trust = vds_trust_new();
    struct opened opened;

    assert_int_equal(vds_trust_add_csca(trust, "UTO", bytes_view(&csca)), ERR_OK);
    vds_open(view_text(code->text), trust, w.now, &opened);
    assert_int_equal(opened.code, ERR_OK);
    assert_string_equal(opened.id, sheet->serial);
    assert_string_equal(opened.traveller.name, passport.traveller.name);
    assert_string_equal(opened.traveller.passport, passport.traveller.passport);
    assert_int_equal(opened.doses[0].dose.number, code->first);
    assert_int_equal(opened.doses[opened.count - 1].dose.number, code->last);
    vds_trust_free(&trust);
}

static void a_visit_ends_with_both_codes_of_one_serial(void **state)
{
    struct walk walk = walk_for_travel();
    struct certificate sheet;

    (void)state;
    walk_all(&walk);
    sheet = sheet_in(&walk);
    assert_int_equal(sheet.kind, KIND_TRAVEL);
    assert_true(traveller_equal(&sheet.traveller, &passport.traveller));
    assert_int_equal(sheet.codes, 2);
    assert_int_equal(sheet.code[0].format, CODE_SHC);
    assert_int_equal(sheet.code[1].format, CODE_VDS_NC);
    opens_as(&sheet, &sheet.code[1]);
    assert_int_equal(world_counts().signatures, 1);
    walk_free(&walk);
}

/* More doses than one symbol holds: every dose in a seal, in their order. */
static void many_doses_take_several_seals(void **state)
{
    struct walk walk = walk_for_travel();
    struct area_records *records = NULL;
    struct certificate sheet;
    int next = 1, seals = 0;

    (void)state;
    assert_int_equal(area_open(&w.plan.ports, w.area, STORE_WRITE, &records), ERR_OK);
    for (int i = 3; i <= DOSES_MAX; i++) {
        struct dose dose = {i, {2022 + i / 12, 1 + i % 12, 3}, "comirnaty", "EX0001", "JPN"};

        assert_int_equal(area_register_dose(records, w.now, SPECIMEN_NUMBER, &dose), ERR_OK);
    }
    area_close(&records);
    walk_all(&walk);
    sheet = sheet_in(&walk);
    for (size_t i = 0; i < sheet.codes; i++) {
        if (sheet.code[i].format != CODE_VDS_NC)
            continue;
        assert_int_equal(sheet.code[i].first, next);
        opens_as(&sheet, &sheet.code[i]);
        next = sheet.code[i].last + 1;
        seals++;
    }
    assert_int_equal(next, DOSES_MAX + 1);
    assert_true(seals > 1);
    walk_free(&walk);
}

/* The resident sees which passport it is; the line and the screen never learn its number. */
static void the_number_is_masked_before_the_sheet(void **state)
{
    struct walk walk = walk_for_travel();

    (void)state;
    assert_int_equal(walk_records(&walk), ERR_OK);
    assert_string_equal(walk.presented.traveller.name, "TESUTO TARO");
    assert_string_equal(walk.presented.traveller.nationality, "JPN");
    assert_string_equal(walk.presented.traveller.passport, "*****0010");
    walk_free(&walk);
}

static void at_home_nothing_is_said_of_a_passport(void **state)
{
    struct walk walk = walk_new();
    struct certificate sheet;

    (void)state;
    walk_all(&walk);
    assert_string_equal(walk.presented.traveller.name, "");
    sheet = sheet_in(&walk);
    assert_string_equal(sheet.traveller.passport, "");
    assert_int_equal(sheet.codes, 1);
    walk_free(&walk);
}

static void none_on_file_is_refused_and_nothing_is_signed(void **state)
{
    struct area_passport expired = passport;
    struct walk walk = walk_for_travel(), next = walk_for_travel();

    (void)state;
    expired.until = (struct date){2026, 11, 19};
    put_on_file(&expired);
    assert_int_equal(walk_records(&walk), AK_R33);
    world_delete_passport();
    assert_int_equal(walk_records(&next), AK_R32);
    assert_int_equal(world_counts().signatures, 0);
    walk_free(&walk);
    walk_free(&next);
}

/* R13: no dose is the answer, whether a passport is on file or not. */
static void no_dose_is_told_before_no_passport(void **state)
{
    static const char number[] = "100000000013";
    struct walk walk = walk_for_travel();

    (void)state;
    world_person(number, (struct date){1980, 2, 17}, 0);
    w.maker.number = number;
    wire_proof_free(&walk.proof);
    walk = walk_for_travel();
    assert_int_equal(walk_records(&walk), ERR_OK);
    assert_int_equal(walk.presented.history.found, FOUND_NONE);
    walk_free(&walk);
}

/* What was shown is what is signed: another passport between the steps ends the visit. */
static void a_passport_that_changed_between_the_steps_is_not_signed(void **state)
{
    struct area_passport other = passport;
    struct walk walk = walk_for_travel();

    (void)state;
    assert_int_equal(walk_records(&walk), ERR_OK);
    memcpy(other.traveller.passport, "XX0000020", sizeof "XX0000020");
    put_on_file(&other);
    assert_int_equal(walk_certificate(&walk), AK_R05);
    walk_free(&walk);
}

/* Another kind than the nonce was given out for. */
static void a_domestic_visit_does_not_become_one_for_travel(void **state)
{
    struct walk walk = walk_new();

    (void)state;
    assert_int_equal(walk_records(&walk), ERR_OK);
    walk.proof.live.kind = KIND_TRAVEL;
    assert_int_equal(walk_certificate(&walk), AK_R60);
    walk_free(&walk);
}

static struct wire_offer offered(void)
{
    struct wire_offer offer;
    struct bytes body = bytes_new(16), out = bytes_new(WIRE_MAX);

    assert_int_equal(world_ask(WIRE_SIGNER_OFFER, &body, &out), ERR_OK);
    assert_int_equal(wire_offer_decode(bytes_view(&out), &offer), ERR_OK);
    bytes_free(&body);
    bytes_free(&out);
    return offer;
}

static void offered_is_only_what_can_be_sealed(void **state)
{
    struct walk walk = walk_for_travel();
    char path[CONF_TEXT_SIZE + 64];

    (void)state;
    assert_true(offered().at[0].domestic && offered().at[0].travel);
    certify("vds-1", "shc-1"); /* another key's certificate */
    world_restart();
    assert_true(offered().at[0].domestic && !offered().at[0].travel);
    assert_int_equal(walk_nonce(&walk), AK_K68);
    (void)snprintf(path, sizeof path, "%s/vds-1.der", w.settings.record);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(walk_nonce(&walk), AK_K68);
    certify("vds-1", "vds-1");
    assert_true(offered().at[0].travel);
    w.now += 46 * DAY; /* past the key's time */
    assert_false(offered().at[0].travel);
    assert_int_equal(walk_nonce(&walk), AK_K64);
    walk_free(&walk);
}

/* The next quarter's key brings its own certificate into the seals. */
static void a_new_key_brings_its_own_certificate(void **state)
{
    struct walk walk = walk_for_travel();
    struct certificate sheet;

    (void)state;
    assert_true(offered().at[0].travel);
    world_pair("vds-2");
    signer_close(&w.signer);
    w.keys.close(w.keys.self);
    assert_true(keys_memory_open(w.keys_folder, false, &w.keys, w.why));
    world_name("vds-2", "vds", 60);
    w.named.at[w.named.count - 1].from = w.now + DAY;
    assert_true(key_register_write(w.settings.record, &w.named));
    world_start();
    assert_true(offered().at[0].travel);
    certify("vds-2", "vds-2");
    w.now += 2 * DAY;
    walk.proof.agreed = w.now;
    walk_all(&walk);
    sheet = sheet_in(&walk);
    opens_as(&sheet, &sheet.code[1]);
    walk_free(&walk);
}

int main(void)
{
#define FOR_TRAVEL(test) cmocka_unit_test_setup_teardown(test, open_for_travel, close_for_travel)
    const struct CMUnitTest tests[] = {
        FOR_TRAVEL(a_visit_ends_with_both_codes_of_one_serial),
        FOR_TRAVEL(many_doses_take_several_seals),
        FOR_TRAVEL(the_number_is_masked_before_the_sheet),
        FOR_TRAVEL(at_home_nothing_is_said_of_a_passport),
        FOR_TRAVEL(none_on_file_is_refused_and_nothing_is_signed),
        FOR_TRAVEL(no_dose_is_told_before_no_passport),
        FOR_TRAVEL(a_passport_that_changed_between_the_steps_is_not_signed),
        FOR_TRAVEL(a_domestic_visit_does_not_become_one_for_travel),
        FOR_TRAVEL(offered_is_only_what_can_be_sealed),
        FOR_TRAVEL(a_new_key_brings_its_own_certificate),
    };

    return cmocka_run_group_tests(tests, world_make, world_end);
}
