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

static const char digest[] = "0123456789ABCDEF";
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

/* Looks as the kiosk does: for the sheet of this visit, whatever was drawn. */
static enum err look(struct stage *stage)
{
    return paper_look(&stage->visit->certificate, PAPER_USUAL, digest,
                      bytes_view(&stage->visit->stream), stage->seen);
}

/* Draws what `drawn` says and looks at it. */
static void draw(struct stage *stage, const struct certificate *drawn)
{
    bytes_free(&stage->visit->stream);
    assert_int_equal(
        paper_draw(drawn, PAPER_USUAL, digest, DPI, &stage->visit->stream, &stage->visit->pages),
        ERR_OK);
    assert_int_equal(look(stage), ERR_OK);
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

/* A document of three pages, its stream cut into them: what stands on one, what on another. */
struct cut {
    struct bytes stream;
    size_t at[4]; /* where each page starts, and the end */
};

static void cut_pages(const struct certificate *certificate, struct cut *out)
{
    static const char header[] = "PwgRaster";
    int pages = 0;

    out->stream = bytes_new(PAPER_STREAM_MAX);
    assert_int_equal(paper_draw(certificate, PAPER_USUAL, digest, DPI, &out->stream, &pages),
                     ERR_OK);
    assert_int_equal(pages, 3);
    for (size_t i = 0, k = 0; i + sizeof header <= out->stream.len; i++)
        if (memcmp(out->stream.at + i, header, sizeof header) == 0) {
            assert_true(k < 3);
            out->at[k++] = i;
        }
    out->at[3] = out->stream.len;
}

static bool put_page(struct stage *stage, const struct cut *from, size_t k)
{
    return bytes_append(&stage->visit->stream,
                        view_of(from->stream.at + from->at[k], from->at[k + 1] - from->at[k]));
}

/* The stream for the printer, put together of pages: page `order[i]` of `mine`, or of `other` where
 * it is 3 or more. */
static void compose(struct stage *stage, const struct cut *mine, const struct cut *other,
                    const size_t *order, size_t count)
{
    struct visit *visit = stage->visit;

    bytes_free(&visit->stream);
    visit->pages = 3;
    assert_true(bytes_append(&visit->stream, view_of(mine->stream.at, mine->at[0])));
    for (size_t i = 0; i < count; i++)
        assert_true(put_page(stage, order[i] < 3 ? mine : other, order[i] % 3));
}

static void give_doses(struct certificate *certificate, size_t count)
{
    certificate->history.count = count;
    for (size_t i = 0; i < count; i++)
        certificate->history.doses[i] =
            (struct dose){(int)i + 1, {2021, 1, 1 + (int)i}, "comirnaty", "LOT1", "JPN"};
}

/* R4, R30: pages of two documents mixed, swapped or doubled, a page missing. Every page has nothing
 * wrong with itself, and the other document's are this very person's. */
static void mixed_swapped_doubled_and_missing_pages_are_refused(void **state)
{
    static const size_t whole[] = {0, 1, 2}, mixed[] = {0, 4, 2}, swapped[] = {0, 2, 1};
    static const size_t doubled[] = {0, 1, 1}, missing[] = {0, 1}, others[] = {3, 4, 5};
    static const struct {
        const size_t *order;
        size_t count;
        enum err looked, judged;
    } cases[] = {{whole, 3, ERR_OK, ERR_OK},   {mixed, 3, ERR_OK, AK_P60},
                 {swapped, 3, ERR_OK, AK_P60}, {doubled, 3, ERR_OK, AK_P60},
                 {missing, 2, AK_P90, AK_P90}, {others, 3, ERR_OK, AK_P60}};
    struct stage *stage = *state;
    struct certificate other;
    struct cut mine = {0}, theirs = {0};

    give_doses(&stage->visit->certificate, 20);
    stage->visit->history = stage->visit->certificate.history;
    issue(stage, &stage->visit->certificate);
    other = stage->visit->certificate;
    snprintf(other.serial, sizeof other.serial, "DDDDEEEEFFFF");
    cut_pages(&stage->visit->certificate, &mine);
    cut_pages(&other, &theirs);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        compose(stage, &mine, &theirs, cases[i].order, cases[i].count);
        assert_int_equal(look(stage), cases[i].looked);
        if (cases[i].looked == ERR_OK)
            assert_int_equal(judged(stage), cases[i].judged);
    }
    bytes_free(&mine.stream);
    bytes_free(&theirs.stream);
}

