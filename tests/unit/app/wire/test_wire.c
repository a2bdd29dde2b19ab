#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "samples.h"

static struct bytes body_of(const struct sample *sample)
{
    struct bytes body = bytes_new(WIRE_MAX);

    assert_true(sample->make(&body));
    return body;
}

static enum err read_text(const struct sample *sample, const char *text)
{
    struct bytes out = bytes_new(WIRE_MAX);
    enum err code = sample->again(view_text(text), &out);

    bytes_free(&out);
    return code;
}

static void every_message_survives_the_way(void **state)
{
    (void)state;
    for (size_t i = 0; i < SAMPLES; i++) {
        struct bytes body = body_of(&samples[i]), again = bytes_new(WIRE_MAX);

        assert_int_equal(samples[i].again(bytes_view(&body), &again), ERR_OK);
        assert_true(view_equal(bytes_view(&body), bytes_view(&again)));
        bytes_free(&body);
        bytes_free(&again);
    }
}

static void what_is_not_json_is_refused(void **state)
{
    static const char *const bodies[] = {"",           "{",        "null",
                                         "[",          "\"text\"", "{}x",
                                         "{\"a\":1,}", "\xff\xfe", "{\"transaction\":\"\\u0000\"}"};

    (void)state;
    for (size_t i = 0; i < SAMPLES; i++)
        for (size_t k = 0; k < sizeof bodies / sizeof *bodies; k++)
            assert_int_equal(read_text(&samples[i], bodies[k]), AK_N90);
}

/* Cut off anywhere, no message is a message. */
static void a_cut_message_is_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < SAMPLES; i++) {
        struct bytes body = body_of(&samples[i]);

        for (size_t len = 0; len < body.len; len++) {
            struct bytes out = bytes_new(WIRE_MAX);

            assert_int_equal(samples[i].again(view_cut(bytes_view(&body), 0, len), &out), AK_N90);
            bytes_free(&out);
        }
        bytes_free(&body);
    }
}

static void a_body_beyond_the_limit_is_refused(void **state)
{
    static char text[WIRE_MAX + 2];

    (void)state;
    memset(text, ' ', sizeof text - 1);
    memcpy(text, "{}", 2);
    for (size_t i = 0; i < SAMPLES; i++)
        assert_int_equal(read_text(&samples[i], text), AK_N98);
}

/* --- found, none and unknown are never mixed (R13, KSK-24) ----------------------- */

static enum err read_presented(enum found found, size_t count, uint8_t nonce)
{
    struct wire_presented m = {.holder = sample_holder(),
                               .history = sample_history(),
                               .nonce = {nonce},
                               .sealed = bytes_new(WIRE_SEALED_MAX)};
    struct bytes body = bytes_new(WIRE_MAX);
    enum err code = ERR_OK;

    m.history.found = found;
    m.history.count = count;
    assert_true(wire_presented_encode(&m, &body));
    code = wire_presented_decode(bytes_view(&body), &m);
    wire_presented_free(&m);
    bytes_free(&body);
    return code;
}

static void doses_nonce_and_found_agree(void **state)
{
    (void)state;
    assert_int_equal(read_presented(FOUND_SOME, 1, 1), ERR_OK);
    assert_int_equal(read_presented(FOUND_NONE, 0, 0), ERR_OK);
    assert_int_equal(read_presented(FOUND_UNKNOWN, 0, 0), ERR_OK);
    assert_int_equal(read_presented(FOUND_SOME, 0, 1), AK_N93);
    assert_int_equal(read_presented(FOUND_NONE, 1, 0), AK_N93);
    assert_int_equal(read_presented(FOUND_UNKNOWN, 1, 0), AK_N93);
    assert_int_equal(read_presented(FOUND_SOME, 1, 0), AK_N93);
    assert_int_equal(read_presented(FOUND_NONE, 0, 1), AK_N93);
}

/* A presented whose passport is this; the rest is as it should be. */
static enum err read_traveller(const char *name, const char *passport, const char *nationality,
                               enum found found)
{
    struct wire_presented m = {.holder = sample_holder(),
                               .history = {.found = found},
                               .sealed = bytes_new(WIRE_SEALED_MAX)};
    struct bytes body = bytes_new(WIRE_MAX);
    enum err code = ERR_OK;

    if (found == FOUND_SOME) {
        m.history = sample_history();
        m.nonce[0] = 1;
    }
    memcpy(m.traveller.name, name, strlen(name) + 1);
    memcpy(m.traveller.passport, passport, strlen(passport) + 1);
    memcpy(m.traveller.nationality, nationality, strlen(nationality) + 1);
    assert_true(wire_presented_encode(&m, &body));
    code = wire_presented_decode(bytes_view(&body), &m);
    wire_presented_free(&m);
    bytes_free(&body);
    return code;
}

