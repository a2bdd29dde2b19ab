#include "world.h"

#include "app/area/incidents.h"

#include "app/seal/shc.h"

static void open_sheet(const struct walk *walk, struct certificate *out)
{
    struct ec_key *key = w.keys.public_key(w.keys.self, "sheet-1");

    assert_non_null(key);
    assert_int_equal(sheet_open(bytes_view(&walk->sheet), key, out), ERR_OK);
    ec_key_free(&key);
}

/* VRS-50, VRS-53, VRS-56: what is signed is what stands in the records. */
static void a_walk_ends_with_a_signed_sheet(void **state)
{
    struct walk walk = walk_new();
    struct certificate *sheet = calloc(1, sizeof *sheet);

    (void)state;
    walk_all(&walk);
    assert_string_equal(walk.presented.holder.name, SPECIMEN_NAME);
    assert_int_equal(walk.presented.history.found, FOUND_SOME);
    assert_int_equal(walk.presented.history.count, 2);
    open_sheet(&walk, sheet);
    assert_string_equal(sheet->transaction, walk.proof.live.transaction);
    assert_string_equal(sheet->holder.name, SPECIMEN_NAME);
    assert_string_equal(sheet->area.code, AREA);
    assert_int_equal(sheet->history.count, 2);
    assert_int_equal(sheet->history.as_of, 3);
    assert_false(sheet->others_asked);
    assert_string_equal(sheet->verifier, "https://verifier.example/v");
    assert_true(serial_is(sheet->serial));
    assert_true(sheet->codes >= 1);
    assert_int_equal(date_compare(sheet->issued, (struct date){2026, 11, 20}), 0);
    assert_int_equal(world_counts().signatures, 1);
    free(sheet);
    walk_free(&walk);
}

static struct trust *trust_of_signer(void)
{
    struct ec_key *key = w.keys.public_key(w.keys.self, "shc-1");
    struct trust *trust = trust_new();
    struct bytes jwk = bytes_new(1024), set = bytes_new(2048);
    char kid[JWK_THUMBPRINT_SIZE];

    assert_true(jwk_canonical(key, &jwk) && jwk_thumbprint(key, kid));
    assert_true(
        bytes_append_text(&set, "{\"keys\":[{\"use\":\"sig\",\"alg\":\"ES256\",\"kid\":\""));
    assert_true(bytes_append_text(&set, kid) && bytes_append_text(&set, "\","));
    assert_true(bytes_append(&set, view_from(bytes_view(&jwk), 1)));
    assert_true(bytes_append_text(&set, "]}"));
    assert_int_equal(trust_add_jwks(trust, w.settings.issuer, bytes_view(&set)), ERR_OK);
    ec_key_free(&key);
    bytes_free(&jwk);
    bytes_free(&set);
    return trust;
}

/* VRS-51, VRS-52: anyone's verifier believes the code, and it carries the serial, not the number.
 */
static void the_code_on_the_sheet_is_valid(void **state)
{
    struct walk walk = walk_new();
    struct certificate *sheet = calloc(1, sizeof *sheet);
    struct opened *seen = calloc(1, sizeof *seen);
    struct trust *trust = trust_of_signer();

    (void)state;
    walk_all(&walk);
    open_sheet(&walk, sheet);
    shc_open(view_text(sheet->code[0].text), trust, w.now, seen);
    assert_int_equal(seen->verdict, SEAL_VALID);
    assert_string_equal(seen->id, sheet->serial);
    assert_true(holder_equal(&seen->holder, &sheet->holder));
    assert_null(memmem(walk.sheet.at, walk.sheet.len, SPECIMEN_NUMBER, NUMBER_LEN));
    trust_free(&trust);
    free(seen);
    free(sheet);
    walk_free(&walk);
}

static void a_replayed_first_proof_is_refused(void **state)
{
    struct walk walk = walk_new();

    (void)state;
    assert_int_equal(walk_records(&walk), ERR_OK);
    assert_int_equal(walk_send(&walk), AK_R64);
    /* And the transaction it belongs to is over. */
    assert_int_equal(walk_certificate(&walk), AK_R64);
    assert_int_equal(world_counts().signatures, 0);
    walk_free(&walk);
}

