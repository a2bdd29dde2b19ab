/* The last look's judgement, on pages that were really drawn and really decoded again (KSK-16,
 * KSK-18, R1). */
#include "app/kiosk/judge.h"

#include "app/paper/paper.h"
#include "app/seal/shc.h"
#include "crypto/base64.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { NOW = 1790000000, DPI = 300 };

static const char issuer_address[] = "https://issuer.example";

struct stage {
    struct ec_key *key;
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

static void trust_key_of(struct stage *stage)
{
    struct bytes jwk = bytes_new(512), json = bytes_new(1024);
    char kid[JWK_THUMBPRINT_SIZE];

    assert_true(jwk_thumbprint(stage->key, kid) && jwk_canonical(stage->key, &jwk));
    jwk.len--; /* the closing brace: more members follow */
    assert_true(bytes_append_text(&json, "{\"keys\":[") && bytes_append(&json, bytes_view(&jwk)) &&
                bytes_append_text(&json, ",\"use\":\"sig\",\"alg\":\"ES256\",\"kid\":\"") &&
                bytes_append_text(&json, kid) && bytes_append_text(&json, "\"}]}"));
    stage->kiosk.trust = trust_new();
    assert_int_equal(trust_add_jwks(stage->kiosk.trust, issuer_address, bytes_view(&json)), ERR_OK);
    bytes_free(&jwk);
    bytes_free(&json);
}

static void issue(struct stage *stage, struct certificate *certificate)
{
    const struct key_port port = {.self = stage->key, .sign = sign};
    struct shc_issuer issuer = {.iss = issuer_address, .key_name = "k"};

    assert_true(jwk_thumbprint(stage->key, issuer.kid));
    assert_int_equal(shc_issue(&issuer, &port, NOW, certificate), ERR_OK);
}

static struct certificate certificate_of(const char *name, const char *transaction)
{
    struct certificate c = {
        .kind = KIND_DOMESTIC,
        .serial = "AAAABBBBCCCC",
        .verifier = "https://verifier.example/v",
        .area = {"131105", "目黒区", "Meguro City", "目黒区長", "Mayor of Meguro City"},
        .holder.birth = {1985, 4, 12},
        .history = {.found = FOUND_SOME,
                    .count = 2,
                    .as_of = 7,
                    .doses = {{1, {2021, 6, 15}, "comirnaty", "LOT1", "JPN"},
                              {2, {2021, 7, 6}, "comirnaty", "LOT2", "JPN"}}},
        .issued = {2026, 11, 21}};

