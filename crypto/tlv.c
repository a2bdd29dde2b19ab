#include "crypto/tlv.h"

enum { TAG_MORE = 0x1f, TAG_CONTINUES = 0x80, TAG_BYTES_MAX = 3, LENGTH_BYTES_MAX = 4 };

static bool take(struct view *rest, uint8_t *byte)
{
    if (rest->len == 0)
        return false;
    *byte = *rest->at;
    *rest = view_from(*rest, 1);
    return true;
}

static bool take_tag(struct view *rest, uint32_t *tag)
{
    uint8_t byte = 0;
    int bytes = 1;

    if (!take(rest, &byte))
        return false;
    *tag = byte;
    if ((byte & TAG_MORE) != TAG_MORE)
        return true;
    do {
        if (++bytes > TAG_BYTES_MAX || !take(rest, &byte))
            return false;
        *tag = *tag << 8 | byte;
    } while (byte & TAG_CONTINUES);
    return true;
}

static bool take_length(struct view *rest, size_t *length)
{
    uint8_t byte = 0;
    unsigned count = 0;

    if (!take(rest, &byte))
        return false;
    *length = byte;
    if (byte < 0x80)
        return true;
    count = byte & 0x7f;
    if (count == 0 || count > LENGTH_BYTES_MAX)
        return false;
    for (*length = 0; count > 0; count--) {
        if (!take(rest, &byte))
            return false;
        *length = *length << 8 | byte;
    }
    return true;
}

bool tlv_next(struct view *rest, struct tlv *out)
{
    struct view at = *rest;
    size_t length = 0;

    if (!take_tag(&at, &out->tag) || !take_length(&at, &length) || length > at.len)
        return false;
    out->value = view_cut(at, 0, length);
    out->whole = view_cut(*rest, 0, rest->len - at.len + length);
    *rest = view_from(at, length);
    return true;
}

bool tlv_find(struct view in, uint32_t tag, struct tlv *out)
{
    while (tlv_next(&in, out))
        if (out->tag == tag)
            return true;
    return false;
}

static bool append_shortest(struct bytes *out, uint32_t value)
{
    if (value > 0xffffff)
        return bytes_append_u32(out, value);
    if (value > 0xffff && !bytes_append_u8(out, (uint8_t)(value >> 16)))
        return false;
    return value > 0xff ? bytes_append_u16(out, (uint16_t)value)
                        : bytes_append_u8(out, (uint8_t)value);
}

static bool append_length(struct bytes *out, size_t length)
{
    uint8_t count = length > 0xffffff ? 4 : length > 0xffff ? 3 : length > 0xff ? 2 : 1;

    if (length < 0x80)
        return bytes_append_u8(out, (uint8_t)length);
    return bytes_append_u8(out, 0x80 | count) && append_shortest(out, (uint32_t)length);
}

bool tlv_append(struct bytes *out, uint32_t tag, struct view value)
{
    size_t before = out->len;

    if (value.len <= UINT32_MAX && append_shortest(out, tag) && append_length(out, value.len) &&
        bytes_append(out, value))
        return true;
    out->len = before;
    return false;
}