/* R1, VRS-54: a second arrival gets nothing and voids the serial of the first. */
static void a_certificate_is_asked_for_once(void **state)
{
    struct walk walk = walk_new();

    (void)state;
    walk_all(&walk);
    assert_int_equal(walk_send(&walk), AK_R64);
    assert_int_equal(world_counts().signatures, 1);
    assert_int_equal(world_counts().withdrawn, 1);
    assert_int_equal(walk_outcome(walk.proof.live.transaction, true), AK_R67);
    walk_free(&walk);
}

static void a_nonce_of_another_kiosk_is_refused(void **state)
{
    struct walk walk = walk_new();

    (void)state;
    assert_int_equal(walk_nonce(&walk), ERR_OK);
    walk.proof.live.kiosk[0] ^= 1;
    walk_challenge(&walk);
    assert_int_equal(walk_send(&walk), AK_R60);
    walk_free(&walk);
}

static void the_second_proof_is_bound_to_its_kiosk_too(void **state)
{
    struct walk walk = walk_new();

    (void)state;
    assert_int_equal(walk_records(&walk), ERR_OK);
    walk.proof.live.kiosk[0] ^= 1;
    assert_int_equal(walk_certificate(&walk), AK_R60);
    assert_int_equal(world_counts().signatures, 0);
    walk_free(&walk);
}

static void a_proof_comes_within_180_seconds(void **state)
{
    struct walk walk = walk_new();

    (void)state;
    assert_int_equal(walk_nonce(&walk), ERR_OK);
    walk_challenge(&walk);
    w.now += 181;
    assert_int_equal(walk_send(&walk), AK_R01);
    walk_free(&walk);
}

/* VRS-44: a copied card has no key to answer with. */
static void an_answer_to_another_challenge_is_refused(void **state)
{
    struct walk walk = walk_new();

    (void)state;
    assert_int_equal(walk_nonce(&walk), ERR_OK);
    walk_challenge(&walk);
    walk.proof.signature[200] ^= 1;
    assert_true(walk_send(&walk) != ERR_OK);
    /* The nonce is used up all the same. */
    walk.proof.signature[200] ^= 1;
    assert_int_equal(walk_send(&walk), AK_R64);
    walk_free(&walk);
}

static void the_first_answer_does_not_open_the_certificate(void **state)
{
    struct walk walk = walk_new();

    (void)state;
    assert_int_equal(walk_records(&walk), ERR_OK);
    walk.proof.live.step = LIVENESS_CERTIFICATE;
    memcpy(walk.proof.live.nonce, walk.presented.nonce, NONCE_LEN);
    assert_true(walk_send(&walk) != ERR_OK);
    assert_int_equal(world_counts().signatures, 0);
    walk_free(&walk);
}

/* CTR-03, VRS-44: the name was changed on a card that answers every challenge rightly. */
static void an_altered_card_is_refused(void **state)
{
    struct walk walk = walk_new();

    (void)state;
    assert_int_equal(walk_nonce(&walk), ERR_OK);
    walk.proof.files.person.at[22] ^= 1;
    walk_challenge(&walk);
    assert_int_equal(err_name(walk_send(&walk))[3], 'C');
    assert_int_equal(world_counts().signatures, 0);
    walk_free(&walk);
}

/* A card whose root is not configured is as good as none. */
static void a_card_of_another_root_is_refused(void **state)
{
    struct walk walk = walk_new();

    (void)state;
    w.maker.roots.root[0].modulus[9] ^= 1;
    assert_int_equal(err_name(walk_records(&walk))[3], 'C');
    w.maker.roots.root[0].modulus[9] ^= 1;
    walk_free(&walk);
}

/* R10: number and birth date must be of one person. */
static void a_record_with_another_birth_is_refused(void **state)
{
    struct walk walk;

    (void)state;
    w.maker.birth = "19800218";
    walk = walk_new();
    assert_int_equal(walk_records(&walk), AK_R61);
    walk_free(&walk);
}

/* VRS-45 */
static void an_unknown_number_gets_no_history(void **state)
{
    struct walk walk;

    (void)state;
    w.maker.number = "100000000013";
    walk = walk_new();
    assert_int_equal(walk_records(&walk), AK_R30);
    assert_int_equal(walk.presented.history.found, FOUND_UNKNOWN);
    walk_free(&walk);
}

