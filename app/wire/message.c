#include "app/wire/message.h"

#include "app/record/date.h"
#include "app/wire/json.h"
#include "app/wire/wire.h"
#include "crypto/base/secret.h"
#include "crypto/base64.h"

#include <jansson.h>
#include <pthread.h>
#include <string.h>

/* What can be wrong with a message; raised as codes in one place. */
enum flaw { FLAW_NONE, FLAW_FORM, FLAW_UNKNOWN, FLAW_MISSING, FLAW_VALUE, FLAW_SIZE, FLAW_DOUBLED };

enum { WORD_MAX = 32 }; /* longer than any word or date */

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void set_heap(void)
{
    json_set_alloc_funcs(wiping_malloc, wiping_free);
}

void json_wiping(void)
{
    (void)pthread_once(&once, set_heap);
}

static enum flaw take_object(const struct message *m, json_t *from, uint8_t *to);

static bool printable(struct view text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.at[i] < 0x20 || text.at[i] == 0x7f)
            return false;
    return true;
}

static size_t signs_most(const struct field *f)
{
    switch (f->kind) {
    case FIELD_TEXT:
        return f->limit - 1;
    case FIELD_FIXED:
    case FIELD_BLOB:
        return (f->limit * 4 + 2) / 3;
    default:
        return WORD_MAX;
    }
}

/* What is of another type is no longer than anything. */
static bool too_long(const struct field *f, json_t *from)
{
    return json_string_length(from) > signs_most(f) ||
           (f->kind == FIELD_LIST && json_array_size(from) > f->limit);
}

/* The parser refused U+0000, so a text ends where it seems to end. */
static bool take_text(const struct field *f, json_t *from, char *to)
{
    struct view text = {0};

    if (!json_is_string(from))
        return false;
    text = view_of(json_string_value(from), json_string_length(from));
    if ((int64_t)text.len < f->least || !printable(text))
        return false;
    if (text.len > 0 && f->is != NULL && !f->is(json_string_value(from)))
        return false;
    memcpy(to, text.at, text.len);
    to[text.len] = 0;
    return true;
}

static bool take_long(const struct field *f, json_t *from, int64_t *to)
{
    if (!json_is_integer(from))
        return false;
    *to = json_integer_value(from);
    return *to >= f->least && *to <= f->most;
}

static bool take_int(const struct field *f, json_t *from, uint8_t *to)
{
    int64_t wide = 0;
    int value = 0;

    if (!take_long(f, from, &wide))
        return false;
    value = (int)wide;
    memcpy(to, &value, sizeof value);
    return true;
}

static bool take_blob(const struct field *f, json_t *from, struct bytes *to)
{
    struct view text = {0};

    if (!json_is_string(from))
        return false;
    text = view_of(json_string_value(from), json_string_length(from));
    return base64url_decode(text, to) && to->len <= f->limit;
}

static bool take_fixed(const struct field *f, json_t *from, uint8_t *to)
{
    struct bytes raw = bytes_new(f->limit);
    bool good = take_blob(f, from, &raw) && raw.len == f->limit;

    if (good)
        memcpy(to, raw.at, raw.len);
    bytes_free(&raw);
    return good;
}

static bool take_word(const struct field *f, json_t *from, uint8_t *to)
{
    int value = 0;

    if (!json_is_string(from) || !f->word->value(json_string_value(from), &value))
        return false;
    memcpy(to, &value, sizeof value);
    return true;
}

static bool take_date(json_t *from, struct date *to)
{
    return json_is_string(from) && date_parse(json_string_value(from), to);
}

static bool take_birth(json_t *from, struct date *to)
{
    return json_is_string(from) && date_parse_birth(json_string_value(from), to);
}

static bool take_yes(json_t *from, bool *to)
{
    *to = json_is_true(from);
    return json_is_boolean(from);
}

