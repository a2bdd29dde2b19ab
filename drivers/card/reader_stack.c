#include "drivers/card/reader_stack.h"

#include "drivers/card/reader_fault.h"
#include "drivers/card/reader_pcsc.h"
#include "drivers/card/reader_record.h"
#include "drivers/card/reader_replay.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

enum { KIND_SIZE = 16, ARGUMENT_SIZE = PATH_MAX, SEED = 1 };

struct layer {
    char kind[KIND_SIZE];
    char argument[ARGUMENT_SIZE];
};

/* Copies `len` characters as a text of their own. */
static bool copy(const char *from, size_t len, char *out, size_t size)
{
    if (len >= size)
        return false;
    memcpy(out, from, len);
    out[len] = 0;
    return true;
}

/* Cuts "kind" or "kind(argument)" and the colon behind it off `rest`. */
static bool take_layer(const char **rest, struct layer *out)
{
    const char *at = *rest, *end = NULL;
    size_t len = strcspn(at, ":()");

    *out = (struct layer){0};
    if (len == 0 || !copy(at, len, out->kind, sizeof out->kind))
        return false;
    at += len;
    if (*at == '(') {
        end = strchr(++at, ')');
        if (end == NULL || end == at ||
            !copy(at, (size_t)(end - at), out->argument, sizeof out->argument))
            return false;
        at = end + 1;
    }
    *rest = at + (*at == ':');
    return *at == 0 || (*at == ':' && at[1] != 0);
}

static bool is_kind(const struct layer *layer, const char *kind, bool argument)
{
    return strcmp(layer->kind, kind) == 0 && (layer->argument[0] != 0) == argument;
}

static const char *open_bottom(const struct layer *layer, const char *name, struct reader_port *out)
{
    if (is_kind(layer, "replay", true))
        return reader_replay_open(layer->argument, out);
    if (!is_kind(layer, "pcsc", false))
        return "the last layer is pcsc or replay(FILE)";
    return reader_pcsc_open(name, out) ? NULL : "the reader service cannot be used";
}

static const char *wrap_fault(const char *text, struct reader_port *port, char why[PLAN_WHY_SIZE])
{
    struct reader_port inner = *port;
    struct plan plan;

    if (!plan_parse(text, &plan, why))
        return why;
    plan_seed(&plan, SEED);
    return reader_fault_open(&plan, &inner, port) ? NULL : "only a virtual card follows this plan";
}

static const char *wrap(const struct layer *layer, struct reader_port *port,
                        char why[PLAN_WHY_SIZE])
{
    struct reader_port inner = *port;

    if (is_kind(layer, "fault", true))
        return wrap_fault(layer->argument, port, why);
    if (!is_kind(layer, "record", true))
        return "a layer is fault(PLAN) or record(FILE)";
    return reader_record_open(layer->argument, &inner, port) ? NULL : "the trace cannot be written";
}

static const char *build(const char *description, const char *name, struct reader_port *out,
                         char why[PLAN_WHY_SIZE])
{
    const char *at[READER_LAYERS_MAX], *rest = description, *wrong = NULL;
    struct layer layer;
    size_t count = 0;

    do {
        if (count == READER_LAYERS_MAX)
            return "there are too many layers";
        at[count++] = rest;
        if (!take_layer(&rest, &layer))
            return "a description is layer:layer:pcsc, a layer kind(argument)";
    } while (*rest != 0);
    wrong = open_bottom(&layer, name, out);
    while (wrong == NULL && --count > 0) {
        rest = at[count - 1];
        wrong =
            take_layer(&rest, &layer) ? wrap(&layer, out, why) : "the description cannot be read";
    }
    return wrong;
}

bool reader_stack_open(const char *description, const char *name, struct reader_port *out,
                       char why[READER_STACK_WHY_SIZE])
{
    char reason[PLAN_WHY_SIZE] = "";
    const char *wrong = NULL;

    *out = (struct reader_port){0};
    wrong = build(description, name, out, reason);
    if (wrong == NULL)
        return true;
    snprintf(why, READER_STACK_WHY_SIZE, "%s", wrong);
    if (out->close != NULL)
        out->close(out->self);
    *out = (struct reader_port){0};
    return false;
}