static void a_person_without_doses_gets_no_second_nonce(void **state)
{
    const uint8_t nothing[NONCE_LEN] = {0};
    struct walk walk;

    (void)state;
    world_person("100000000013", (struct date){1980, 2, 17}, 0);
    w.maker.number = "100000000013";
    walk = walk_new();
    assert_int_equal(walk_records(&walk), ERR_OK);
    assert_int_equal(walk.presented.history.found, FOUND_NONE);
    assert_memory_equal(walk.presented.nonce, nothing, sizeof nothing);
    assert_int_equal(walk_certificate(&walk), AK_R01);
    walk_free(&walk);
}

/* The card of the second step must be the one of the first. */
static void another_card_cannot_take_over(void **state)
{
    struct walk walk = walk_new(), other;

    (void)state;
    world_person("100000000013", (struct date){1980, 2, 17}, 1);
    assert_int_equal(walk_records(&walk), ERR_OK);
    w.maker.number = "100000000013";
    other = walk_new();
    other.proof.live = walk.proof.live;
    other.presented = walk.presented;
    assert_int_equal(walk_certificate(&other), AK_R60);
    assert_int_equal(world_counts().signatures, 0);
    walk_free(&walk);
    other.presented = (struct wire_presented){0};
    walk_free(&other);
}

/* R3: what is certified is what was shown. */
static void a_record_that_changed_meanwhile_is_not_certified(void **state)
{
    struct walk walk = walk_new();

    (void)state;
    assert_int_equal(walk_records(&walk), ERR_OK);
    world_person(SPECIMEN_NUMBER, (struct date){1980, 2, 17}, 3);
    assert_int_equal(walk_certificate(&walk), AK_R05);
    walk_free(&walk);
}

static void anothers_change_disturbs_nobody(void **state)
{
    struct walk walk = walk_new();

    (void)state;
    assert_int_equal(walk_records(&walk), ERR_OK);
    world_person("100000000013", (struct date){1999, 9, 9}, 1);
    assert_int_equal(walk_certificate(&walk), ERR_OK);
    walk_free(&walk);
}

static void an_area_that_is_not_held_is_told(void **state)
{
    struct walk walk = walk_new();

    (void)state;
    (void)snprintf(walk.proof.live.area, sizeof walk.proof.live.area, "131130");
    assert_int_equal(walk_nonce(&walk), AK_R68);
    walk_free(&walk);
}

static void without_consent_of_this_visit_nothing_opens(void **state)
{
    struct walk walk = walk_new();

    (void)state;
    walk.proof.agreed = w.now - 3601;
    assert_int_equal(walk_records(&walk), AK_R06);
    walk_free(&walk);
}

static void an_unconfirmed_older_serial_is_withdrawn(void **state)
{
    struct walk first = walk_new(), second = walk_new();

    (void)state;
    walk_all(&first);
    walk_all(&second);
    assert_int_equal(world_counts().signatures, 2);
    assert_int_equal(world_counts().withdrawn, 1);
    assert_int_equal(walk_outcome(first.proof.live.transaction, true), AK_R67);
    assert_int_equal(walk_outcome(second.proof.live.transaction, true), ERR_OK);
    assert_int_equal(world_counts().delivered, 1);
    walk_free(&first);
    walk_free(&second);
}

static void outcomes_are_repeatable(void **state)
{
    struct walk walk = walk_new();

    (void)state;
    walk_all(&walk);
    assert_int_equal(walk_outcome(walk.proof.live.transaction, true), ERR_OK);
    assert_int_equal(walk_outcome(walk.proof.live.transaction, true), ERR_OK);
    assert_int_equal(world_counts().delivered, 1);
    assert_int_equal(walk_outcome("00112233445566778899aabbccddeeff", true), AK_R66);
    assert_int_equal(walk_outcome("00112233445566778899aabbccddeeff", false), ERR_OK);
    walk_free(&walk);
}

