/* A client and a server in one memory: every message of the catalogue with every member of its
 * table missing, doubled, too long, of another type, and one too many. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "app/wire/catalogue.h"
#include "samples.h"

#include <jansson.h>
#include <stdio.h>

enum { TABLES_MAX = 64, STATUS_BAD_REQUEST = 400 };

#define TWICE "named twice" /* stands for the name of a doubled member until the text is made */

/* One message on its way, spoilt at one place of one table at a time. */
struct talk {
    const struct sample *sample;
    bool asked; /* it is a question, so that the server says what is wrong with it */
    json_t *root;
    size_t cases;
};

static const struct message *seen[TABLES_MAX];
static size_t seen_count;

/* --- the sheet, which goes inside of a signature ---------------------------------- */

static bool sheet_sample(struct bytes *out)
{
    struct certificate c = {.serial = "ABCDEFGHJK23",
                            .kind = KIND_DOMESTIC,
                            .area = sample_area(),
                            .holder = sample_holder(),
                            .history = sample_history(),
                            .verifier = "https://verifier.example/v",
                            .issued = {2026, 11, 20},
                            .codes = 1};

    memcpy(c.transaction, SAMPLE_ID, sizeof c.transaction);
    c.code[0] = (struct code){CODE_SHC, 1, 2, "shc:/56762909"};
    return message_encode(&message_sheet, &c, out);
}

static enum err sheet_again(struct view body, struct bytes *out)
{
    static struct certificate c;
    enum err code = message_decode_plain(&message_sheet, body, &c);

    if (code == ERR_OK)
        assert_true(message_encode(&message_sheet, &c, out));
    return code;
}

static const struct sample sheet = {"sheet", sheet_sample, sheet_again};

/* --- the pair ---------------------------------------------------------------------- */

static void serve(const struct talk *talk, struct view asked, struct bytes *answer)
{
    struct bytes understood = bytes_new(WIRE_MAX);
    enum err code = talk->sample->again(asked, &understood);
    struct wire_problem problem = wire_problem_of(code);

    if (code == ERR_OK)
        assert_true(bytes_append_text(answer, "{}"));
    else
        assert_true(wire_problem_encode(&problem, answer));
    bytes_free(&understood);
}

static enum err hear(struct view answer)
{
    struct wire_problem problem;

    if (view_equal(answer, view_text("{}")))
        return ERR_OK;
    assert_int_equal(wire_problem_decode(answer, &problem), ERR_OK);
    assert_int_equal(problem.status, STATUS_BAD_REQUEST);
    return problem.code;
}

/* What the client learns: from the server about its question, or by itself about the answer. */
static enum err say(const struct talk *talk, struct view text)
{
    struct bytes answer = bytes_new(WIRE_MAX);
    enum err code = ERR_OK;

    if (talk->asked) {
        serve(talk, text, &answer);
        code = hear(bytes_view(&answer));
    } else {
        code = talk->sample->again(text, &answer);
    }
    bytes_free(&answer);
    return code;
}

static void expect(struct talk *talk, const struct field *f, const char *how, enum err wanted)
{
    char *text = json_dumps(talk->root, JSON_COMPACT), *mark = NULL;
    struct bytes said = bytes_new(2 * (size_t)WIRE_MAX);
    enum err code = ERR_OK;

    assert_non_null(text);
    mark = strstr(text, TWICE);
    if (mark != NULL)
        assert_true(bytes_append(&said, view_of(text, (size_t)(mark - text))) &&
                    bytes_append_text(&said, f->name) &&
                    bytes_append_text(&said, mark + strlen(TWICE)));
    else
        assert_true(bytes_append_text(&said, text));
    code = say(talk, bytes_view(&said));
    if (code != wanted)
        fail_msg("%s.%s %s: %s instead of %s", talk->sample->name, f->name, how, err_name(code),
                 err_name(wanted));
    talk->cases++;
    bytes_free(&said);
    free(text);
}

/* --- what is done to a member ------------------------------------------------------ */

static void leave_out(struct talk *talk, json_t *object, const struct field *f)
{
    json_t *kept = json_incref(json_object_get(object, f->name));

    assert_int_equal(json_object_del(object, f->name), 0);
    expect(talk, f, "missing", AK_N92);
    assert_int_equal(json_object_set_new(object, f->name, kept), 0);
}

static void add(struct talk *talk, json_t *object, const struct field *f, const char *name,
                enum err wanted)
{
    assert_int_equal(json_object_set(object, name, json_object_get(object, f->name)), 0);
    expect(talk, f, name, wanted);
    assert_int_equal(json_object_del(object, name), 0);
}

static void put(struct talk *talk, json_t *object, const struct field *f, json_t *value,
                enum err wanted)
{
    json_t *kept = json_incref(json_object_get(object, f->name));
    char *how = json_dumps(value, JSON_ENCODE_ANY);

