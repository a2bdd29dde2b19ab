#include "tests/fault/exchange.h"

#include "tests/unit/app/wire/samples.h"

#include <jansson.h>

enum { SEALED_LEN = 1200, FILE_LEN = 400, SHEET_LEN = 2400, SHORT_LEN = 200, STATUS_OK = 200 };

/* Which exchange is made, and whether as large as it comes. */
struct making {
    size_t turn;
    bool large;
};

static const struct sample *sample_of(const char *name)
{
    for (size_t i = 0; i < SAMPLES; i++)
        if (strcmp(samples[i].name, name) == 0)
            return &samples[i];
    return NULL;
}

/* So many characters of base64url, others at each place and in each exchange. */
static void fill(char *out, size_t len, size_t turn)
{
    for (size_t i = 0; i < len; i++)
        out[i] = (char)('A' + (i * 7 + turn) % 26);
}

static bool lengthen(json_t *object, const char *name, size_t len, size_t turn)
{
    char text[SEALED_LEN];

    fill(text, len, turn);
    return json_object_set_new(object, name, json_stringn(text, len)) == 0;
}

/* As large as a real card and a real step make it. */
static bool grow(json_t *message, size_t turn)
{
    json_t *files = json_object_get(message, "files"), *each = NULL;
    const char *name = NULL;
    bool good = true;

    json_object_foreach(files, name, each) good = good && lengthen(files, name, FILE_LEN, turn);
    return good && (json_object_get(message, "sealed") == NULL ||
                    lengthen(message, "sealed", SEALED_LEN, turn));
}

static bool write_message(const char *name, const char *step, const struct making *making,
                          struct bytes *out)
{
    const struct sample *sample = sample_of(name);
    json_t *root = NULL;
    char *text = NULL;
    bool good = false;

    if (name[0] == 0 || sample == NULL || !sample->make(out))
        return name[0] == 0;
    root = json_loadb((const char *)out->at, out->len, 0, NULL);
    if (root != NULL && (!making->large || grow(root, making->turn)) &&
        (step == NULL || json_object_set_new(root, "step", json_string(step)) == 0))
        text = json_dumps(root, JSON_COMPACT);
    good = text != NULL && bytes_set(out, view_text(text));
    free(text);
    json_decref(root);
    return good;
}

/* No reader of app/wire looks into a signature; its form is all that counts here. */
static bool write_sheet(const struct making *making, struct bytes *out)
{
    size_t len = making->large ? SHEET_LEN : SHORT_LEN;
    char text[SHEET_LEN];

    fill(text, len, making->turn);
    text[40] = text[len - 87] = '.';
    return bytes_append(out, view_of(text, len));
}

static bool write_answer(struct exchange *exchange, const struct making *making)
{
    bool sheet = strcmp(exchange->name, "sheet") == 0;

    exchange->type = sheet ? WIRE_TYPE_SHEET : WIRE_TYPE_MESSAGE;
    return sheet ? write_sheet(making, &exchange->answer)
                 : write_message(exchange->name, NULL, making, &exchange->answer);
}

static bool make(struct exchange *out, const struct catalogue_route *route, const char *answered,
                 const struct making *making)
{
    const char *step = NULL;

    if (route->or_answered != NULL)
        step = answered == route->answered ? "records" : "certificate";
    *out = (struct exchange){.route = route,
                             .name = answered,
                             .status = STATUS_OK,
                             .ask = bytes_new(WIRE_MAX),
                             .answer = bytes_new(WIRE_MAX)};
    return write_message(route->asked, step, making, &out->ask) && write_answer(out, making) &&
           exchange_read_ask(out, bytes_view(&out->ask)) == ERR_OK &&
           exchange_read_answer(out, bytes_view(&out->answer)) == ERR_OK;
}

/* A question that its reader refuses, and what is said to that. */
static bool make_problem(struct exchange *out, const struct exchange *like)
{
    struct wire_problem problem = wire_problem_of(AK_N92);

    *out = (struct exchange){.route = like->route,
                             .name = "problem",
                             .type = WIRE_TYPE_PROBLEM,
                             .status = problem.status,
                             .ask = bytes_new(WIRE_MAX),
                             .answer = bytes_new(WIRE_MAX)};
    return bytes_append_text(&out->ask, "{}") && wire_problem_encode(&problem, &out->answer) &&
           exchange_read_ask(out, bytes_view(&out->ask)) == AK_N92;
}

static const struct exchange *find(const struct exchange *all, size_t count, const char *path)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(all[i].route->path, path) == 0)
            return &all[i];
    return NULL;
}

static bool carried(const struct exchange *all, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(all[i].name, name) == 0 || strcmp(all[i].route->asked, name) == 0)
            return true;
    return false;
}

static bool make_each(struct exchange *out, bool large, size_t *count)
{
    const struct catalogue_route *route = NULL;
    bool good = true;

    for (size_t i = 0; good && (route = catalogue_route_at(i)) != NULL; i++) {
        const char *const answers[] = {route->answered, route->or_answered};

        if (find(out, *count, route->path) != NULL)
            continue;
        for (size_t k = 0; good && k < 2 && answers[k] != NULL; k++) {
            const struct making making = {.turn = *count, .large = large};

            good = make(&out[*count], route, answers[k], &making);
            *count += 1;
        }
    }
    return good;
}

size_t exchanges_make(struct exchange out[EXCHANGES_MAX], bool large)
{
    size_t count = 0;
    bool good =
        make_each(out, large, &count) && make_problem(&out[count], find(out, count, WIRE_OPEN));

    count += good;
    for (size_t i = 0; i < SAMPLES; i++)
        good = good && carried(out, count, samples[i].name);
    if (good && carried(out, count, "sheet"))
        return count;
    exchanges_free(out, count);
    return 0;
}

void exchanges_free(struct exchange *all, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        bytes_free(&all[i].ask);
        bytes_free(&all[i].answer);
    }
}

static enum err read_as(const char *name, struct view text)
{
    const struct sample *sample = sample_of(name);
    struct bytes again = bytes_new(WIRE_MAX);
    enum err code = sample != NULL ? sample->again(text, &again) : ERR_OK;

    bytes_free(&again);
    return code;
}

enum err exchange_read_ask(const struct exchange *exchange, struct view text)
{
    return read_as(exchange->route->asked, text);
}

enum err exchange_read_answer(const struct exchange *exchange, struct view text)
{
    return read_as(exchange->name, text);
}