static enum flaw take_list(const struct field *f, json_t *from, uint8_t *base)
{
    size_t count = json_array_size(from);
    enum flaw flaw = FLAW_NONE;

    if (!json_is_array(from))
        return FLAW_VALUE;
    for (size_t i = 0; flaw == FLAW_NONE && i < count; i++)
        flaw = take_object(f->of, json_array_get(from, i), base + f->at + i * f->of->size);
    memcpy(base + f->count_at, &count, sizeof count);
    return flaw;
}

static bool take_value(const struct field *f, json_t *from, uint8_t *to)
{
    switch (f->kind) {
    case FIELD_TEXT:
        return take_text(f, from, (char *)to);
    case FIELD_INT:
        return take_int(f, from, to);
    case FIELD_LONG:
        return take_long(f, from, (int64_t *)(void *)to);
    case FIELD_YES:
        return take_yes(from, (bool *)(void *)to);
    case FIELD_FIXED:
        return take_fixed(f, from, to);
    case FIELD_BLOB:
        return take_blob(f, from, (struct bytes *)(void *)to);
    case FIELD_DATE:
        return take_date(from, (struct date *)(void *)to);
    case FIELD_BIRTH:
        return take_birth(from, (struct date *)(void *)to);
    case FIELD_WORD:
        return take_word(f, from, to);
    default:
        return false;
    }
}

static enum flaw take_member(const struct field *f, json_t *from, uint8_t *base)
{
    if (too_long(f, from))
        return FLAW_SIZE;
    if (f->kind == FIELD_OBJECT)
        return take_object(f->of, from, base + f->at);
    if (f->kind == FIELD_LIST)
        return take_list(f, from, base);
    return take_value(f, from, base + f->at) ? FLAW_NONE : FLAW_VALUE;
}

static enum flaw take_object(const struct message *m, json_t *from, uint8_t *to)
{
    enum flaw flaw = FLAW_NONE;

    if (!json_is_object(from))
        return FLAW_VALUE;
    for (size_t i = 0; i < m->count; i++) {
        json_t *member = json_object_get(from, m->fields[i].name);

        flaw = member != NULL ? take_member(&m->fields[i], member, to) : FLAW_MISSING;
        if (flaw != FLAW_NONE)
            return flaw;
    }
    if (json_object_size(from) != m->count)
        return FLAW_UNKNOWN;
    return m->agrees == NULL || m->agrees(to) ? FLAW_NONE : FLAW_VALUE;
}

static enum flaw take_body(const struct message *m, struct view body, void *out)
{
    json_error_t error;
    json_t *root = NULL;
    enum flaw flaw = FLAW_FORM;

    if (body.len > WIRE_MAX)
        return FLAW_SIZE;
    json_wiping();
    root = json_loadb((const char *)body.at, body.len, JSON_REJECT_DUPLICATES, &error);
    if (root != NULL)
        flaw = take_object(m, root, out);
    else if (json_error_code(&error) == json_error_duplicate_key)
        flaw = FLAW_DOUBLED;
    json_decref(root);
    return flaw;
}

enum err message_decode(const struct message *m, struct view body, void *out)
{
    switch (take_body(m, body, out)) {
    case FLAW_NONE:
        return ERR_OK;
    case FLAW_FORM:
        return ERR_RAISE(AK_N90);
    case FLAW_UNKNOWN:
        return ERR_RAISE(AK_N91);
    case FLAW_MISSING:
        return ERR_RAISE(AK_N92);
    case FLAW_SIZE:
        return ERR_RAISE(AK_N98);
    case FLAW_DOUBLED:
        return ERR_RAISE(AK_N99);
    default:
        return ERR_RAISE(AK_N93);
    }
}

enum err message_decode_plain(const struct message *m, struct view body, void *out)
{
    enum err code = ERR_OK;

    wipe(out, m->size);
    code = message_decode(m, body, out);
    if (code != ERR_OK)
        wipe(out, m->size);
    return code;
}
