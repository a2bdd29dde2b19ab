#include "app/seal/dcc_json.h"

#include "crypto/cbor.h"

#include <string.h>

enum { TAG_DATE = 0 }; /* stands before a date written as text, if at all */

static json_t *read_item(struct view *rest);

/* A zero would end the text for us and not for others. */
static json_t *read_text(struct view v)
{
    if (v.len > 0 && memchr(v.at, 0, v.len) != NULL)
        return NULL;
    return json_stringn(v.len > 0 ? (const char *)v.at : "", v.len);
}

static json_t *read_list(struct view *rest, int64_t count)
{
    json_t *array = json_array();

    for (int64_t i = 0; i < count; i++)
        if (json_array_append_new(array, read_item(rest)) != 0) {
            json_decref(array);
            return NULL;
        }
    return array;
}

static bool read_member(struct view *rest, json_t *object)
{
    struct cbor_item name;
    json_t *key = NULL;
    bool good = false;

    if (!cbor_take(rest, &name) || name.kind != CBOR_TEXT)
        return false;
    key = read_text(name.content);
    good = key != NULL && json_object_set_new(object, json_string_value(key), read_item(rest)) == 0;
    json_decref(key);
    return good;
}

static json_t *read_map(struct view *rest, int64_t pairs)
{
    json_t *object = json_object();

    for (int64_t i = 0; i < pairs; i++)
        if (!read_member(rest, object)) {
            json_decref(object);
            return NULL;
        }
    return object;
}

static json_t *read_item(struct view *rest)
{
    struct cbor_item item;

    if (!cbor_take(rest, &item))
        return NULL;
    switch (item.kind) {
    case CBOR_INTEGER:
        return json_integer(item.number);
    case CBOR_REAL:
        return json_real(item.real);
    case CBOR_TEXT:
        return read_text(item.content);
    case CBOR_LIST:
        return read_list(rest, item.number);
    case CBOR_MAP:
        return read_map(rest, item.number);
    case CBOR_TRUTH:
        return json_boolean(item.number);
    case CBOR_NULL:
        return json_null();
    case CBOR_TAG:
        return item.number == TAG_DATE ? read_item(rest) : NULL;
    default:
        return NULL;
    }
}

json_t *dcc_json_read(struct view item)
{
    return cbor_is_sound(item) ? read_item(&item) : NULL;
}
