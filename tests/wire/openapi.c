/* Prints the OpenAPI 3.1 document of both lines, made from the tables that encode and decode. */
#include "app/identity/liveness.h"
#include "app/record/certificate.h"
#include "app/wire/catalogue.h"
#include "app/wire/form.h"
#include "app/wire/wire.h"
#include "drivers/net/deadline.h"
#include "drivers/net/server_refusal.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS_MAX = 16, TEXT_SIZE = 128, STATUS_SIZE = 16 };

static const char about[] =
    "What akashi-kiosk asks akashi-centre (line 1) and what akashi-centre asks akashi-vrs (line "
    "2). "
    "Made from the tables of app/wire; docs/wire.md tells the rest. Lengths of texts are counted "
    "in "
    "bytes of UTF-8, so a text of other scripts may be refused below maxLength.";

/* A form of a text, and the pattern that says the same. */
static const struct form {
    bool (*is)(const char *text);
    const char *pattern;
} forms[] = {
    {NULL, "[^\\u0000-\\u001f\\u007f]*"}, {random_id_is, "[0-9a-f]{32}"},
    {serial_is, "[A-HJ-NP-Z2-9]{12}"},    {form_area, "[0-9]{6}"},
    {form_version, "[0-9a-f]{16}"},       {form_country, "[A-Z]{3}"},
    {form_product, "[a-z0-9-]*"},         {form_roman, "[A-Z ]*"},
    {form_passport, "[A-Z0-9]*"},         {form_masked, "[*]+[A-Z0-9]{0,4}"},
    {form_printable, "[ -~]*"},           {form_ascii, "[!-~]*"},
};

static _Noreturn void give_up(const char *what)
{
    fprintf(stderr, "openapi: %s\n", what);
    exit(2);
}

static json_t *sure(json_t *made)
{
    if (made == NULL)
        give_up("no memory");
    return made;
}

static void put(json_t *object, const char *name, json_t *value)
{
    if (json_object_set_new(object, name, sure(value)) != 0)
        give_up("no memory");
}

static void append(json_t *array, json_t *value)
{
    if (json_array_append_new(array, sure(value)) != 0)
        give_up("no memory");
}

static const char *pattern_of(const struct field *f)
{
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (forms[i].is == f->is)
            return forms[i].pattern;
    give_up("a form of a text has no pattern");
}

static json_t *string_like(const char *pattern)
{
    return json_pack("{s:s,s:s}", "type", "string", "pattern", pattern);
}

static json_t *text_schema(const struct field *f)
{
    char pattern[TEXT_SIZE];
    json_t *schema = NULL;

    snprintf(pattern, sizeof pattern, f->least == 0 ? "^(%s)?$" : "^%s$", pattern_of(f));
    schema = sure(string_like(pattern));
    if (f->least > 0)
        put(schema, "minLength", json_integer(f->least));
    put(schema, "maxLength", json_integer((json_int_t)f->limit - 1));
    return schema;
}

static json_t *number_schema(const struct field *f)
{
    return json_pack("{s:s,s:I,s:I}", "type", "integer", "minimum", (json_int_t)f->least, "maximum",
                     (json_int_t)f->most);
}

/* base64url without padding. */
static json_t *bytes_schema(const struct field *f)
{
    char pattern[TEXT_SIZE];
    size_t signs = (f->limit * 4 + 2) / 3;
    json_t *schema = NULL;

    snprintf(pattern, sizeof pattern, "^[A-Za-z0-9_-]{%zu}$", signs);
    schema = sure(string_like(f->kind == FIELD_FIXED ? pattern : "^[A-Za-z0-9_-]*$"));
    put(schema, "maxLength", json_integer((json_int_t)signs));
    put(schema, "contentEncoding", json_string("base64url"));
    return schema;
}

static json_t *word_schema(const struct field *f)
{
    json_t *names = NULL;

    if (f->word == &form_codes)
        return string_like("^AK-([A-Z][0-9]{2}|OK)$");
    names = sure(json_array());
    for (int value = 0; value < WORDS_MAX; value++)
        if (f->word->name(value) != NULL)
            append(names, json_string(f->word->name(value)));
    return json_pack("{s:s,s:o}", "type", "string", "enum", names);
}

