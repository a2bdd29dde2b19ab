#include "app/seal/dcc_text.h"

#include "app/seal/dcc.h"
#include "app/seal/flate.h"
#include "crypto/base45.h"

#include <string.h>
#include <zlib.h>

enum {
    PREFIX_LEN = sizeof DCC_PREFIX - 1,
    HEADER_LEN = 2,
    SUM_LEN = 4,
    HEADER_BEST = 0x78DA, /* deflate, 32 kB window, best compression */
};

bool dcc_is(struct view text)
{
    return view_equal(view_cut(text, 0, PREFIX_LEN), view_text(DCC_PREFIX));
}

static uint32_t big_endian(struct view v)
{
    uint32_t value = 0;

    for (size_t i = 0; i < v.len; i++)
        value = value << 8 | v.at[i];
    return value;
}

/* RFC 1950: the two bytes are a multiple of 31; no dictionary was agreed on. */
static bool is_header(struct view v)
{
    return v.len == HEADER_LEN && big_endian(v) % 31 == 0 && (v.at[0] & 0x0f) == Z_DEFLATED &&
           v.at[0] >> 4 <= MAX_WBITS - 8 && (v.at[1] & 0x20) == 0;
}

static uint32_t sum_of(struct view v)
{
    return (uint32_t)adler32(adler32(0, NULL, 0), v.at, (uInt)v.len);
}

/* `out` is empty. */
static bool unpack(struct view packed, struct bytes *out)
{
    struct view body = view_from(packed, HEADER_LEN);

    if (body.len <= SUM_LEN || !is_header(view_cut(packed, 0, HEADER_LEN)))
        return false;
    return flate_unpack(view_cut(body, 0, body.len - SUM_LEN), out) &&
           sum_of(bytes_view(out)) == big_endian(view_from(body, body.len - SUM_LEN));
}

enum err dcc_text_read(struct view text, struct bytes *out)
{
    struct bytes packed = bytes_new(DCC_TEXT_MAX);
    enum err code = ERR_OK;

    if (!dcc_is(text))
        return ERR_RAISE(AK_D30);
    if (text.len > DCC_TEXT_MAX)
        return ERR_RAISE(AK_D31);
    if (!base45_decode(view_from(text, PREFIX_LEN), &packed))
        code = ERR_RAISE(AK_D32);
    else if (!unpack(bytes_view(&packed), out))
        code = ERR_RAISE(AK_D33);
    bytes_free(&packed);
    return code;
}

bool dcc_text_write(struct view message, char *out, size_t size)
{
    struct bytes packed = bytes_new(DCC_TEXT_MAX), text = bytes_new(DCC_TEXT_MAX);
    bool good = bytes_append_u16(&packed, HEADER_BEST) && flate_pack(message, &packed) &&
                bytes_append_u32(&packed, sum_of(message)) &&
                bytes_append_text(&text, DCC_PREFIX) && base45_encode(bytes_view(&packed), &text) &&
                text.len < size;

    if (good) {
        memcpy(out, text.at, text.len);
        out[text.len] = 0;
    }
    bytes_free(&packed);
    bytes_free(&text);
    return good;
}