    snprintf(c.holder.name, sizeof c.holder.name, "%s", name);
    snprintf(c.transaction, sizeof c.transaction, "%s", transaction);
    return c;
}

static int open_stage(void **state)
{
    struct stage *stage = calloc(1, sizeof *stage);

    stage->key = ec_key_new();
    stage->kiosk.clock.seconds = seconds;
    stage->visit = visit_new();
    stage->seen = calloc(1, sizeof *stage->seen);
    trust_key_of(stage);
    stage->visit->certificate = certificate_of("架空　花子", stage->visit->transaction);
    stage->visit->person.holder = stage->visit->certificate.holder;
    stage->visit->history = stage->visit->certificate.history;
    stage->visit->area = stage->visit->certificate.area;
    stage->visit->kind = KIND_DOMESTIC;
    issue(stage, &stage->visit->certificate);
    *state = stage;
    return 0;
}

static int close_stage(void **state)
{
    struct stage *stage = *state;

    trust_free(&stage->kiosk.trust);
    ec_key_free(&stage->key);
    visit_free(&stage->visit);
    free(stage->seen);
    free(stage);
    return 0;
}

/* Draws what `drawn` says and looks at it. */
static void draw(struct stage *stage, const struct certificate *drawn)
{
    bytes_free(&stage->visit->stream);
    assert_int_equal(
        paper_draw(drawn, "0123456789ABCDEF", DPI, &stage->visit->stream, &stage->visit->pages),
        ERR_OK);
    assert_int_equal(look_at_raster(bytes_view(&stage->visit->stream), stage->seen), ERR_OK);
}

static enum err judged(struct stage *stage)
{
    return judge_pages(&stage->kiosk, stage->visit, stage->seen);
}

static void pages_of_this_card_pass(void **state)
{
    struct stage *stage = *state;

    draw(stage, &stage->visit->certificate);
    assert_int_equal(judged(stage), ERR_OK);
}

/* The sheet is another's: before any pixel is looked at. */
static void a_sheet_of_another_visit_or_person_is_refused(void **state)
{
    struct stage *stage = *state;
    struct certificate mine = stage->visit->certificate;

    draw(stage, &mine);
    stage->visit->certificate = certificate_of("別人　太郎", stage->visit->transaction);
    assert_int_equal(judged(stage), AK_P61);
    stage->visit->certificate = mine;
    stage->visit->certificate.holder.birth.day++;
    assert_int_equal(judged(stage), AK_P61);
    stage->visit->certificate = mine;
    stage->visit->certificate.transaction[0] ^= 1;
    assert_int_equal(judged(stage), AK_P61);
    stage->visit->certificate = mine;
    stage->visit->certificate.kind = KIND_TRAVEL;
    assert_int_equal(judged(stage), AK_P61);
    stage->visit->certificate = mine;
    stage->visit->certificate.history.count = 1;
    assert_int_equal(judged(stage), AK_P61);
}

/* The pixels are another's: a correctly signed certificate of somebody else was drawn. */
static void pages_of_another_person_are_refused(void **state)
{
    struct stage *stage = *state;
    struct certificate other = certificate_of("別人　太郎", stage->visit->transaction);

    issue(stage, &other);
    draw(stage, &other);
    assert_int_equal(judged(stage), AK_P60);
}

/* The text of the sheet was bent to fit, but the signed code still names somebody else. */
static void a_code_that_names_another_is_refused_even_when_the_sheet_carries_it(void **state)
{
    struct stage *stage = *state;
    struct certificate other = certificate_of("別人　太郎", stage->visit->transaction);

    issue(stage, &other);
    stage->visit->certificate.code[0] = other.code[0];
    draw(stage, &stage->visit->certificate);
    assert_int_equal(judged(stage), AK_P60);
}

static void a_code_with_another_serial_or_other_doses_is_refused(void **state)
{
    struct stage *stage = *state;
    struct certificate other = stage->visit->certificate;

    snprintf(other.serial, sizeof other.serial, "DDDDEEEEFFFF");
    issue(stage, &other);
    stage->visit->certificate.code[0] = other.code[0];
    draw(stage, &stage->visit->certificate);
    assert_int_equal(judged(stage), AK_P60);

    other = stage->visit->certificate;
    snprintf(other.history.doses[1].lot, LOT_SIZE, "OTHER");
    issue(stage, &other);
    stage->visit->certificate.code[0] = other.code[0];
    draw(stage, &stage->visit->certificate);
    assert_int_equal(judged(stage), AK_P60);
}

static void a_code_that_nobody_trusted_signed_is_refused(void **state)
{
    struct stage *stage = *state;

    draw(stage, &stage->visit->certificate);
    trust_free(&stage->kiosk.trust);
    stage->kiosk.trust = trust_new();
    assert_int_equal(judged(stage), AK_P60);
}

static void missing_doubled_and_strange_codes_are_refused(void **state)
{
    struct stage *stage = *state;
    struct look_page *page = &stage->seen->page[0];
    struct look_code first;

    draw(stage, &stage->visit->certificate);
    assert_int_equal(page->codes, 2);
    page->codes = 1;
    assert_int_equal(judged(stage), AK_P60);
    page->codes = 2;
    first = page->code[0];
    page->code[2] = first;
    page->codes = 3;
    assert_int_equal(judged(stage), AK_P60);
    page->code[2] = (struct look_code){.len = 3, .text = "abc"};
    assert_int_equal(judged(stage), AK_P60);
    page->codes = 2;
    assert_int_equal(judged(stage), ERR_OK);
    /* An address that the sheet does not name is a strange code. */
    stage->visit->certificate.verifier[0] = 0;
    assert_int_equal(judged(stage), AK_P60);
}

static void a_page_too_many_too_few_blank_or_black_is_refused(void **state)
{
    struct stage *stage = *state;

    draw(stage, &stage->visit->certificate);
    stage->visit->pages++;
    assert_int_equal(judged(stage), AK_P60);
    stage->visit->pages--;
    stage->seen->page[0].ink = 0.0;
    assert_int_equal(judged(stage), AK_P60);
    stage->seen->page[0].ink = 0.9;
    assert_int_equal(judged(stage), AK_P60);
    stage->seen->pages = 0;
    stage->visit->pages = 0;
    assert_int_equal(judged(stage), AK_P60);
}

int main(void)
{
#define STAGED(test) cmocka_unit_test_setup_teardown(test, open_stage, close_stage)
    const struct CMUnitTest tests[] = {
        STAGED(pages_of_this_card_pass),
        STAGED(a_sheet_of_another_visit_or_person_is_refused),
        STAGED(pages_of_another_person_are_refused),
        STAGED(a_code_that_names_another_is_refused_even_when_the_sheet_carries_it),
        STAGED(a_code_with_another_serial_or_other_doses_is_refused),
        STAGED(a_code_that_nobody_trusted_signed_is_refused),
        STAGED(missing_doubled_and_strange_codes_are_refused),
        STAGED(a_page_too_many_too_few_blank_or_black_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