/* KSK-08: the passport's number does not come to a kiosk before the sheet, whoever sends it. */
static void a_passport_on_file_is_masked_or_refused(void **state)
{
    (void)state;
    assert_int_equal(read_traveller("KAKU HANAKO", "*****0010", "JPN", FOUND_SOME), ERR_OK);
    assert_int_equal(read_traveller("KAKU HANAKO", "***", "JPN", FOUND_SOME), ERR_OK);
    assert_int_equal(read_traveller("", "", "", FOUND_SOME), ERR_OK);
    assert_int_equal(read_traveller("KAKU HANAKO", "XX0000010", "JPN", FOUND_SOME), AK_N93);
    assert_int_equal(read_traveller("KAKU HANAKO", "****00010", "JPN", FOUND_SOME), AK_N93);
    assert_int_equal(read_traveller("KAKU HANAKO", "X****0010", "JPN", FOUND_SOME), AK_N93);
    assert_int_equal(read_traveller("KAKU HANAKO", "0010", "JPN", FOUND_SOME), AK_N93);
    assert_int_equal(read_traveller("KAKU HANAKO", "", "JPN", FOUND_SOME), AK_N93);
    assert_int_equal(read_traveller("KAKU HANAKO", "*****0010", "", FOUND_SOME), AK_N93);
    assert_int_equal(read_traveller("", "*****0010", "JPN", FOUND_SOME), AK_N93);
    assert_int_equal(read_traveller("Kaku", "*****0010", "JPN", FOUND_SOME), AK_N93);
    assert_int_equal(read_traveller("KAKU HANAKO", "*****0010", "JPN", FOUND_NONE), AK_N93);
}

/* Nobody stands before a notice they cannot read. */
static void a_notice_is_in_every_language_or_in_none(void **state)
{
    static const struct wire_notice whole = {"あ", "a", "啊", "아"};
    static struct wire_offer offer;

    (void)state;
    for (int missing = 0; missing < 5; missing++) {
        struct bytes body = bytes_new(WIRE_MAX);
        char *const words[] = {offer.notice.ja, offer.notice.en, offer.notice.zh, offer.notice.ko};

        offer = (struct wire_offer){.notice = whole};
        if (missing < 4)
            words[missing][0] = 0;
        assert_true(wire_offer_encode(&offer, &body));
        assert_int_equal(wire_offer_decode(bytes_view(&body), &offer),
                         missing < 4 ? AK_N93 : ERR_OK);
        bytes_free(&body);
    }
}

static enum err read_outcome(bool delivered, int sheets, enum err why, int dose)
{
    struct wire_outcome m = {.delivered = delivered, .sheets = sheets, .code = why, .dose = dose};
    struct bytes body = bytes_new(WIRE_MAX);
    enum err code = ERR_OK;

    memcpy(m.transaction, SAMPLE_ID, sizeof m.transaction);
    assert_true(wire_outcome_encode(&m, &body));
    code = wire_outcome_decode(bytes_view(&body), &m);
    bytes_free(&body);
    return code;
}

static void an_outcome_is_one_or_the_other(void **state)
{
    (void)state;
    assert_int_equal(read_outcome(true, 1, ERR_OK, 0), ERR_OK);
    assert_int_equal(read_outcome(false, 0, AK_N90, 0), ERR_OK);
    assert_int_equal(read_outcome(true, 0, ERR_OK, 0), AK_N93);
    assert_int_equal(read_outcome(true, 1, AK_N90, 0), AK_N93);
    assert_int_equal(read_outcome(false, 1, ERR_OK, 0), AK_N93);
    assert_int_equal(read_outcome(false, 0, AK_S61, 2), ERR_OK);
    assert_int_equal(read_outcome(false, 0, AK_N90, 2), AK_N93);
    assert_int_equal(read_outcome(true, 1, ERR_OK, 2), AK_N93);
}

static void a_message_without_a_word_is_not_made(void **state)
{
    struct wire_open m = {.area = "131105"};
    struct bytes body = bytes_new(WIRE_MAX);

    (void)state;
    assert_true(bytes_append_text(&body, "before"));
    assert_false(wire_open_encode(&m, &body));
    assert_true(view_equal(bytes_view(&body), view_text("before")));
    bytes_free(&body);
}

static void a_problem_has_the_status_of_its_category(void **state)
{
    (void)state;
    assert_int_equal(wire_problem_of(AK_N05).status, 503);
    assert_int_equal(wire_problem_of(AK_N30).status, 422);
    assert_int_equal(wire_problem_of(AK_N63).status, 403);
    assert_int_equal(wire_problem_of(AK_N92).status, 400);
    assert_int_equal(wire_problem_of(AK_N99).status, 400);
    assert_int_equal(wire_problem_of(AK_X92).status, 500);
    assert_int_equal(wire_made(true), ERR_OK);
    assert_int_equal(wire_made(false), AK_X92);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_message_survives_the_way),
        cmocka_unit_test(what_is_not_json_is_refused),
        cmocka_unit_test(a_cut_message_is_refused),
        cmocka_unit_test(a_body_beyond_the_limit_is_refused),
        cmocka_unit_test(doses_nonce_and_found_agree),
        cmocka_unit_test(a_passport_on_file_is_masked_or_refused),
        cmocka_unit_test(a_notice_is_in_every_language_or_in_none),
        cmocka_unit_test(an_outcome_is_one_or_the_other),
        cmocka_unit_test(a_message_without_a_word_is_not_made),
        cmocka_unit_test(a_problem_has_the_status_of_its_category),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