    if (how != NULL && strlen(how) > 8)
        how[8] = 0;
    assert_int_equal(json_object_set_new(object, f->name, value), 0);
    expect(talk, f, how, wanted);
    assert_int_equal(json_object_set_new(object, f->name, kept), 0);
    free(how);
}

/* Of another type, or a text and a number of another form. */
static void mistype(struct talk *talk, json_t *object, const struct field *f)
{
    json_t *of_each[] = {json_null(), json_real(1.5), json_string("\n"), json_integer(-1),
                         json_true(), json_object(),  json_array()};
    json_t *now = json_object_get(object, f->name);

    for (size_t i = 0; i < sizeof of_each / sizeof *of_each; i++) {
        bool same = json_typeof(of_each[i]) == json_typeof(now) ||
                    (json_is_boolean(of_each[i]) && json_is_boolean(now));

        if (!same || json_is_string(now) || json_is_integer(now))
            put(talk, object, f, json_incref(of_each[i]), AK_N93);
        json_decref(of_each[i]);
    }
}

static json_t *longer_list(json_t *list, size_t limit)
{
    json_t *longer = json_array();

    for (size_t i = 0; i <= limit; i++)
        assert_int_equal(json_array_append(longer, json_array_get(list, 0)), 0);
    return longer;
}

/* Longer than any text, word, date or bytes of any message, but inside WIRE_MAX. */
static void oversize(struct talk *talk, json_t *object, const struct field *f)
{
    static char text[WIRE_SEALED_MAX * 4 / 3 + 8];
    json_t *now = json_object_get(object, f->name);

    memset(text, 'A', sizeof text - 1);
    if (json_is_string(now))
        put(talk, object, f, json_string(text), AK_N98);
    if (json_is_array(now))
        put(talk, object, f, longer_list(now, f->limit), AK_N98);
    if (json_is_integer(now) && f->most < INT64_MAX)
        put(talk, object, f, json_integer(f->most + 1), AK_N93);
}

/* --- every member of every table --------------------------------------------------- */

static void walk(struct talk *talk, const struct message *table, json_t *object)
{
    assert_true(seen_count < TABLES_MAX);
    seen[seen_count++] = table;
    for (size_t i = 0; i < table->count; i++) {
        const struct field *f = &table->fields[i];
        json_t *now = json_object_get(object, f->name);

        assert_non_null(now);
        leave_out(talk, object, f);
        add(talk, object, f, "one too many", AK_N91);
        add(talk, object, f, TWICE, AK_N99);
        mistype(talk, object, f);
        oversize(talk, object, f);
        if (f->kind == FIELD_LIST)
            assert_true(json_array_size(now) > 0);
        if (f->of != NULL)
            walk(talk, f->of, f->kind == FIELD_LIST ? json_array_get(now, 0) : now);
    }
}

static bool is_asked(const char *name)
{
    const struct catalogue_route *route = NULL;

    for (size_t i = 0; (route = catalogue_route_at(i)) != NULL; i++)
        if (strcmp(route->asked, name) == 0)
            return true;
    return false;
}

static const struct message *table_of(const char *name)
{
    const struct catalogue_message *each = NULL;

    for (size_t i = 0; (each = catalogue_message_at(i)) != NULL; i++)
        if (strcmp(each->name, name) == 0)
            return each->table;
    fail_msg("%s is not in the catalogue", name);
    return NULL;
}

static size_t talk_about(const struct sample *sample)
{
    struct talk talk = {.sample = sample, .asked = is_asked(sample->name)};
    struct bytes body = bytes_new(WIRE_MAX);

    assert_true(sample->make(&body));
    assert_int_equal(say(&talk, bytes_view(&body)), ERR_OK);
    talk.root = json_loadb((const char *)body.at, body.len, 0, NULL);
    assert_non_null(talk.root);
    walk(&talk, table_of(sample->name), talk.root);
    json_decref(talk.root);
    bytes_free(&body);
    return talk.cases;
}

static bool was_seen(const struct message *table)
{
    for (size_t i = 0; i < seen_count; i++)
        if (seen[i] == table)
            return true;
    return false;
}

static void each_spoilt_member_has_its_code(void **state)
{
    const struct catalogue_message *each = NULL;
    size_t cases = talk_about(&sheet);

    (void)state;
    for (size_t i = 0; i < SAMPLES; i++)
        cases += talk_about(&samples[i]);
    for (size_t i = 0; (each = catalogue_message_at(i)) != NULL; i++)
        if (!was_seen(each->table))
            fail_msg("%s has no sample", each->name);
    printf("%zu tables, %zu cases\n", seen_count, cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_spoilt_member_has_its_code)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
