#include "crypto/json.h"

enum {
    PAIR_FIRST = 0xD800, /* the halves of UTF-16 pairs: 1,024 high ones, then as many low ones */
    PAIR_LOW = 0xDC00,
    PAIR_END = 0xE000,
    SUPPLEMENT = 0x10000,
    LAST = 0x10FFFF,
    HEX_LEN = 6, /* \uXXXX */
};

static void skip(struct view *rest, size_t len)
{
    rest->at += len;
    rest->len -= len;
}

static int digit_of(uint8_t c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* One half of 16 bits. */
static bool take_half(struct view *rest, uint32_t *out)
{
    uint32_t half = 0;

    if (rest->len < HEX_LEN || rest->at[0] != '\\' || rest->at[1] != 'u')
        return false;
    for (size_t i = 2; i < HEX_LEN; i++) {
        int digit = digit_of(rest->at[i]);

        if (digit < 0)
            return false;
        half = half << 4 | (uint32_t)digit;
    }
    skip(rest, HEX_LEN);
    *out = half;
    return true;
}

static bool take_hex(struct view *rest, uint32_t *sign)
{
    uint32_t low = 0;

    if (!take_half(rest, sign))
        return false;
    if (*sign < PAIR_FIRST || *sign >= PAIR_LOW)
        return true;
    if (!take_half(rest, &low) || low < PAIR_LOW || low >= PAIR_END)
        return false;
    *sign = SUPPLEMENT + ((*sign - PAIR_FIRST) << 10) + (low - PAIR_LOW);
    return true;
}

static bool take_escape(struct view *rest, uint32_t *sign)
{
    static const char letters[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";

    if (rest->len < 2)
        return false;
    if (rest->at[1] == 'u')
        return take_hex(rest, sign);
    for (size_t i = 0; i < sizeof letters - 1; i++)
        if (rest->at[1] == (uint8_t)letters[i]) {
            *sign = (uint8_t)meant[i];
            skip(rest, 2);
            return true;
        }
    return false;
}

static bool take_utf8(struct view *rest, uint32_t *sign)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, SUPPLEMENT};
    uint8_t first = rest->at[0];
    size_t len = first < 0xC0 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF8 ? 4 : 0;

    if (len == 0 || len > rest->len)
        return false;
    *sign = first & (0x7FU >> len);
    for (size_t i = 1; i < len; i++) {
        if ((rest->at[i] & 0xC0) != 0x80)
            return false;
        *sign = *sign << 6 | (rest->at[i] & 0x3F);
    }
    skip(rest, len);
    return *sign >= least[len];
}

/* What I-JSON lets stand in a text, and no zero. */
static bool is_sign(uint32_t sign)
{
    bool pair = sign >= PAIR_FIRST && sign < PAIR_END;
    bool never = (sign >= 0xFDD0 && sign <= 0xFDEF) || (sign & 0xFFFE) == 0xFFFE;

    return sign != 0 && sign <= LAST && !pair && !never;
}

bool json_sign(struct view *rest, uint32_t *sign)
{
    if (rest->len == 0)
        return false;
    if (rest->at[0] == '\\')
        return take_escape(rest, sign) && is_sign(*sign);
    if (rest->at[0] >= 0x80)
        return take_utf8(rest, sign) && is_sign(*sign);
    *sign = rest->at[0];
    skip(rest, 1);
    return true;
}
