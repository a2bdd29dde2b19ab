#include "app/record/date.h"
#include "app/wire/json.h"
#include "app/wire/message.h"
#include "app/wire/wire.h"
#include "crypto/base64.h"

#include <jansson.h>
#include <string.h>

static json_t *give_object(const struct message *m, const uint8_t *from);

static json_t *give_bytes(struct view from)
{
    struct bytes text = bytes_new(from.len * 4 / 3 + 4);
    json_t *to = NULL;

    if (base64url_encode(from, &text))
        to = json_stringn(text.at != NULL ? (const char *)text.at : "", text.len);
    bytes_free(&text);
    return to;
}

static json_t *give_text(const struct field *f, const uint8_t *from)
{
    return json_stringn((const char *)from, strnlen((const char *)from, f->limit));
}

static json_t *give_int(const uint8_t *from)
{
    int value = 0;

    memcpy(&value, from, sizeof value);
    return json_integer(value);
}

static json_t *give_long(const uint8_t *from)
{
    int64_t value = 0;

    memcpy(&value, from, sizeof value);
    return json_integer(value);
}

static json_t *give_date(const uint8_t *from)
{
    struct date date = {0};
    char text[DATE_SIZE];

    memcpy(&date, from, sizeof date);
    date_format(date, text);
    return json_string(text);
}

static json_t *give_word(const struct field *f, const uint8_t *from)
{
    int value = 0;

    memcpy(&value, from, sizeof value);
    return json_string(f->word->name(value));
}

static json_t *give_list(const struct field *f, const uint8_t *base)
{
    json_t *to = json_array();
    size_t count = 0;

    memcpy(&count, base + f->count_at, sizeof count);
    for (size_t i = 0; i < count; i++) {
        if (i >= f->limit ||
            json_array_append_new(to, give_object(f->of, base + f->at + i * f->of->size)) != 0) {
            json_decref(to);
            return NULL;
        }
    }
    return to;
}

static json_t *give_member(const struct field *f, const uint8_t *base)
{
    const uint8_t *from = base + f->at;

    switch (f->kind) {
    case FIELD_TEXT:
        return give_text(f, from);
    case FIELD_INT:
        return give_int(from);
    case FIELD_LONG:
        return give_long(from);
    case FIELD_YES:
        return json_boolean(*(const bool *)(const void *)from);
    case FIELD_FIXED:
        return give_bytes(view_of(from, f->limit));
    case FIELD_BLOB:
        return give_bytes(bytes_view((const struct bytes *)(const void *)from));
    case FIELD_DATE:
    case FIELD_BIRTH:
        return give_date(from);
    case FIELD_WORD:
        return give_word(f, from);
    case FIELD_OBJECT:
        return give_object(f->of, from);
    default:
        return give_list(f, base);
    }
}

/* jansson takes a NULL value as a failure, so a member that could not be made ends it here. */
static json_t *give_object(const struct message *m, const uint8_t *from)
{
    json_t *to = json_object();

    for (size_t i = 0; to != NULL && i < m->count; i++) {
        if (json_object_set_new(to, m->fields[i].name, give_member(&m->fields[i], from)) != 0) {
            json_decref(to);
            to = NULL;
        }
    }
    return to;
}

struct dump {
    struct bytes *out;
    size_t room;
};

static int put(const char *part, size_t len, void *self)
{
    struct dump *dump = self;

    if (len > dump->room || !bytes_append(dump->out, view_of(part, len)))
        return -1;
    dump->room -= len;
    return 0;
}

bool message_encode(const struct message *m, const void *in, struct bytes *out)
{
    struct dump dump = {out, WIRE_MAX};
    size_t before = out->len;
    json_t *root = NULL;
    bool made = false;

    json_wiping();
    root = give_object(m, in);
    made = root != NULL && json_dump_callback(root, put, &dump, JSON_COMPACT) == 0;
    json_decref(root);
    if (!made && out->at != NULL) {
        wipe(out->at + before, out->len - before);
        out->len = before;
    }
    return made;
}
