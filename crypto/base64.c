#include "crypto/base64.h"

enum { GROUP = 4, BYTES_A_GROUP = 3 };

static const char signs[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/* The two alphabets differ in their last two signs. */
static const char url_end[] = "-_", plain_end[] = "+/";

static uint8_t sign_of(uint32_t value, const char *end)
{
    return (uint8_t)(value < 62 ? signs[value] : end[value - 62]);
}

static bool encode(struct view v, const char *end, struct bytes *out)
{
    uint8_t *to = bytes_room(out, (v.len * 8 + 5) / 6);
    uint32_t held = 0;
    unsigned bits = 0;
    size_t len = 0;

    if (to == NULL)
        return false;
    for (size_t i = 0; i < v.len; i++) {
        held = (held << 8 | v.at[i]) & 0xffff;
        for (bits += 8; bits >= 6; bits -= 6)
            to[len++] = sign_of(held >> (bits - 6) & 63, end);
    }
    if (bits > 0)
        to[len++] = sign_of(held << (6 - bits) & 63, end);
    out->len += len;
    return true;
}

static int value_of(uint8_t c, const char *end)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    if (c == end[0])
        return 62;
    return c == end[1] ? 63 : -1;
}

static bool decode(struct view text, const char *end, struct bytes *out)
{
    uint8_t *to = bytes_room(out, text.len * 6 / 8);
    uint32_t held = 0;
    unsigned bits = 0;
    size_t len = 0;

    if (to == NULL || text.len % GROUP == 1)
        return false;
    for (size_t i = 0; i < text.len; i++) {
        int value = value_of(text.at[i], end);

        if (value < 0)
            return false;
        held = (held << 6 | (uint32_t)value) & 0xffff;
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            to[len++] = (uint8_t)(held >> bits);
        }
    }
    if ((held & ((1U << bits) - 1)) != 0)
        return false;
    out->len += len;
    return true;
}

bool base64url_encode(struct view v, struct bytes *out)
{
    return encode(v, url_end, out);
}

bool base64url_decode(struct view text, struct bytes *out)
{
    return decode(text, url_end, out);
}

bool base64_encode(struct view v, struct bytes *out)
{
    static const char padding[] = "==";
    size_t rest = v.len % BYTES_A_GROUP, before = out->len;

    if (encode(v, plain_end, out) &&
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
    return decode(text, plain_end, out);
}
