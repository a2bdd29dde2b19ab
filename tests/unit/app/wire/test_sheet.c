#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "app/wire/sheet.h"
#include "crypto/base64.h"
#include "crypto/jws.h"

#include <string.h>

static struct ec_key *key;

static bool sign(void *self, const char *name, struct view message, uint8_t out[EC_SIGNATURE_LEN])
{
    (void)self;
    return strcmp(name, "sheet-1") == 0 && ec_sign(key, message, out);
}

static const struct key_port port = {.sign = sign};

static struct certificate sample(void)
{
    struct certificate c = {
        .serial = "ABCDEFGHJK23",
        .transaction = "00112233445566778899aabbccddeeff",
        .kind = KIND_DOMESTIC,
        .area = {"131130", "渋谷区", "Shibuya City", "渋谷区長", "Mayor of Shibuya City"},
        .holder = {"髙﨑　𠮷子", {1958, 12, 31}},
        .history = {.found = FOUND_SOME, .count = 1, .as_of = 12},
        .verifier = "https://verifier.example/v",
        .others_asked = true,
        .issued = {2026, 11, 20},
        .codes = 1,
    };

    c.history.doses[0] = (struct dose){1, {2021, 6, 1}, "comirnaty", "", "JPN"};
    c.code[0] = (struct code){CODE_SHC, 1, 1, "shc:/56762909"};
    return c;
}

static struct bytes signed_sheet(const struct certificate *content)
{
    struct bytes text = bytes_new(SHEET_MAX);

    assert_true(sheet_sign(content, &port, "sheet-1", &text));
    return text;
}

static struct bytes signed_json(const char *header, const char *payload)
{
    struct bytes text = bytes_new(SHEET_MAX);
    uint8_t signature[EC_SIGNATURE_LEN];

    assert_true(jws_begin(view_text(header), view_text(payload), &text));
    assert_true(ec_sign(key, bytes_view(&text), signature));
    assert_true(jws_end(signature, &text));
    return text;
}

static void assert_same(const struct certificate *a, const struct certificate *b)
{
    assert_string_equal(a->serial, b->serial);
    assert_string_equal(a->transaction, b->transaction);
    assert_int_equal(a->kind, b->kind);
    assert_memory_equal(&a->area, &b->area, sizeof a->area);
    assert_true(holder_equal(&a->holder, &b->holder));
    assert_int_equal(a->history.found, b->history.found);
    assert_true(a->history.as_of == b->history.as_of);
    assert_int_equal(a->history.count, b->history.count);
    for (size_t i = 0; i < a->history.count; i++)
        assert_true(dose_equal(&a->history.doses[i], &b->history.doses[i]));
    assert_string_equal(a->verifier, b->verifier);
    assert_int_equal(a->others_asked, b->others_asked);
    assert_int_equal(date_compare(a->issued, b->issued), 0);
    assert_int_equal(a->codes, b->codes);
    for (size_t i = 0; i < a->codes; i++) {
        assert_int_equal(a->code[i].format, b->code[i].format);
        assert_int_equal(a->code[i].first, b->code[i].first);
        assert_int_equal(a->code[i].last, b->code[i].last);
        assert_string_equal(a->code[i].text, b->code[i].text);
    }
}

static void a_sheet_says_again_what_was_signed(void **state)
{
    struct certificate in = sample(), *out = calloc(1, sizeof *out);
    struct bytes text = signed_sheet(&in);

    (void)state;
    assert_int_equal(sheet_open(bytes_view(&text), key, out), ERR_OK);
    assert_true(sheet_is(bytes_view(&text)));
    assert_same(&in, out);
    bytes_free(&text);
    free(out);
}

/* A birth may be known in part, a dose always needs its day. */
static void a_birth_known_in_part_goes_the_way(void **state)
{
    static const struct date births[] = {{1945, 0, 0}, {1945, 3, 0}, {2000, 2, 29}};
    struct certificate in = sample(), *out = calloc(1, sizeof *out);
    struct bytes text = {0};

    (void)state;
    for (size_t i = 0; i < sizeof births / sizeof *births; i++) {
        in.holder.birth = births[i];
        text = signed_sheet(&in);
        assert_int_equal(sheet_open(bytes_view(&text), key, out), ERR_OK);
        assert_true(holder_equal(&out->holder, &in.holder));
        bytes_free(&text);
    }
    in.history.doses[0].date.day = 0;
    text = signed_sheet(&in);
    assert_int_equal(sheet_open(bytes_view(&text), key, out), AK_N60);
    bytes_free(&text);
    free(out);
}

static enum err opened_again(const struct certificate *in, struct certificate *out)
{
    struct bytes text = signed_sheet(in);
    enum err code = sheet_open(bytes_view(&text), key, out);

    bytes_free(&text);
    return code;
}

/* A passport stands on a sheet for travel, and on no other. */
static void a_traveller_goes_with_travel(void **state)
{
    const struct traveller traveller = {"AKASHI SHO", "TR0000000", "JPN",
                                        "JPN13113020261120000001"};
    struct certificate in = sample(), *out = calloc(1, sizeof *out);

    (void)state;
    in.traveller = traveller;
    assert_int_equal(opened_again(&in, out), AK_N60);
    in.kind = KIND_TRAVEL;
    assert_int_equal(opened_again(&in, out), ERR_OK);
    assert_memory_equal(&out->traveller, &traveller, sizeof traveller);
    in.traveller.passport[0] = 0;
    assert_int_equal(opened_again(&in, out), AK_N60);
    in.traveller = (struct traveller){0};
    assert_int_equal(opened_again(&in, out), AK_N60);
    free(out);
}

