/* The last look at a sheet for travel: the seal beside the health card is this person's, of this
 * passport and of these doses (KSK-08, KSK-16, R1). */
#include "app/kiosk/judge.h"

#include "../seal/bundle.h"
#include "app/paper/paper.h"
#include "app/seal/shc.h"
#include "app/seal/vds.h"
#include "crypto/base64.h"
#include "crypto/x509_icao.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* 2026-11-20T00:00:00Z, as bundle.h has it. */
enum { NOW = 1795132800, DAY = 86400, DPI = 300, DER_MAX = 4096, TEXT_MAX = 8192 };

static const char issuer_address[] = "https://issuer.example", digest[] = "0123456789ABCDEF";

/* Keys and papers of the issuer, and one visit that comes to its last look. */
struct stage {
    struct ec_key *key, *csca_key;
    struct bytes csca, barcode;
    struct kiosk kiosk;
    struct visit *visit;
    struct look *seen;
};

static bool sign(void *self, const char *name, struct view message, uint8_t out[EC_SIGNATURE_LEN])
{
    (void)name;
    return ec_sign(self, message, out);
}

static int64_t seconds(void *self)
{
    (void)self;
    return NOW;
}

static void make_barcode_signer(struct stage *stage)
{
    const struct x509_icao_plan csca = {.country = "JP",
                                        .organisation = "Akashi test",
                                        .name = "Health CSCA",
                                        .from = NOW - 300 * DAY,
                                        .until = NOW + 5500 * (int64_t)DAY};
    const struct x509_icao_plan signer = {.country = "JP",
                                          .name = "A1",
                                          .from = NOW - DAY,
                                          .until = NOW + 3700 * (int64_t)DAY,
                                          .last_signature = NOW + 90 * DAY};

    stage->csca = bytes_new(DER_MAX);
    stage->barcode = bytes_new(DER_MAX);
    assert_true(x509_icao_make_csca(&csca, stage->csca_key, &stage->csca) &&
                x509_icao_make_signer(&signer, stage->key, stage->csca_key,
                                      bytes_view(&stage->csca), &stage->barcode));
}

/* One key signs both formats here; a bundle says that it is believed. */
static void trust_issuer(struct stage *stage)
{
    static char shc[TEXT_MAX], csca[TEXT_MAX];
    struct bytes jwk = bytes_new(512), der = bytes_new(TEXT_MAX);
    char kid[JWK_THUMBPRINT_SIZE];

    assert_true(jwk_thumbprint(stage->key, kid) && jwk_canonical(stage->key, &jwk) &&
                base64_encode(bytes_view(&stage->csca), &der));
    (void)snprintf(shc, sizeof shc,
                   "[{\"issuer\":\"%s\",\"jwks\":{\"keys\":[%.*s,\"use\":\"sig\",\"alg\":\"ES256\","
                   "\"kid\":\"%s\"}]}}]",
                   issuer_address, (int)jwk.len - 1, (const char *)jwk.at, kid);
    (void)snprintf(csca, sizeof csca, "[{\"state\":\"JPN\",\"certificate\":\"%.*s\"}]",
                   (int)der.len, (const char *)der.at);
    assert_int_equal(bundle_open(stage->key, BUNDLE(.shc = shc, .csca = csca), &stage->kiosk.trust),
                     ERR_OK);
    bytes_free(&jwk);
    bytes_free(&der);
}

static void issue(struct stage *stage, struct certificate *sheet)
{
    const struct key_port port = {.self = stage->key, .sign = sign};
    const struct vds_issuer travel = {"JPN", "k", bytes_view(&stage->barcode)};
    struct shc_issuer issuer = {.iss = issuer_address, .key_name = "k"};

    sheet->codes = 0;
    assert_true(jwk_thumbprint(stage->key, issuer.kid));
    assert_int_equal(shc_issue(&issuer, &port, NOW, sheet), ERR_OK);
    assert_int_equal(vds_issue(&travel, &port, sheet), ERR_OK);
    assert_int_equal(sheet->codes, 2);
}

