#include "crypto/cbor.h"

#include <cbor.h>

enum { HEAD_MAX = 9 };

static bool put(struct bytes *out, size_t (*encode)(uint64_t value, uint8_t *to, size_t size),
                uint64_t value)
{
    uint8_t head[HEAD_MAX];
    size_t len = encode(value, head, sizeof head);

    return len > 0 && bytes_append(out, view_of(head, len));
}

bool cbor_put_integer(struct bytes *out, int64_t value)
{
    return value >= 0 ? put(out, cbor_encode_uint, (uint64_t)value)
                      : put(out, cbor_encode_negint, (uint64_t)(-1 - value));
}

bool cbor_put_bytes(struct bytes *out, struct view v)
{
    return put(out, cbor_encode_bytestring_start, v.len) && bytes_append(out, v);
}

bool cbor_put_text(struct bytes *out, struct view v)
{
    return put(out, cbor_encode_string_start, v.len) && bytes_append(out, v);
}

bool cbor_put_list(struct bytes *out, size_t count)
{
    return put(out, cbor_encode_array_start, count);
}

bool cbor_put_map(struct bytes *out, size_t pairs)
{
    return put(out, cbor_encode_map_start, pairs);
}

bool cbor_put_tag(struct bytes *out, uint64_t tag)
{
    return put(out, cbor_encode_tag, tag);
}
