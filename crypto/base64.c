#include "crypto/base64.h"

static const char signs[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

bool base64url_encode(struct view v, struct bytes *out)
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
            to[len++] = (uint8_t)signs[held >> (bits - 6) & 63];
    }
    if (bits > 0)
        to[len++] = (uint8_t)signs[held << (6 - bits) & 63];
    out->len += len;
    return true;
}

static int value_of(uint8_t c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    if (c == '-')
        return 62;
    return c == '_' ? 63 : -1;
}

bool base64url_decode(struct view text, struct bytes *out)
{
    uint8_t *to = bytes_room(out, text.len * 6 / 8);
    uint32_t held = 0;
    unsigned bits = 0;
    size_t len = 0;

    if (to == NULL || text.len % 4 == 1)
        return false;
    for (size_t i = 0; i < text.len; i++) {
        int value = value_of(text.at[i]);

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
