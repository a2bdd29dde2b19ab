#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "samples.h"

#include <jansson.h>
#include <stdio.h>

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

static enum err read_json(const struct sample *sample, json_t *root)
{
    char *text = json_dumps(root, JSON_COMPACT);
    enum err code = ERR_OK;

    assert_non_null(text);
    code = read_text(sample, text);
    free(text);
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

/* --- every member of every message, wherever it is nested ------------------------ */

struct walk {
    const struct sample *sample;
    json_t *root;
    size_t cases;
    void (*spoil)(struct walk *walk, json_t *object, const char *name);
};

static void walk_objects(struct walk *walk, json_t *at)
{
    if (json_is_object(at)) {
        json_t *names = json_array();
        size_t i = 0;
        const char *name = NULL;
        json_t *value = NULL, *text = NULL;

        json_object_foreach(at, name, value)
        {
            json_array_append_new(names, json_string(name));
        }
        json_array_foreach(names, i, text)
        {
            name = json_string_value(text);
            walk->spoil(walk, at, name);
            walk->cases++;
            walk_objects(walk, json_object_get(at, name));
        }
        json_decref(names);
    } else if (json_is_array(at)) {
        size_t i = 0;
        json_t *each = NULL;

        json_array_foreach(at, i, each)
        {
            walk_objects(walk, each);
        }
    }
}

static void walk_samples(void (*spoil)(struct walk *walk, json_t *object, const char *name))
{
    for (size_t i = 0; i < SAMPLES; i++) {
        struct bytes body = body_of(&samples[i]);
        struct walk walk = {&samples[i], NULL, 0, spoil};

        walk.root = json_loadb((const char *)body.at, body.len, 0, NULL);
        assert_non_null(walk.root);
        walk_objects(&walk, walk.root);
        assert_true(walk.cases > 0);
        assert_int_equal(read_json(walk.sample, walk.root), ERR_OK);
        json_decref(walk.root);
        bytes_free(&body);
    }
}

static void expect(struct walk *walk, const char *name, enum err wanted)
{
    enum err code = read_json(walk->sample, walk->root);

    if (code != wanted)
        fail_msg("%s.%s: %s instead of %s", walk->sample->name, name, err_name(code),
                 err_name(wanted));
}

static void try_instead(struct walk *walk, json_t *object, const char *name, json_t *instead)
{
    json_t *kept = json_incref(json_object_get(object, name));

    assert_int_equal(json_object_set_new(object, name, instead), 0);
    expect(walk, name, AK_N93);
    assert_int_equal(json_object_set_new(object, name, kept), 0);
}

static void leave_out(struct walk *walk, json_t *object, const char *name)
{
    json_t *kept = json_incref(json_object_get(object, name));

    assert_int_equal(json_object_del(object, name), 0);
    expect(walk, name, AK_N92);
    assert_int_equal(json_object_set_new(object, name, kept), 0);
}

static void add_stranger(struct walk *walk, json_t *object, const char *name)
{
    (void)name;
    assert_int_equal(json_object_set_new(object, "hash", json_string("00")), 0);
    expect(walk, "hash", AK_N91);
    assert_int_equal(json_object_del(object, "hash"), 0);
}

static void mistype(struct walk *walk, json_t *object, const char *name)
{
    json_t *value = json_object_get(object, name);

    try_instead(walk, object, name, json_null());
    try_instead(walk, object, name, json_real(1.5));
    if (!json_is_string(value))
        try_instead(walk, object, name, json_string("1"));
    if (!json_is_integer(value))
        try_instead(walk, object, name, json_integer(1));
    if (!json_is_boolean(value))
        try_instead(walk, object, name, json_true());
    if (!json_is_object(value))
        try_instead(walk, object, name, json_object());
    if (!json_is_array(value))
        try_instead(walk, object, name, json_array());
}

/* Longer than any text, blob or fixed value of any message, but inside WIRE_MAX. */
static json_t *long_text(void)
{
    static char text[WIRE_SEALED_MAX * 4 / 3 + 8];

    memset(text, 'A', sizeof text - 1);
    return json_string(text);
}

static json_t *long_list(json_t *list)
{
    json_t *longer = json_array();

    for (size_t i = 0; i <= WIRE_AREAS_MAX; i++)
        assert_int_equal(json_array_append(longer, json_array_get(list, 0)), 0);
    return longer;
}

static void oversize(struct walk *walk, json_t *object, const char *name)
{
    json_t *value = json_object_get(object, name);

    if (json_is_string(value)) {
        try_instead(walk, object, name, long_text());
        try_instead(walk, object, name, json_string("\n"));
    }
    if (json_is_integer(value)) {
        try_instead(walk, object, name, json_integer(-1));
        if (strcmp(name, "agreed") != 0 && strcmp(name, "as_of") != 0)
            try_instead(walk, object, name, json_integer(4294967297));
    }
    if (json_is_array(value))
        try_instead(walk, object, name, long_list(value));
}

static void a_missing_member_is_refused(void **state)
{
    (void)state;
    walk_samples(leave_out);
}

static void an_unknown_member_is_refused(void **state)
{
    (void)state;
    walk_samples(add_stranger);
}

static void another_type_is_refused(void **state)
{
    (void)state;
    walk_samples(mistype);
}

static void beyond_the_limit_is_refused(void **state)
{
    (void)state;
    walk_samples(oversize);
}

/* Names a member of the outermost object twice, the second time with the same value. */
static void a_doubled_member_is_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < SAMPLES; i++) {
        struct bytes body = body_of(&samples[i]);
        json_t *root = json_loadb((const char *)body.at, body.len, 0, NULL), *value = NULL;
        const char *name = NULL;

        json_object_foreach(root, name, value)
        {
            char *text = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
            struct bytes doubled = bytes_new(2 * (size_t)WIRE_MAX), out = bytes_new(WIRE_MAX);

            assert_true(bytes_append(&doubled, view_cut(bytes_view(&body), 0, body.len - 1)));
            assert_true(bytes_append_text(&doubled, ",\"") && bytes_append_text(&doubled, name) &&
                        bytes_append_text(&doubled, "\":") && bytes_append_text(&doubled, text) &&
                        bytes_append_text(&doubled, "}"));
            assert_int_equal(samples[i].again(bytes_view(&doubled), &out), AK_N90);
            free(text);
            bytes_free(&doubled);
            bytes_free(&out);
        }
        json_decref(root);
        bytes_free(&body);
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
        assert_int_equal(read_text(&samples[i], text), AK_N93);
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

static enum err read_outcome(bool delivered, int sheets, enum err why)
{
    struct wire_outcome m = {.delivered = delivered, .sheets = sheets, .code = why};
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
    assert_int_equal(read_outcome(true, 1, ERR_OK), ERR_OK);
    assert_int_equal(read_outcome(false, 0, AK_N90), ERR_OK);
    assert_int_equal(read_outcome(true, 0, ERR_OK), AK_N93);
    assert_int_equal(read_outcome(true, 1, AK_N90), AK_N93);
    assert_int_equal(read_outcome(false, 1, ERR_OK), AK_N93);
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
    assert_int_equal(wire_problem_of(AK_X92).status, 500);
    assert_int_equal(wire_made(true), ERR_OK);
    assert_int_equal(wire_made(false), AK_X92);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_message_survives_the_way),
        cmocka_unit_test(a_missing_member_is_refused),
        cmocka_unit_test(an_unknown_member_is_refused),
        cmocka_unit_test(another_type_is_refused),
        cmocka_unit_test(beyond_the_limit_is_refused),
        cmocka_unit_test(a_doubled_member_is_refused),
        cmocka_unit_test(what_is_not_json_is_refused),
        cmocka_unit_test(a_cut_message_is_refused),
        cmocka_unit_test(a_body_beyond_the_limit_is_refused),
        cmocka_unit_test(doses_nonce_and_found_agree),
        cmocka_unit_test(an_outcome_is_one_or_the_other),
        cmocka_unit_test(a_message_without_a_word_is_not_made),
        cmocka_unit_test(a_problem_has_the_status_of_its_category),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