/* Somebody whose second and third dose are recorded here: a sheet's doses need not begin at one. */
static struct certificate sheet_of(const struct visit *visit)
{
    struct certificate sheet = {
        .kind = KIND_TRAVEL,
        .serial = "AAAABBBBCCCC",
        .area = {"131105", "目黒区", "Meguro City", "目黒区長", "Mayor of Meguro City"},
        .holder = {"架空　花子", {1985, 4, 12}},
        .traveller = {.name = "KAKU HANAKO", .passport = "XX0000010", .nationality = "JPN"},
        .history = {.found = FOUND_SOME,
                    .count = 2,
                    .as_of = 7,
                    .doses = {{2, {2021, 7, 6}, "comirnaty", "LOT2", "JPN"},
                              {3, {2022, 12, 3}, "comirnaty-ba45", "LOT3", "JPN"}}},
        .issued = {2026, 11, 20}};

    memcpy(sheet.transaction, visit->transaction, sizeof sheet.transaction);
    return sheet;
}

static int open_stage(void **state)
{
    struct stage *stage = calloc(1, sizeof *stage);
    struct visit *visit = visit_new();

    stage->key = ec_key_new();
    stage->csca_key = ec_key_new();
    stage->kiosk.clock.seconds = seconds;
    stage->visit = visit;
    stage->seen = calloc(1, sizeof *stage->seen);
    make_barcode_signer(stage);
    trust_issuer(stage);
    visit->certificate = sheet_of(visit);
    visit->person.holder = visit->certificate.holder;
    visit->history = visit->certificate.history;
    visit->traveller = visit->certificate.traveller;
    traveller_mask(&visit->traveller);
    visit->area = visit->certificate.area;
    visit->kind = KIND_TRAVEL;
    issue(stage, &visit->certificate);
    *state = stage;
    return 0;
}

static int close_stage(void **state)
{
    struct stage *stage = *state;

    trust_free(&stage->kiosk.trust);
    ec_key_free(&stage->key);
    ec_key_free(&stage->csca_key);
    bytes_free(&stage->csca);
    bytes_free(&stage->barcode);
    visit_free(&stage->visit);
    free(stage->seen);
    free(stage);
    return 0;
}

/* Draws the visit's sheet, looks at it, and says what is thought of it. */
static enum err judged(struct stage *stage)
{
    struct visit *visit = stage->visit;

    bytes_free(&visit->stream);
    assert_int_equal(
        paper_draw(&visit->certificate, PAPER_USUAL, digest, DPI, &visit->stream, &visit->pages),
        ERR_OK);
    assert_int_equal(paper_look(&visit->certificate, PAPER_USUAL, digest,
                                bytes_view(&visit->stream), stage->seen),
                     ERR_OK);
    return judge_pages(&stage->kiosk, visit, stage->seen);
}

/* The same, with the seal that was issued for `other` in the place of the sheet's own. */
static enum err judged_with_seal_of(struct stage *stage, struct certificate *other)
{
    issue(stage, other);
    stage->visit->certificate.code[1] = other->code[1];
    return judged(stage);
}

static void both_codes_of_this_person_pass(void **state)
{
    assert_int_equal(judged(*state), ERR_OK);
}

static void a_seal_of_another_person_is_refused(void **state)
{
    struct stage *stage = *state;
    struct certificate other = stage->visit->certificate;

    snprintf(other.traveller.name, sizeof other.traveller.name, "BETSUJIN TARO");
    assert_int_equal(judged_with_seal_of(stage, &other), AK_P60);
    other = sheet_of(stage->visit);
    other.holder.birth.day++;
    assert_int_equal(judged_with_seal_of(stage, &other), AK_P60);
}

