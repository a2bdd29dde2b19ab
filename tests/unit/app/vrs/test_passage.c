#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "../wire/samples.h"

#include "app/vrs/passage.h"
#include "app/wire/sheet.h"

#include <stdio.h>

static const struct sample *sample_named(const char *name)
{
    for (size_t i = 0; i < SAMPLES; i++)
        if (strcmp(samples[i].name, name) == 0)
            return &samples[i];
    fail();
    return NULL;
}

static struct bytes body_of(const char *name)
{
    struct bytes body = bytes_new(WIRE_MAX);

    assert_true(sample_named(name)->make(&body));
    return body;
}

/* What was understood passes, and as it was. */
static void expect_passes(enum err (*way)(struct view, struct passage_facts *, struct bytes *),
                          const char *name, struct passage_facts *facts)
{
    struct bytes body = body_of(name), out = bytes_new(WIRE_MAX);

    assert_int_equal(way(bytes_view(&body), facts, &out), ERR_OK);
    assert_true(view_equal(bytes_view(&body), bytes_view(&out)));
    bytes_free(&body);
    bytes_free(&out);
}

static void messages_pass_as_they_were(void **state)
{
    struct passage_facts facts = {0};

    (void)state;
    expect_passes(passage_for(WIRE_NONCE)->ask, "nonce_ask", &facts);
    assert_string_equal(facts.transaction, SAMPLE_ID);
    assert_string_equal(facts.area, "131105");
    expect_passes(passage_for(WIRE_NONCE)->answer, "nonce", &facts);
    expect_passes(passage_for(WIRE_OFFER)->answer, "offer", &facts);
    facts = (struct passage_facts){0};
    expect_passes(passage_for(WIRE_PROOF)->ask, "proof", &facts);
    assert_int_equal(facts.step, LIVENESS_CERTIFICATE);
    assert_string_equal(facts.transaction, SAMPLE_ID);
    facts.step = LIVENESS_RECORDS;
    expect_passes(passage_for(WIRE_PROOF)->answer, "presented", &facts);
    facts = (struct passage_facts){0};
    expect_passes(passage_for(WIRE_OUTCOME)->ask, "outcome", &facts);
    assert_string_equal(facts.transaction, SAMPLE_ID);
}

/* CTR-12, VRS-55, R17: nobody gets content, a hash or a record id past here. */
static void a_stray_member_never_passes(void **state)
{
    static const char *const names[] = {"nonce_ask", "proof", "outcome"};
    static const char *const paths[] = {WIRE_NONCE, WIRE_PROOF, WIRE_OUTCOME};
    static const char *const strays[] = {"\"hash\":\"00\"", "\"record\":1", "\"content\":{}"};

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        struct bytes body = body_of(names[i]), more = bytes_new(WIRE_MAX),
                     out = bytes_new(WIRE_MAX);
        struct passage_facts facts = {0};

        assert_true(bytes_append(&more, view_cut(bytes_view(&body), 0, body.len - 1)));
        assert_true(bytes_append_text(&more, ",") && bytes_append_text(&more, strays[i]) &&
                    bytes_append_text(&more, "}"));
        assert_int_equal(passage_for(paths[i])->ask(bytes_view(&more), &facts, &out), AK_N91);
        assert_int_equal(out.len, 0);
        bytes_free(&body);
        bytes_free(&more);
        bytes_free(&out);
    }
}

static void what_needs_no_body_gets_none(void **state)
{
    struct passage_facts facts = {0};
    struct bytes out = bytes_new(WIRE_MAX);

    (void)state;
    assert_int_equal(passage_for(WIRE_OFFER)->ask(view_text("{\"a\":1}"), &facts, &out), ERR_OK);
    assert_int_equal(out.len, 0);
    assert_int_equal(passage_for(WIRE_OUTCOME)->answer(view_text("{\"a\":1}"), &facts, &out),
                     ERR_OK);
    assert_int_equal(out.len, 0);
    bytes_free(&out);
}

static bool sign(void *self, const char *name, struct view message, uint8_t out[EC_SIGNATURE_LEN])
{
    (void)name;
    return ec_sign(self, message, out);
}

static void a_sheet_passes_and_nothing_else_does(void **state)
{
    const struct passage *proof = passage_for(WIRE_PROOF);
    struct passage_facts facts = {.step = LIVENESS_CERTIFICATE};
    struct ec_key *key = ec_key_new();
    const struct key_port keys = {.self = key, .sign = sign};
    struct certificate content = {.serial = "ABCDEFGHJK23",
                                  .kind = KIND_DOMESTIC,
                                  .area = sample_area(),
                                  .holder = sample_holder(),
                                  .history = sample_history(),
                                  .issued = {2026, 11, 20},
                                  .codes = 1};
    struct bytes sheet = bytes_new(SHEET_MAX), presented = body_of("presented"),
                 out = bytes_new(WIRE_MAX);

    (void)state;
    memcpy(content.transaction, SAMPLE_ID, sizeof content.transaction);
    content.code[0] = (struct code){CODE_SHC, 1, 2, "shc:/5676"};
    assert_true(sheet_sign(&content, &keys, "sheet-1", &sheet));
    assert_int_equal(proof->answer(bytes_view(&sheet), &facts, &out), ERR_OK);
    assert_true(view_equal(bytes_view(&out), bytes_view(&sheet)));
    assert_string_equal(facts.type, WIRE_TYPE_SHEET);
    bytes_clear(&out);
    assert_int_equal(proof->answer(bytes_view(&presented), &facts, &out), AK_N97);
    facts.step = LIVENESS_RECORDS;
    assert_int_equal(proof->answer(bytes_view(&sheet), &facts, &out), AK_N90);
    assert_int_equal(out.len, 0);
    ec_key_free(&key);
    bytes_free(&sheet);
    bytes_free(&presented);
    bytes_free(&out);
}

static void only_four_paths_lead_to_the_signer(void **state)
{
    (void)state;
    assert_int_equal(passage_for(WIRE_OFFER)->kind, WIRE_SIGNER_OFFER);
    assert_int_equal(passage_for(WIRE_NONCE)->kind, WIRE_SIGNER_NONCE);
    assert_int_equal(passage_for(WIRE_PROOF)->kind, WIRE_SIGNER_PROOF);
    assert_int_equal(passage_for(WIRE_OUTCOME)->kind, WIRE_SIGNER_OUTCOME);
    assert_null(passage_for(WIRE_OPEN));
    assert_null(passage_for(WIRE_PRESENT));
    assert_null(passage_for(WIRE_CERTIFICATE));
    assert_null(passage_for("/v1/proof/"));
    assert_null(passage_for(""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(messages_pass_as_they_were),
        cmocka_unit_test(a_stray_member_never_passes),
        cmocka_unit_test(what_needs_no_body_gets_none),
        cmocka_unit_test(a_sheet_passes_and_nothing_else_does),
        cmocka_unit_test(only_four_paths_lead_to_the_signer),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