/* R1: a report that overtakes the request leaves nothing to be issued. */
static void a_void_report_closes_the_transaction(void **state)
{
    struct walk walk = walk_new();

    (void)state;
    assert_int_equal(walk_records(&walk), ERR_OK);
    assert_int_equal(walk_outcome(walk.proof.live.transaction, false), ERR_OK);
    assert_int_equal(walk_certificate(&walk), AK_R64);
    assert_int_equal(world_counts().signatures, 0);
    walk_free(&walk);
}

static bool count_incident(void *self, const struct incident *incident)
{
    int *count = self;

    (*count)++;
    return strncmp(incident->why, "AK-S6", 5) == 0;
}

static int incidents(void)
{
    struct ledger *ledger = NULL;
    int count = 0;

    assert_int_equal(ledger_open(store_sqlite_open, w.area, AREA, STORE_READ, &ledger), ERR_OK);
    assert_int_equal(ledger_incidents(ledger, count_incident, &count), ERR_OK);
    ledger_close(&ledger);
    return count;
}

/* KSK-22, KSK-23, R15: what the resident said becomes an incident; any other end does not. */
static void what_the_resident_said_is_an_incident(void **state)
{
    struct walk differs = walk_new(), not_mine = walk_new();

    (void)state;
    assert_int_equal(walk_records(&differs), ERR_OK);
    assert_int_equal(walk_report(differs.proof.live.transaction, AK_S61, 2), ERR_OK);
    assert_int_equal(walk_report(differs.proof.live.transaction, AK_S61, 2), ERR_OK);
    assert_int_equal(incidents(), 1);
    walk_all(&not_mine);
    assert_int_equal(walk_outcome(not_mine.proof.live.transaction, true), ERR_OK);
    assert_int_equal(walk_report(not_mine.proof.live.transaction, AK_S62, 0), ERR_OK);
    assert_int_equal(incidents(), 2);
    assert_int_equal(world_counts().withdrawn, 1);
    assert_int_equal(walk_report("00112233445566778899aabbccddeeff", AK_S62, 0), ERR_OK);
    assert_int_equal(walk_outcome(not_mine.proof.live.transaction, false), ERR_OK);
    assert_int_equal(incidents(), 2);
    walk_free(&differs);
    walk_free(&not_mine);
}

/* VRS-61 */
static void a_restart_voids_what_was_reserved(void **state)
{
    (void)state;
    world_tamper("INSERT INTO issue (serial, transaction_id, person, kind, state, as_of, kid,"
                 " issued, reserved_at) VALUES ('AAAAAAAAAAAA',"
                 " '00112233445566778899aabbccddeeff', x'00', 1, 'reserved', 3, 'k', '2026-11-20',"
                 " 0)");
    world_restart();
    assert_int_equal(walk_outcome("00112233445566778899aabbccddeeff", true), AK_R67);
    assert_int_equal(world_counts().issues, 0);
}

/* R19 */
static void a_book_that_does_not_agree_stops_issuing(void **state)
{
    struct walk walk = walk_new(), next = walk_new();

    (void)state;
    assert_int_equal(walk_records(&walk), ERR_OK);
    world_tamper("UPDATE ledger SET signatures = signatures + 1");
    assert_int_equal(walk_certificate(&walk), AK_R65);
    assert_int_equal(walk_nonce(&next), AK_R65);
    world_restart();
    assert_int_equal(walk_nonce(&next), AK_R65);
    walk_free(&walk);
    walk_free(&next);
}

/* VRS-58 */
static void an_unreported_certificate_is_withdrawn_by_the_clock(void **state)
{
    struct walk walk = walk_new();

    (void)state;
    walk_all(&walk);
    signer_tick(w.signer);
    assert_int_equal(world_counts().withdrawn, 0);
    w.now += 3601;
    signer_tick(w.signer);
    assert_int_equal(world_counts().withdrawn, 1);
    walk_free(&walk);
}

static void an_hour_that_passed_while_stopped_counts(void **state)
{
    struct walk walk = walk_new();

    (void)state;
    walk_all(&walk);
    w.now += 3601;
    world_restart();
    assert_int_equal(world_counts().withdrawn, 1);
    walk_free(&walk);
}

