#include "crypto/base64.h"

enum { GROUP = 4, BYTES_A_GROUP = 3, SIX_BITS = 63 };

struct alphabet {
    char sign[64];
    uint8_t place[256]; /* of a sign, counted from 1; 0 for what is none */
};

static const struct alphabet url = {
    .sign = {"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"},
    .place = {['A'] = 1,  ['B'] = 2,  ['C'] = 3,  ['D'] = 4,  ['E'] = 5,  ['F'] = 6,  ['G'] = 7,
              ['H'] = 8,  ['I'] = 9,  ['J'] = 10, ['K'] = 11, ['L'] = 12, ['M'] = 13, ['N'] = 14,
              ['O'] = 15, ['P'] = 16, ['Q'] = 17, ['R'] = 18, ['S'] = 19, ['T'] = 20, ['U'] = 21,
              ['V'] = 22, ['W'] = 23, ['X'] = 24, ['Y'] = 25, ['Z'] = 26, ['a'] = 27, ['b'] = 28,
              ['c'] = 29, ['d'] = 30, ['e'] = 31, ['f'] = 32, ['g'] = 33, ['h'] = 34, ['i'] = 35,
              ['j'] = 36, ['k'] = 37, ['l'] = 38, ['m'] = 39, ['n'] = 40, ['o'] = 41, ['p'] = 42,
              ['q'] = 43, ['r'] = 44, ['s'] = 45, ['t'] = 46, ['u'] = 47, ['v'] = 48, ['w'] = 49,
              ['x'] = 50, ['y'] = 51, ['z'] = 52, ['0'] = 53, ['1'] = 54, ['2'] = 55, ['3'] = 56,
              ['4'] = 57, ['5'] = 58, ['6'] = 59, ['7'] = 60, ['8'] = 61, ['9'] = 62, ['-'] = 63,
              ['_'] = 64},
};

static const struct alphabet plain = {
    .sign = {"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"},
    .place = {['A'] = 1,  ['B'] = 2,  ['C'] = 3,  ['D'] = 4,  ['E'] = 5,  ['F'] = 6,  ['G'] = 7,
              ['H'] = 8,  ['I'] = 9,  ['J'] = 10, ['K'] = 11, ['L'] = 12, ['M'] = 13, ['N'] = 14,
              ['O'] = 15, ['P'] = 16, ['Q'] = 17, ['R'] = 18, ['S'] = 19, ['T'] = 20, ['U'] = 21,
              ['V'] = 22, ['W'] = 23, ['X'] = 24, ['Y'] = 25, ['Z'] = 26, ['a'] = 27, ['b'] = 28,
              ['c'] = 29, ['d'] = 30, ['e'] = 31, ['f'] = 32, ['g'] = 33, ['h'] = 34, ['i'] = 35,
              ['j'] = 36, ['k'] = 37, ['l'] = 38, ['m'] = 39, ['n'] = 40, ['o'] = 41, ['p'] = 42,
              ['q'] = 43, ['r'] = 44, ['s'] = 45, ['t'] = 46, ['u'] = 47, ['v'] = 48, ['w'] = 49,
              ['x'] = 50, ['y'] = 51, ['z'] = 52, ['0'] = 53, ['1'] = 54, ['2'] = 55, ['3'] = 56,
              ['4'] = 57, ['5'] = 58, ['6'] = 59, ['7'] = 60, ['8'] = 61, ['9'] = 62, ['+'] = 63,
              ['/'] = 64},
};

/* The last one or two bytes. */
static void encode_rest(struct view v, const struct alphabet *in, uint8_t *to)
{
    uint32_t held = (uint32_t)v.at[0] << 8 | (v.len > 1 ? v.at[1] : 0);

    to[0] = (uint8_t)in->sign[held >> 10];
    to[1] = (uint8_t)in->sign[held >> 4 & SIX_BITS];
    if (v.len > 1)
        to[2] = (uint8_t)in->sign[held << 2 & SIX_BITS];
}

static bool encode(struct view v, const struct alphabet *in, struct bytes *out)
{
    size_t len = (v.len * 8 + 5) / 6, whole = v.len - v.len % BYTES_A_GROUP;
    uint8_t *to = bytes_room(out, len);

    if (to == NULL)
        return false;
    out->len += len;
    for (size_t i = 0; i < whole; i += BYTES_A_GROUP) {
        uint32_t held = (uint32_t)v.at[i] << 16 | (uint32_t)v.at[i + 1] << 8 | v.at[i + 2];

        *to++ = (uint8_t)in->sign[held >> 18];
        *to++ = (uint8_t)in->sign[held >> 12 & SIX_BITS];
        *to++ = (uint8_t)in->sign[held >> 6 & SIX_BITS];
        *to++ = (uint8_t)in->sign[held & SIX_BITS];
    }
    if (whole < v.len)
        encode_rest(view_from(v, whole), in, to);
    return true;
}

/* More than six bits for what is no sign. */
static uint32_t value_of(const struct alphabet *in, uint8_t sign)
{
    return (uint32_t)in->place[sign] - 1;
}

/* The last two or three signs, which have no group of their own. */
static bool decode_rest(struct view text, const struct alphabet *in, uint8_t *to)
{
    uint32_t held = 0;
    unsigned bits = 0;

    for (size_t i = 0; i < text.len; i++) {
        uint32_t value = value_of(in, text.at[i]);

        if (value > SIX_BITS)
            return false;
        held = held << 6 | value;
        bits += 6;
    }
    for (; bits >= 8; bits -= 8)
        *to++ = (uint8_t)(held >> (bits - 8));
    return (held & ((1U << bits) - 1)) == 0;
}

static bool decode(struct view text, const struct alphabet *in, struct bytes *out)
{
    uint8_t *to = bytes_room(out, text.len * 6 / 8);
    size_t whole = text.len - text.len % GROUP;
    uint32_t met = 0;

    if (to == NULL || text.len % GROUP == 1)
        return false;
    for (size_t i = 0; i < whole; i += GROUP) {
        const uint8_t *at = text.at + i;
        uint32_t a = value_of(in, at[0]), b = value_of(in, at[1]), c = value_of(in, at[2]),
                 d = value_of(in, at[3]);

        met |= a | b | c | d;
        *to++ = (uint8_t)(a << 2 | b >> 4);
        *to++ = (uint8_t)(b << 4 | c >> 2);
        *to++ = (uint8_t)(c << 6 | d);
    }
    if (met > SIX_BITS || !decode_rest(view_from(text, whole), in, to))
        return false;
    out->len += text.len * 6 / 8;
    return true;
}

bool base64url_encode(struct view v, struct bytes *out)
{
    return encode(v, &url, out);
}

bool base64url_decode(struct view text, struct bytes *out)
{
    return decode(text, &url, out);
}

bool base64_encode(struct view v, struct bytes *out)
{
    static const char padding[] = "==";
    size_t rest = v.len % BYTES_A_GROUP, before = out->len;

    if (encode(v, &plain, out) &&
        bytes_append(out, view_of(padding, rest == 0 ? 0 : BYTES_A_GROUP - rest)))
        return true;
    out->len = before;
    return false;
}

bool base64_decode(struct view text, struct bytes *out)
{
    size_t padding = 0;

    if (text.len % GROUP != 0)
        return false;
    while (padding < 2 && text.len > 0 && text.at[text.len - 1] == '=') {
        padding++;
        text.len--;
    }
    return decode(text, &plain, out);
}
