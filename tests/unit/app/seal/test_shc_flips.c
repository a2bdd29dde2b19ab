#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "signed.h"

#include "crypto/base64.h"

#include <openssl/bn.h>

/* VRS-52, exhaustively: each bit of a text is turned, each sign left out, doubled or exchanged with
 * the next. Nothing survives: base64url is read in one form only, and everything else is signed. */
struct trial {
    struct bytes text; /* good */
    struct bytes spoilt;
};

static bool is_accepted(struct view text)
{
    struct opened opened;

    shc_open(text, sample.trust, SAMPLE_NOW, &opened);
    return opened.verdict == SEAL_VALID || opened.code == ERR_OK;
}

static void expect_refused(const struct trial *trial, size_t at, const char *how)
{
    if (is_accepted(bytes_view(&trial->spoilt)))
        fail_msg("accepted with sign %zu %s", at, how);
}

static void set_spoilt(struct trial *trial, size_t before, const char *between, size_t from)
{
    bytes_clear(&trial->spoilt);
    assert_true(bytes_append(&trial->spoilt, view_cut(bytes_view(&trial->text), 0, before)) &&
                bytes_append_text(&trial->spoilt, between) &&
                bytes_append(&trial->spoilt, view_from(bytes_view(&trial->text), from)));
}

static void flip_bits(struct trial *trial, size_t at)
{
    for (unsigned bit = 0; bit < 8; bit++) {
        set_spoilt(trial, trial->text.len, "", trial->text.len);
        trial->spoilt.at[at] ^= (uint8_t)(1U << bit);
        expect_refused(trial, at, "changed");
    }
}

static void move_signs(struct trial *trial, size_t at)
{
    char here[2] = {(char)trial->text.at[at], 0}, twice[3] = {here[0], here[0], 0};

    set_spoilt(trial, at, "", at + 1);
    expect_refused(trial, at, "left out");
    set_spoilt(trial, at, twice, at + 1);
    expect_refused(trial, at, "doubled");
    set_spoilt(trial, at, "", trial->text.len);
    expect_refused(trial, at, "and all behind it cut off");
    if (at + 1 < trial->text.len && trial->text.at[at] != trial->text.at[at + 1]) {
        char turned[3] = {(char)trial->text.at[at + 1], here[0], 0};

        set_spoilt(trial, at, turned, at + 2);
        expect_refused(trial, at, "exchanged");
    }
}

static void try_all(struct bytes *text)
{
    struct trial trial = {*text, bytes_new(CODE_TEXT_SIZE)};

    assert_true(is_accepted(bytes_view(text)));
    for (size_t at = 0; at < text->len; at++) {
        flip_bits(&trial, at);
        move_signs(&trial, at);
    }
    bytes_free(&trial.spoilt);
    bytes_free(text);
}

static void no_changed_jws_is_valid(void **state)
{
    char text[CODE_TEXT_SIZE];
    struct bytes jws = {0};

    (void)state;
    issue_text(text);
    jws = jws_of(text);
    try_all(&jws);
}

static void no_changed_digits_are_valid(void **state)
{
    char text[CODE_TEXT_SIZE];
    struct bytes digits = bytes_new(CODE_TEXT_SIZE);

    (void)state;
    issue_text(text);
    assert_true(bytes_append_text(&digits, text));
    try_all(&digits);
}

/* The one other text that holds: ECDSA takes s and n − s alike, and ES256 asks for neither. It
 * takes arithmetic, not a damage, to come from one to the other, and it says the same. */
static void the_other_signature_says_the_same(void **state)
{
    static const char order[] = "FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551";
    char text[CODE_TEXT_SIZE];
    uint8_t signature[EC_SIGNATURE_LEN];
    struct opened one, other;
    struct bytes jws = {0}, raw = bytes_new(EC_SIGNATURE_LEN);
    struct jws parts;
    BIGNUM *n = NULL, *s = NULL;

    (void)state;
    issue_text(text);
    jws = jws_of(text);
    shc_open(bytes_view(&jws), sample.trust, SAMPLE_NOW, &one);
    assert_true(jws_split(bytes_view(&jws), &parts) && base64url_decode(parts.signature, &raw));
    memcpy(signature, raw.at, sizeof signature);
    assert_true(BN_hex2bn(&n, order) > 0);
    s = BN_bin2bn(signature + 32, 32, NULL);
    assert_true(BN_sub(s, n, s) == 1 && BN_bn2binpad(s, signature + 32, 32) == 32);
    jws.len = parts.signed_part.len;
    assert_true(jws_end(signature, &jws));
    shc_open(bytes_view(&jws), sample.trust, SAMPLE_NOW, &other);
    assert_int_equal(other.code, ERR_OK);
    assert_memory_equal(&one, &other, sizeof one);
    BN_free(n);
    BN_free(s);
    bytes_free(&jws);
    bytes_free(&raw);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_changed_jws_is_valid),
        cmocka_unit_test(no_changed_digits_are_valid),
        cmocka_unit_test(the_other_signature_says_the_same),
    };

    return cmocka_run_group_tests(tests, open_sample, close_sample);
}
