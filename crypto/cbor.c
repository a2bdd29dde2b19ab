#include "crypto/cbor.h"

#include <cbor.h>

enum { SMALL_TAG_FIRST = 0xC0, SMALL_TAG_LAST = 0xD7 };

static void see(struct cbor_item *to, enum cbor_kind kind, uint64_t number)
{
    if (number <= INT64_MAX)
        *to = (struct cbor_item){.kind = kind, .number = (int64_t)number};
}

/* −1 − n, as the format says it. */
static void see_negative(struct cbor_item *to, uint64_t n)
{
    see(to, CBOR_INTEGER, n);
    to->number = -1 - to->number;
}

static void on_u8(void *to, uint8_t n)
{
    see(to, CBOR_INTEGER, n);
}

static void on_u16(void *to, uint16_t n)
{
    see(to, CBOR_INTEGER, n);
}

static void on_u32(void *to, uint32_t n)
{
    see(to, CBOR_INTEGER, n);
}

static void on_u64(void *to, uint64_t n)
{
    see(to, CBOR_INTEGER, n);
}

static void on_n8(void *to, uint8_t n)
{
    see_negative(to, n);
}

static void on_n16(void *to, uint16_t n)
{
    see_negative(to, n);
}

static void on_n32(void *to, uint32_t n)
{
    see_negative(to, n);
}

static void on_n64(void *to, uint64_t n)
{
    see_negative(to, n);
}

static void on_bytes(void *to, cbor_data at, size_t len)
{
    *(struct cbor_item *)to = (struct cbor_item){.kind = CBOR_BYTES, .content = {at, len}};
}

static void on_text(void *to, cbor_data at, size_t len)
{
    *(struct cbor_item *)to = (struct cbor_item){.kind = CBOR_TEXT, .content = {at, len}};
}

static void on_list(void *to, size_t count)
{
    see(to, CBOR_LIST, count);
}

static void on_map(void *to, size_t pairs)
{
    see(to, CBOR_MAP, pairs);
}

static void on_tag(void *to, uint64_t tag)
{
    see(to, CBOR_TAG, tag);
}

static void on_double(void *to, double real)
{
    *(struct cbor_item *)to = (struct cbor_item){.kind = CBOR_REAL, .real = real};
}

static void on_float(void *to, float real)
{
    on_double(to, (double)real);
}

static void on_truth(void *to, bool truth)
{
    see(to, CBOR_TRUTH, truth);
}

static void on_null(void *to)
{
    see(to, CBOR_NULL, 0);
}

/* libcbor 0.8 refuses the one-byte tags that RFC 7049 had not yet given out, COSE's among them. */
static bool take_small_tag(struct view *rest, struct cbor_item *out)
{
    if (rest->at[0] < SMALL_TAG_FIRST || rest->at[0] > SMALL_TAG_LAST)
        return false;
    see(out, CBOR_TAG, rest->at[0] - SMALL_TAG_FIRST);
    *rest = view_from(*rest, 1);
    return true;
}

/* What is not understood here (indefinite lengths, undefined) goes to the library's empty
 * callbacks, and the item stays without a kind. */
static struct cbor_callbacks callbacks(void)
{
    struct cbor_callbacks calls = cbor_empty_callbacks;

    calls.uint8 = on_u8, calls.uint16 = on_u16, calls.uint32 = on_u32, calls.uint64 = on_u64;
    calls.negint8 = on_n8, calls.negint16 = on_n16;
    calls.negint32 = on_n32, calls.negint64 = on_n64;
    calls.byte_string = on_bytes, calls.string = on_text;
    calls.array_start = on_list, calls.map_start = on_map, calls.tag = on_tag;
    calls.float2 = on_float, calls.float4 = on_float, calls.float8 = on_double;
    calls.boolean = on_truth, calls.null = on_null;
    return calls;
}

bool cbor_take(struct view *rest, struct cbor_item *out)
{
    struct cbor_callbacks calls = callbacks();
    struct cbor_decoder_result result;

    *out = (struct cbor_item){0};
    if (rest->len == 0)
        return false;
    if (take_small_tag(rest, out))
        return true;
    result = cbor_stream_decode(rest->at, rest->len, &calls, out);
    if (result.status != CBOR_DECODER_FINISHED || out->kind == 0)
        return false;
    *rest = view_from(*rest, result.read);
    return true;
}

static bool pass(struct view *rest, int depth);

static bool same_key(const struct cbor_item *a, const struct cbor_item *b)
{
    return a->kind == b->kind && a->number == b->number && view_equal(a->content, b->content);
}

static bool pass_map(struct view *rest, int64_t pairs, int depth)
{
    struct cbor_item keys[CBOR_PAIRS_MAX];

    if (pairs > CBOR_PAIRS_MAX)
        return false;
    for (int64_t i = 0; i < pairs; i++) {
        if (!cbor_take(rest, &keys[i]) ||
            (keys[i].kind != CBOR_INTEGER && keys[i].kind != CBOR_TEXT) || !pass(rest, depth))
            return false;
        for (int64_t k = 0; k < i; k++)
            if (same_key(&keys[k], &keys[i]))
                return false;
    }
    return true;
}

/* Recursion ends at CBOR_DEPTH_MAX; a list that claims more than there is ends with the bytes. */
static bool pass(struct view *rest, int depth)
{
    struct cbor_item item;
    bool good = depth < CBOR_DEPTH_MAX && cbor_take(rest, &item);

    if (good && item.kind == CBOR_TAG)
        return pass(rest, depth + 1);
    if (good && item.kind == CBOR_MAP)
        return pass_map(rest, item.number, depth + 1);
    if (good && item.kind == CBOR_LIST)
        for (int64_t i = 0; good && i < item.number; i++)
            good = pass(rest, depth + 1);
    return good;
}

bool cbor_take_whole(struct view *rest, struct view *whole)
{
    struct view from = *rest, left = *rest;

    if (!pass(&left, 0))
        return false;
    *whole = view_cut(from, 0, from.len - left.len);
    *rest = left;
    return true;
}

bool cbor_is_sound(struct view v)
{
    struct view whole;

    return cbor_take_whole(&v, &whole) && v.len == 0;
}

bool cbor_find(struct view map, int64_t key, struct view *value)
{
    struct cbor_item item;

    if (!cbor_is_sound(map) || !cbor_take(&map, &item) || item.kind != CBOR_MAP)
        return false;
    for (int64_t left = item.number; left > 0; left--) {
        struct cbor_item name;

        if (!cbor_take(&map, &name) || !cbor_take_whole(&map, value))
            return false;
        if (name.kind == CBOR_INTEGER && name.number == key)
            return true;
    }
    return false;
}