static void the_largest_certificate_fits(void **state)
{
    struct certificate *in = calloc(1, sizeof *in), *out = calloc(1, sizeof *out);
    struct bytes text = {0};

    (void)state;
    *in = sample();
    memset(in->holder.name, 'N', sizeof in->holder.name - 1);
    in->history.count = DOSES_MAX;
    for (int i = 0; i < DOSES_MAX; i++) {
        in->history.doses[i] = in->history.doses[0];
        in->history.doses[i].number = i + 1;
        memset(in->history.doses[i].lot, 'L', sizeof in->history.doses[i].lot - 1);
    }
    in->codes = CODES_MAX;
    for (int i = 0; i < CODES_MAX; i++) {
        in->code[i] = in->code[0];
        memset(in->code[i].text, '9', sizeof in->code[i].text - 1);
    }
    text = signed_sheet(in);
    assert_int_equal(sheet_open(bytes_view(&text), key, out), ERR_OK);
    assert_same(in, out);
    bytes_free(&text);
    free(in);
    free(out);
}

/* CTR-13: one changed character anywhere, and nobody gets the sheet. */
static void every_changed_character_is_found(void **state)
{
    struct certificate in = sample(), *out = calloc(1, sizeof *out);
    struct bytes text = signed_sheet(&in);

    (void)state;
    for (size_t i = 0; i < text.len; i++) {
        text.at[i] ^= 1;
        assert_int_not_equal(sheet_open(bytes_view(&text), key, out), ERR_OK);
        assert_int_equal(out->holder.name[0], 0);
        text.at[i] ^= 1;
    }
    bytes_free(&text);
    free(out);
}

static void another_key_is_told_from_another_form(void **state)
{
    struct certificate in = sample(), *out = calloc(1, sizeof *out);
    struct bytes text = signed_sheet(&in);
    struct ec_key *stranger = ec_key_new();

    (void)state;
    assert_int_equal(sheet_open(bytes_view(&text), stranger, out), AK_N62);
    assert_int_equal(sheet_open(view_cut(bytes_view(&text), 0, 20), key, out), AK_N60);
    assert_int_equal(sheet_open((struct view){0}, key, out), AK_N60);
    assert_false(sheet_is(view_text("a.b.c")));
    ec_key_free(&stranger);
    bytes_free(&text);
    free(out);
}

static void only_our_header_is_read(void **state)
{
    static const char *const headers[] = {
        "{\"alg\":\"none\",\"typ\":\"akashi-sheet\"}",
        "{\"typ\":\"akashi-sheet\",\"alg\":\"ES256\"}",
        "{\"alg\":\"ES256\",\"typ\":\"JWT\"}",
        "{\"alg\":\"ES256\",\"typ\":\"akashi-sheet\",\"kid\":\"x\"}",
    };
    struct certificate *out = calloc(1, sizeof *out);

    (void)state;
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
        struct bytes text = signed_json(headers[i], "{}");

        assert_int_equal(sheet_open(bytes_view(&text), key, out), AK_N60);
        bytes_free(&text);
    }
    free(out);
}

/* R13: nothing found never becomes a paper, even under a good signature. */
static void a_sheet_without_doses_or_codes_is_refused(void **state)
{
    struct certificate in = sample(), *out = calloc(1, sizeof *out);
    struct bytes text = {0};

    (void)state;
    in.codes = 0;
    text = signed_sheet(&in);
    assert_int_equal(sheet_open(bytes_view(&text), key, out), AK_N60);
    bytes_free(&text);
    in = sample();
    in.history = (struct history){.found = FOUND_NONE, .as_of = 1};
    text = signed_sheet(&in);
    assert_int_equal(sheet_open(bytes_view(&text), key, out), AK_N60);
    bytes_free(&text);
    free(out);
}

static void a_key_that_does_not_sign_gives_no_sheet(void **state)
{
    struct certificate in = sample();
    struct bytes text = bytes_new(SHEET_MAX);

    (void)state;
    assert_false(sheet_sign(&in, &port, "another", &text));
    assert_int_equal(text.len, 0);
    bytes_free(&text);
}

static void the_digest_is_of_the_text(void **state)
{
    char digest[SHEET_DIGEST_LEN + 1];

    (void)state;
    assert_true(sheet_digest(view_text("abc"), digest)); /* FIPS 180-4, first example */
    assert_string_equal(digest, "BA7816BF8F01CFEA");
}

static int make_key(void **state)
{
    (void)state;
    key = ec_key_new();
    return key == NULL;
}

static int free_key(void **state)
{
    (void)state;
    ec_key_free(&key);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sheet_says_again_what_was_signed),
        cmocka_unit_test(a_birth_known_in_part_goes_the_way),
        cmocka_unit_test(a_traveller_goes_with_travel),
        cmocka_unit_test(the_largest_certificate_fits),
        cmocka_unit_test(every_changed_character_is_found),
        cmocka_unit_test(another_key_is_told_from_another_form),
        cmocka_unit_test(only_our_header_is_read),
        cmocka_unit_test(a_sheet_without_doses_or_codes_is_refused),
        cmocka_unit_test(a_key_that_does_not_sign_gives_no_sheet),
        cmocka_unit_test(the_digest_is_of_the_text),
    };

    return cmocka_run_group_tests(tests, make_key, free_key);
}