static json_t *object_schema(const struct message *m);

/* A reference to what has a name, else the object as it stands. */
static json_t *object_of(const struct message *m)
{
    const struct catalogue_message *each = NULL;

    for (size_t i = 0; (each = catalogue_message_at(i)) != NULL; i++)
        if (each->table == m)
            return json_pack("{s:o}", "$ref",
                             sure(json_sprintf("#/components/schemas/%s", each->name)));
    return object_schema(m);
}

static json_t *field_schema(const struct field *f)
{
    switch (f->kind) {
    case FIELD_TEXT:
        return text_schema(f);
    case FIELD_INT:
    case FIELD_LONG:
        return number_schema(f);
    case FIELD_YES:
        return json_pack("{s:s}", "type", "boolean");
    case FIELD_FIXED:
    case FIELD_BLOB:
        return bytes_schema(f);
    case FIELD_DATE:
        return string_like("^[0-9]{4}-[0-9]{2}-[0-9]{2}$");
    case FIELD_BIRTH:
        return string_like("^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$");
    case FIELD_WORD:
        return word_schema(f);
    case FIELD_OBJECT:
        return object_of(f->of);
    case FIELD_LIST:
        return json_pack("{s:s,s:I,s:o}", "type", "array", "maxItems", (json_int_t)f->limit,
                         "items", sure(object_of(f->of)));
    }
    give_up("a kind of field has no schema");
}

static json_t *object_schema(const struct message *m)
{
    json_t *members = sure(json_object()), *names = sure(json_array());

    for (size_t i = 0; i < m->count; i++) {
        put(members, m->fields[i].name, field_schema(&m->fields[i]));
        append(names, json_string(m->fields[i].name));
    }
    return json_pack("{s:s,s:b,s:o,s:o}", "type", "object", "additionalProperties", 0, "required",
                     names, "properties", members);
}

static json_t *schemas(void)
{
    const struct catalogue_message *each = NULL;
    json_t *all = sure(json_object());

    for (size_t i = 0; (each = catalogue_message_at(i)) != NULL; i++)
        put(all, each->name, object_schema(each->table));
    return all;
}

static json_t *content(const char *type, json_t *schema)
{
    return json_pack("{s:{s:o}}", type, "schema", sure(schema));
}

static json_t *reference(const char *name)
{
    return json_pack("{s:o}", "$ref", sure(json_sprintf("#/components/schemas/%s", name)));
}

static json_t *message_content(const char *name)
{
    if (strcmp(name, "sheet") == 0)
        return content(WIRE_TYPE_SHEET,
                       json_pack("{s:s,s:s,s:o}", "type", "string", "description",
                                 "A compact JWS (ES256, typ akashi-sheet); its payload is a sheet.",
                                 "x-payload", sure(reference("sheet"))));
    return content(WIRE_TYPE_MESSAGE, reference(name));
}

static json_t *good_answer(const struct catalogue_route *route)
{
    json_t *answer = sure(json_pack("{s:s}", "description", "done")), *bodies = NULL;

    if (route->answered[0] == 0)
        return answer;
    bodies = sure(message_content(route->answered));
    if (route->or_answered != NULL) {
        json_t *other = sure(message_content(route->or_answered));

        if (json_object_update(bodies, other) != 0)
            give_up("no memory");
        json_decref(other);
    }
    put(answer, "content", bodies);
    return answer;
}

static json_t *problem_answer(const char *description)
{
    return json_pack("{s:s,s:o}", "description", description, "content",
                     sure(content(WIRE_TYPE_PROBLEM, reference("problem"))));
}

/* One more reason for a status. */
static void add_reason(json_t *answers, int status, enum err code)
{
    char name[STATUS_SIZE];
    json_t *answer = NULL, *before = NULL;

    snprintf(name, sizeof name, "%d", status);
    if (json_object_get(answers, name) == NULL)
        put(answers, name, problem_answer(""));
    answer = json_object_get(answers, name);
    before = json_object_get(answer, "description");
    put(answer, "description",
        json_sprintf("%s%s%s: %s", json_string_value(before),
                     json_string_length(before) > 0 ? "; " : "", err_name(code),
                     err_meaning(code)));
}

