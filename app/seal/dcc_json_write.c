#include "app/seal/dcc_json.h"

#include "crypto/cbor.h"

static struct view view_json(const json_t *text)
{
    return view_of(json_string_value(text), json_string_length(text));
}

static bool write_array(const json_t *array, struct bytes *out)
{
    bool good = cbor_put_list(out, json_array_size(array));

    for (size_t i = 0; good && i < json_array_size(array); i++)
        good = dcc_json_write(json_array_get(array, i), out);
    return good;
}

static bool write_object(json_t *object, struct bytes *out)
{
    bool good = cbor_put_map(out, json_object_size(object));
    const char *name = NULL;
    json_t *value = NULL;

    json_object_foreach(object, name, value)
    {
        good = good && cbor_put_text(out, view_text(name)) && dcc_json_write(value, out);
    }
    return good;
}

bool dcc_json_write(json_t *json, struct bytes *out)
{
    if (json_is_object(json))
        return write_object(json, out);
    if (json_is_array(json))
        return write_array(json, out);
    if (json_is_string(json))
        return cbor_put_text(out, view_json(json));
    return json_is_integer(json) && cbor_put_integer(out, json_integer_value(json));
}