/* KSK-18: each word on the page counts, not only what the codes say. The codes are the right ones;
 * each time one word beside them is another's, or gone. */
static void a_page_whose_words_are_not_the_sheets_is_refused(void **state)
{
    struct stage *stage = *state;
    struct certificate mine = stage->visit->certificate, drawn;
    static const enum form_part parts[] = {FORM_PART_NAME, FORM_PART_FIELDS, FORM_PART_ROWS,
                                           FORM_PART_ID, FORM_PART_RECORD};

    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        drawn = mine;
        if (parts[i] == FORM_PART_NAME)
            snprintf(drawn.holder.name, sizeof drawn.holder.name, "架空　花江");
        else if (parts[i] == FORM_PART_FIELDS)
            drawn.holder.birth.day = 13;
        else if (parts[i] == FORM_PART_ROWS)
            drawn.history.doses[1].lot[3] = '7';
        else if (parts[i] == FORM_PART_ID)
            drawn.serial[11] = 'G';
        else
            drawn.others_asked = true;
        draw(stage, &drawn);
        assert_int_equal(stage->seen->page[0].codes, 2);
        /* With the ID every ripple changes, behind every word. */
        for (enum form_part part = 0; part < FORM_PARTS && parts[i] != FORM_PART_ID; part++)
            assert_int_equal(stage->seen->page[0].says[part], part != parts[i]);
        assert_false(stage->seen->page[0].says[parts[i]]);
        assert_int_equal(judged(stage), AK_P60);
    }
    draw(stage, &mine);
    assert_int_equal(judged(stage), ERR_OK);
}

/* Every part must be there: a page without its serial, its digest or its number is no page. */
static void a_page_that_lacks_a_part_is_refused(void **state)
{
    struct stage *stage = *state;

    draw(stage, &stage->visit->certificate);
    for (enum form_part part = 0; part < FORM_PARTS; part++) {
        stage->seen->page[0].says[part] = false;
        assert_int_equal(judged(stage), AK_P60);
        stage->seen->page[0].says[part] = true;
    }
    assert_int_equal(judged(stage), ERR_OK);
}

/* Drawn with another digest than that of the sheet. */
static void a_page_with_another_digest_is_refused(void **state)
{
    struct stage *stage = *state;

    bytes_free(&stage->visit->stream);
    assert_int_equal(paper_draw(&stage->visit->certificate, PAPER_USUAL, "0123456789ABCDEE", DPI,
                                &stage->visit->stream, &stage->visit->pages),
                     ERR_OK);
    assert_int_equal(look(stage), ERR_OK);
    assert_false(stage->seen->page[0].says[FORM_PART_DIGEST]);
    assert_int_equal(judged(stage), AK_P60);
}

/* The words are all there, the code is not. */
static void a_page_with_an_unreadable_code_is_refused(void **state)
{
    struct stage *stage = *state;
    struct certificate drawn = stage->visit->certificate;

    memset(drawn.code[0].text + 5, '1', strlen(drawn.code[0].text) - 5);
    draw(stage, &drawn);
    for (enum form_part part = 0; part < FORM_PARTS; part++)
        assert_true(stage->seen->page[0].says[part]);
    assert_int_equal(judged(stage), AK_P60);
    draw(stage, &stage->visit->certificate);
    stage->seen->page[0].codes = 0;
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
        STAGED(mixed_swapped_doubled_and_missing_pages_are_refused),
        STAGED(a_page_whose_words_are_not_the_sheets_is_refused),
        STAGED(a_page_that_lacks_a_part_is_refused),
        STAGED(a_page_with_another_digest_is_refused),
        STAGED(a_page_with_an_unreadable_code_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