static void the_offer_names_areas_in_service(void **state)
{
    struct wire_offer offer;
    struct bytes body = bytes_new(16), out = bytes_new(WIRE_MAX);

    (void)state;
    assert_int_equal(world_ask(WIRE_SIGNER_OFFER, &body, &out), ERR_OK);
    assert_int_equal(wire_offer_decode(bytes_view(&out), &offer), ERR_OK);
    assert_int_equal(offer.count, 1);
    assert_string_equal(offer.at[0].area.name_en, "Meguro City");
    assert_true(offer.at[0].domestic);
    assert_false(offer.at[0].travel);
    world_tamper("UPDATE ledger SET signatures = signatures + 1");
    world_restart();
    assert_int_equal(world_ask(WIRE_SIGNER_OFFER, &body, &out), ERR_OK);
    assert_int_equal(wire_offer_decode(bytes_view(&out), &offer), ERR_OK);
    assert_int_equal(offer.count, 0);
    bytes_free(&out);
}

/* R17, VRS-55: there is no other question, and no question with content in it. */
static void nothing_else_is_understood(void **state)
{
    struct bytes body = bytes_new(64), out = bytes_new(WIRE_MAX);

    (void)state;
    assert_true(bytes_append_text(&body, "{\"content\":\"sign me\"}"));
    for (int kind = 0; kind < 256; kind++) {
        enum err code = ERR_OK;

        if (kind == WIRE_SIGNER_OFFER)
            continue;
        code = world_ask((uint8_t)kind, &body, &out);
        assert_true(code != ERR_OK);
    }
    assert_int_equal(world_counts().signatures, 0);
    bytes_free(&body);
    bytes_free(&out);
}

static void a_missing_key_stops_the_start(void **state)
{
    (void)state;
    signer_close(&w.signer);
    w.named.at[0].name[0] = 'x';
    assert_true(key_register_write(w.settings.record, &w.named));
    assert_null(signer_open(&w.plan, w.why));
    assert_string_equal(w.why, err_meaning(AK_K64));
    w.named.at[0].name[0] = 's';
    assert_true(key_register_write(w.settings.record, &w.named));
    w.plan.areas = w.keys_folder;
    assert_null(signer_open(&w.plan, w.why));
    assert_non_null(strstr(w.why, "areas.folder"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(a_walk_ends_with_a_signed_sheet),
        WORLD_TEST(the_code_on_the_sheet_is_valid),
        WORLD_TEST(a_replayed_first_proof_is_refused),
        WORLD_TEST(a_certificate_is_asked_for_once),
        WORLD_TEST(a_nonce_of_another_kiosk_is_refused),
        WORLD_TEST(the_second_proof_is_bound_to_its_kiosk_too),
        WORLD_TEST(a_proof_comes_within_180_seconds),
        WORLD_TEST(an_answer_to_another_challenge_is_refused),
        WORLD_TEST(the_first_answer_does_not_open_the_certificate),
        WORLD_TEST(an_altered_card_is_refused),
        WORLD_TEST(a_card_of_another_root_is_refused),
        WORLD_TEST(a_record_with_another_birth_is_refused),
        WORLD_TEST(an_unknown_number_gets_no_history),
        WORLD_TEST(a_person_without_doses_gets_no_second_nonce),
        WORLD_TEST(another_card_cannot_take_over),
        WORLD_TEST(a_record_that_changed_meanwhile_is_not_certified),
        WORLD_TEST(anothers_change_disturbs_nobody),
        WORLD_TEST(an_area_that_is_not_held_is_told),
        WORLD_TEST(without_consent_of_this_visit_nothing_opens),
        WORLD_TEST(an_unconfirmed_older_serial_is_withdrawn),
        WORLD_TEST(outcomes_are_repeatable),
        WORLD_TEST(a_void_report_closes_the_transaction),
        WORLD_TEST(what_the_resident_said_is_an_incident),
        WORLD_TEST(a_restart_voids_what_was_reserved),
        WORLD_TEST(a_book_that_does_not_agree_stops_issuing),
        WORLD_TEST(an_unreported_certificate_is_withdrawn_by_the_clock),
        WORLD_TEST(an_hour_that_passed_while_stopped_counts),
        WORLD_TEST(the_offer_names_areas_in_service),
        WORLD_TEST(nothing_else_is_understood),
        WORLD_TEST(a_missing_key_stops_the_start),
    };

    return cmocka_run_group_tests(tests, world_make, world_end);
}
