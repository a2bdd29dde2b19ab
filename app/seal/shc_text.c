#include "app/seal/shc_text.h"

#include <string.h>

#define PREFIX "shc:/"

enum { PREFIX_LEN = sizeof PREFIX - 1, FIRST_SIGN = 45, LARGEST_PAIR = 77 };

static bool holds(struct view v, char sign)
{
    return v.len > 0 && memchr(v.at, sign, v.len) != NULL;
}

/* Without a branch, so that the compiler takes many at once. */
static bool read_pairs(const uint8_t *restrict from, size_t count, uint8_t *restrict to)
{
    uint8_t wrong = 0;

    for (size_t i = 0; i < count; i++) {
        uint8_t tens = (uint8_t)(from[2 * i] - '0'), ones = (uint8_t)(from[2 * i + 1] - '0');
        uint8_t pair = (uint8_t)(10 * tens + ones);

        to[i] = (uint8_t)(pair + FIRST_SIGN);
        wrong |= (uint8_t)((tens > 9) | (ones > 9) | (pair > LARGEST_PAIR));
    }
    return wrong == 0;
}

static bool read_digits(struct view digits, struct bytes *jws)
{
    uint8_t *to = bytes_room(jws, digits.len / 2);

    if (to == NULL || digits.len == 0 || digits.len % 2 != 0 ||
        !read_pairs(digits.at, digits.len / 2, to))
        return false;
    jws->len += digits.len / 2;
    return true;
}

enum err shc_text_read(struct view text, struct bytes *jws)
{
    struct view digits = view_from(text, PREFIX_LEN);
    bool numeric = view_equal(view_cut(text, 0, PREFIX_LEN), view_text(PREFIX));

    if (text.len > 0 && (text.at[0] <= ' ' || text.at[text.len - 1] <= ' '))
        return ERR_RAISE(AK_V52);
    if (!numeric && (!holds(text, '.') || !bytes_append(jws, text)))
        return ERR_RAISE(AK_V30);
    if (!numeric)
        return ERR_OK;
    if (holds(digits, '/'))
        return ERR_RAISE(AK_V32);
    return read_digits(digits, jws) ? ERR_OK : ERR_RAISE(AK_V31);
}

/* The other way round, without a branch too. */
static bool write_pairs(const uint8_t *restrict from, size_t count, char *restrict to)
{
    uint8_t wrong = 0;

    for (size_t i = 0; i < count; i++) {
        uint8_t pair = (uint8_t)(from[i] - FIRST_SIGN), tens = pair / 10;

        to[2 * i] = (char)('0' + tens);
        to[2 * i + 1] = (char)('0' + pair - 10 * tens);
        wrong |= (uint8_t)(pair > LARGEST_PAIR);
    }
    return wrong == 0;
}

bool shc_text_write(struct view jws, char *out, size_t size)
{
    if (size <= PREFIX_LEN || jws.len > (size - PREFIX_LEN - 1) / 2 ||
        !write_pairs(jws.at, jws.len, out + PREFIX_LEN))
        return false;
    memcpy(out, PREFIX, PREFIX_LEN);
    out[PREFIX_LEN + 2 * jws.len] = 0;
    return true;
}