static void a_seal_of_another_passport_is_refused(void **state)
{
    struct stage *stage = *state;
    struct certificate other = stage->visit->certificate;

    snprintf(other.traveller.passport, sizeof other.traveller.passport, "XX0000020");
    assert_int_equal(judged_with_seal_of(stage, &other), AK_P60);
    other = sheet_of(stage->visit);
    snprintf(other.traveller.reference, sizeof other.traveller.reference, "JPN1");
    assert_int_equal(judged_with_seal_of(stage, &other), AK_P60);
}

static void a_seal_of_another_serial_is_refused(void **state)
{
    struct stage *stage = *state;
    struct certificate other = stage->visit->certificate;

    snprintf(other.serial, sizeof other.serial, "DDDDEEEEFFFF");
    assert_int_equal(judged_with_seal_of(stage, &other), AK_P60);
}

/* Each thing that a seal says of a dose, and the row of doses itself. */
static void a_seal_of_other_doses_is_refused(void **state)
{
    struct stage *stage = *state;
    struct certificate others[6];

    for (size_t i = 0; i < 6; i++)
        others[i] = sheet_of(stage->visit);
    others[0].history.doses[1].date.day++;
    snprintf(others[1].history.doses[1].lot, LOT_SIZE, "OTHER");
    snprintf(others[2].history.doses[1].country, COUNTRY_SIZE, "UTO");
    snprintf(others[3].history.doses[1].product, PRODUCT_SIZE, "spikevax");
    others[4].history.doses[0].number = 1; /* the same doses, counted from one */
    others[4].history.doses[1].number = 2;
    others[5].history.count = 1;
    for (size_t i = 0; i < 6; i++)
        assert_int_equal(judged_with_seal_of(stage, &others[i]), AK_P60);
    stage->visit->certificate = sheet_of(stage->visit);
    issue(stage, &stage->visit->certificate);
    assert_int_equal(judged(stage), ERR_OK);
}

/* A seal knows a product's brand alone; the health card beside it knows the product. */
static void a_health_card_of_another_product_is_refused(void **state)
{
    struct stage *stage = *state;
    struct certificate *sheet = &stage->visit->certificate;
    struct certificate other = sheet_of(stage->visit);

    snprintf(other.history.doses[1].product, PRODUCT_SIZE, "comirnaty");
    issue(stage, &other);
    sheet->code[1] = other.code[1];
    assert_int_equal(judged(stage), ERR_OK);
    sheet->code[0] = other.code[0];
    assert_int_equal(judged(stage), AK_P60);
}

/* A row that misses a dose, or has it twice, is no certificate of all of them. */
static void codes_that_do_not_carry_every_dose_are_refused(void **state)
{
    struct stage *stage = *state;
    struct certificate *sheet = &stage->visit->certificate;
    struct certificate part = sheet_of(stage->visit);

    part.history.count = 1;
    issue(stage, &part);
    sheet->code[1] = part.code[1]; /* a true seal of the first dose alone */
    assert_int_equal(judged(stage), AK_P60);
    sheet->codes = 1; /* no seal at all */
    assert_int_equal(judged(stage), AK_P60);
    sheet->code[0] = part.code[1];
    assert_int_equal(judged(stage), AK_P60);
}

/* What the sheet says of a code is not what the code says: other numbers, other doses, another
 * format. */