/* What may be answered to any request: the server's own refusals, and the decoders'. */
static json_t *refusals(void)
{
    static const enum err unread[] = {AK_N90, AK_N91, AK_N92, AK_N93, AK_N98, AK_N99};
    json_t *answers = sure(json_object());
    char body[REFUSAL_BODY_SIZE];
    struct wire_problem problem;

    for (int why = REFUSAL_NONE + 1; why < REFUSALS; why++) {
        (void)refusal_tell((enum refusal)why, body);
        if (wire_problem_decode(view_text(body), &problem) != ERR_OK)
            give_up("a refusal is no problem");
        add_reason(answers, problem.status, problem.code);
    }
    for (size_t i = 0; i < sizeof unread / sizeof *unread; i++)
        add_reason(answers, wire_problem_of(unread[i]).status, unread[i]);
    return answers;
}

static json_t *answers_of(const struct catalogue_route *route)
{
    json_t *answers = sure(json_object()), *known = sure(refusals()), *answer = NULL;
    const char *status = NULL;

    put(answers, "200", good_answer(route));
    json_object_foreach(known, status, answer)
    {
        put(answers, status,
            json_pack("{s:o}", "$ref", sure(json_sprintf("#/components/responses/%s", status))));
    }
    put(answers, "default", problem_answer("a problem (RFC 9457) with our failure code"));
    json_decref(known);
    return answers;
}

/* The deadline that every request names. */
static json_t *deadline_parameter(void)
{
    return json_pack("{s:s,s:s,s:b,s:s,s:{s:s,s:I,s:I}}", "name", DEADLINE_HEADER, "in", "header",
                     "required", 1, "description",
                     "How many milliseconds the asker will still wait.", "schema", "type",
                     "integer", "minimum", (json_int_t)1, "maximum", (json_int_t)DEADLINE_MS_MAX);
}

static json_t *operation(const struct catalogue_route *route)
{
    json_t *made = sure(json_pack("{s:[s],s:[{s:s}],s:o}", "tags",
                                  route->line == CATALOGUE_KIOSK_LINE ? "line 1" : "line 2",
                                  "parameters", "$ref", "#/components/parameters/deadline",
                                  "responses", sure(answers_of(route))));

    if (route->asked[0] != 0)
        put(made, "requestBody",
            json_pack("{s:b,s:o}", "required", 1, "content", sure(message_content(route->asked))));
    return made;
}

/* The same path may stand on both lines: it is one operation then, under both tags. */
static json_t *paths(void)
{
    const struct catalogue_route *route = NULL;
    json_t *all = sure(json_object());

    for (size_t i = 0; (route = catalogue_route_at(i)) != NULL; i++) {
        json_t *path = json_object_get(all, route->path), *made = sure(operation(route));
        json_t *twin = json_object_get(path, route->method);

        if (path == NULL)
            put(all, route->path, json_pack("{s:o}", route->method, made));
        else if (twin == NULL)
            put(path, route->method, made);
        else
            append(json_object_get(twin, "tags"), json_string("line 2"));
        if (twin != NULL)
            json_decref(made);
    }
    return all;
}

int main(void)
{
    json_t *document = sure(json_pack(
        "{s:s,s:{s:s,s:s,s:s},s:[{s:[]}],s:o,s:{s:o,s:{s:o},s:o,s:{s:{s:s,s:s}}}}", "openapi",
        "3.1.0", "info", "title", "Akashi lines", "version", "1", "description", about, "security",
        "line", "paths", sure(paths()), "components", "schemas", sure(schemas()), "parameters",
        "deadline", sure(deadline_parameter()), "responses", sure(refusals()), "securitySchemes",
        "line", "type", "mutualTLS", "description",
        "TLS 1.3; both sides show a certificate of the line's own CA that names their role."));
    bool printed =
        json_dumpf(document, stdout, JSON_INDENT(1) | JSON_ENSURE_ASCII) == 0 && puts("") != EOF;

    json_decref(document);
    return printed ? 0 : 2;
}
