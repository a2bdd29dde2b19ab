#include "drivers/keys/register.h"

#include <ctype.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#define FORM "akashi-keys-1"

static const char *const words[] = {
    [KEY_SIGNS] = "signs", [KEY_RETIRED] = "retired", [KEY_WITHDRAWN] = "withdrawn"};

const char *key_state_word(enum key_state state)
{
    return words[state];
}

static bool take_state(const char *word, enum key_state *out)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(words[i], word) == 0) {
            *out = (enum key_state)i;
            return true;
        }
    }
    return false;
}

/* What may become a label and a file's name. */
static bool take_name(const char *text, char *out, size_t size)
{
    size_t len = strlen(text);

    if (len == 0 || len >= size)
        return false;
    for (size_t i = 0; i < len; i++)
        if (!islower((unsigned char)text[i]) && !isdigit((unsigned char)text[i]) && text[i] != '-')
            return false;
    memcpy(out, text, len + 1);
    return true;
}

static bool take_kid(const char *text, char out[JWK_THUMBPRINT_SIZE])
{
    if (strlen(text) != JWK_THUMBPRINT_LEN)
        return false;
    memcpy(out, text, JWK_THUMBPRINT_SIZE);
    return true;
}

static bool take_entry(json_t *json, struct key_entry *out)
{
    const char *name = NULL, *purpose = NULL, *kid = NULL, *state = NULL;
    json_int_t from = 0, until = 0;

    if (json_unpack_ex(json, NULL, JSON_STRICT, "{ss ss ss ss sI sI}", "name", &name, "purpose",
                       &purpose, "kid", &kid, "state", &state, "from", &from, "until", &until) != 0)
        return false;
    out->from = from;
    out->until = until;
    return take_name(name, out->name, sizeof out->name) &&
           take_name(purpose, out->purpose, sizeof out->purpose) && take_kid(kid, out->kid) &&
           take_state(state, &out->state) && from < until;
}

static bool is_new(const struct key_register *is, const struct key_entry *entry)
{
    for (size_t i = 0; i < is->count; i++)
        if (strcmp(is->at[i].name, entry->name) == 0 || strcmp(is->at[i].kid, entry->kid) == 0)
            return false;
    return true;
}

static bool take_all(const json_t *keys, struct key_register *out)
{
    if (!json_is_array(keys) || json_array_size(keys) > KEY_REGISTER_MAX)
        return false;
    for (size_t i = 0; i < json_array_size(keys); i++) {
        struct key_entry entry = {0};

        if (!take_entry(json_array_get(keys, i), &entry) || !is_new(out, &entry))
            return false;
        out->at[out->count++] = entry;
    }
    return true;
}

bool key_register_parse(struct view text, struct key_register *out)
{
    json_t *json = json_loadb((const char *)text.at, text.len, JSON_REJECT_DUPLICATES, NULL);
    json_t *keys = NULL;
    const char *form = NULL;
    int demo = 0;
    bool good = false;

    *out = (struct key_register){0};
    good = json != NULL &&
           json_unpack_ex(json, NULL, JSON_STRICT, "{ss sb so}", "akashi", &form, "demo", &demo,
                          "keys", &keys) == 0 &&
           strcmp(form, FORM) == 0 && take_all(keys, out);
    out->demo = demo != 0;
    if (!good)
        *out = (struct key_register){0};
    json_decref(json);
    return good;
}

static json_t *describe(const struct key_entry *entry)
{
    return json_pack("{ss ss ss ss sI sI}", "name", entry->name, "purpose", entry->purpose, "kid",
                     entry->kid, "state", words[entry->state], "from", (json_int_t)entry->from,
                     "until", (json_int_t)entry->until);
}

bool key_register_format(const struct key_register *is, struct bytes *out)
{
    json_t *keys = json_array(), *json = NULL;
    char *text = NULL;
    bool good = keys != NULL;

    for (size_t i = 0; good && i < is->count; i++)
        good = json_array_append_new(keys, describe(&is->at[i])) == 0;
    json = json_pack("{ss sb so*}", "akashi", FORM, "demo", is->demo ? 1 : 0, "keys", keys);
    text = good && json != NULL ? json_dumps(json, JSON_INDENT(1)) : NULL;
    good = text != NULL && bytes_append_text(out, text) && bytes_append_text(out, "\n");
    free(text);
    json_decref(json);
    return good;
}