static void a_code_that_is_not_what_the_sheet_calls_it_is_refused(void **state)
{
    struct stage *stage = *state;
    struct certificate *sheet = &stage->visit->certificate;
    const struct certificate whole = *sheet;
    struct certificate other = sheet_of(stage->visit), last = other;

    other.history.doses[0].number = 1;
    other.history.doses[1].number = 2;
    issue(stage, &other);
    snprintf(sheet->code[1].text, CODE_TEXT_SIZE, "%s", other.code[1].text);
    assert_int_equal(judged(stage), AK_P60);

    *sheet = whole; /* a seal of both doses that is called one of the first */
    last.history.count = 1;
    last.history.doses[0] = last.history.doses[1];
    issue(stage, &last);
    sheet->code[1].last = 2;
    sheet->code[sheet->codes++] = last.code[1];
    assert_int_equal(judged(stage), AK_P60);

    *sheet = whole; /* a second health card that is called a seal */
    other = sheet_of(stage->visit);
    other.history.doses[0].number = 1; /* which a health card does not say */
    other.history.doses[1].number = 2;
    issue(stage, &other);
    snprintf(sheet->code[1].text, CODE_TEXT_SIZE, "%s", other.code[0].text);
    assert_int_equal(judged(stage), AK_P60);

    *sheet = whole; /* the seal alone */
    sheet->code[0] = sheet->code[1];
    sheet->codes = 1;
    assert_int_equal(judged(stage), AK_P60);
}

/* One code twice and the other not at all is as many as there should be. */
static void a_code_in_the_place_of_the_other_is_refused(void **state)
{
    struct stage *stage = *state;
    struct look_page *page = &stage->seen->page[0];
    struct look_code *seal = NULL, *card = NULL;

    assert_int_equal(judged(stage), ERR_OK);
    for (size_t i = 0; i < page->codes; i++) {
        bool is_card = page->code[i].len > 4 && memcmp(page->code[i].text, "shc:", 4) == 0;

        *(is_card ? &card : &seal) = &page->code[i];
    }
    assert_non_null(seal);
    assert_non_null(card);
    *card = *seal;
    assert_int_equal(judge_pages(&stage->kiosk, stage->visit, stage->seen), AK_P60);
}

/* The sheet itself names another passport than the one that the resident said yes to. */
static void a_sheet_with_another_passport_than_was_shown_is_refused(void **state)
{
    struct stage *stage = *state;
    struct traveller *shown = &stage->visit->traveller;
    const struct traveller were = *shown;

    assert_int_equal(judged(stage), ERR_OK);
    snprintf(shown->name, sizeof shown->name, "BETSUJIN TARO");
    assert_int_equal(judged(stage), AK_P61);
    *shown = were;
    snprintf(shown->passport, sizeof shown->passport, "*****0020");
    assert_int_equal(judged(stage), AK_P61);
    *shown = were;
    snprintf(shown->nationality, sizeof shown->nationality, "UTO");
    assert_int_equal(judged(stage), AK_P61);
    *shown = (struct traveller){0};
    assert_int_equal(judged(stage), AK_P61);
}

static void a_seal_under_an_authority_that_nobody_trusts_is_refused(void **state)
{
    struct stage *stage = *state;
    struct trust *trust = stage->kiosk.trust;
    struct ec_key *key = stage->csca_key;
    struct certificate other = sheet_of(stage->visit);

    stage->csca_key = ec_key_new();
    bytes_free(&stage->csca);
    bytes_free(&stage->barcode);
    make_barcode_signer(stage);
    assert_int_equal(judged_with_seal_of(stage, &other), AK_P60);
    ec_key_free(&key);
    assert_ptr_equal(trust, stage->kiosk.trust);
}

int main(void)
{
#define STAGED(test) cmocka_unit_test_setup_teardown(test, open_stage, close_stage)
    const struct CMUnitTest tests[] = {
        STAGED(both_codes_of_this_person_pass),
        STAGED(a_seal_of_another_person_is_refused),
        STAGED(a_seal_of_another_passport_is_refused),
        STAGED(a_seal_of_another_serial_is_refused),
        STAGED(a_seal_of_other_doses_is_refused),
        STAGED(a_health_card_of_another_product_is_refused),
        STAGED(codes_that_do_not_carry_every_dose_are_refused),
        STAGED(a_code_that_is_not_what_the_sheet_calls_it_is_refused),
        STAGED(a_code_in_the_place_of_the_other_is_refused),
        STAGED(a_sheet_with_another_passport_than_was_shown_is_refused),
        STAGED(a_seal_under_an_authority_that_nobody_trusts_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
