#include "crypto/base/bytes.h"

#include "crypto/base/secret.h"

#include <openssl/crypto.h>
#include <stdlib.h>
#include <string.h>

enum { SMALLEST = 64 };

struct bytes bytes_new(size_t max)
{
    return (struct bytes){.max = max};
}

struct bytes bytes_new_secret(size_t max)
{
    return (struct bytes){.max = max, .secret = true};
}

static void release(struct bytes *b)
{
    if (b->at == NULL)
        return;
    if (b->secret) {
        secret_free(b->at, b->cap);
    } else {
        wipe(b->at, b->cap);
        free(b->at);
    }
}

void bytes_free(struct bytes *b)
{
    release(b);
    *b = (struct bytes){.max = b->max, .secret = b->secret};
}

void bytes_clear(struct bytes *b)
{
    if (b->at != NULL)
        wipe(b->at, b->cap);
    b->len = 0;
}

static size_t next_cap(const struct bytes *b, size_t need)
{
    size_t cap = b->cap < SMALLEST ? SMALLEST : b->cap;

    if (b->secret)
        return b->max;
    while (cap < need)
        cap = cap > b->max / 2 ? b->max : cap * 2;
    return cap > b->max ? b->max : cap;
}

uint8_t *bytes_room(struct bytes *b, size_t extra)
{
    size_t cap = 0;
    uint8_t *at = NULL;

    if (extra > b->max - b->len)
        return NULL;
    if (b->at != NULL && extra <= b->cap - b->len)
        return b->at + b->len;

    /* Never realloc: it would leave an unwiped copy behind. */
    cap = next_cap(b, b->len + extra);
    if (cap == 0)
        cap = 1;
    at = b->secret ? secret_new(cap) : malloc(cap);
    if (at == NULL)
        return NULL;
    if (b->len > 0)
        memcpy(at, b->at, b->len);
    release(b);
    b->at = at;
    b->cap = cap;
    return b->at + b->len;
}

bool bytes_append(struct bytes *b, struct view v)
{
    uint8_t *to = bytes_room(b, v.len);

    if (to == NULL)
        return false;
    if (v.len > 0)
        memcpy(to, v.at, v.len);
    b->len += v.len;
    return true;
}

bool bytes_append_text(struct bytes *b, const char *text)
{
    return bytes_append(b, view_text(text));
}

static bool append_number(struct bytes *b, uint64_t value, size_t width)
{
    uint8_t big[8];

    for (size_t i = 0; i < width; i++)
        big[i] = (uint8_t)(value >> (8 * (width - 1 - i)));
    return bytes_append(b, view_of(big, width));
}

bool bytes_append_u8(struct bytes *b, uint8_t value)
{
    return append_number(b, value, 1);
}

bool bytes_append_u16(struct bytes *b, uint16_t value)
{
    return append_number(b, value, 2);
}

bool bytes_append_u32(struct bytes *b, uint32_t value)
{
    return append_number(b, value, 4);
}

bool bytes_append_u64(struct bytes *b, uint64_t value)
{
    return append_number(b, value, 8);
}

bool bytes_set(struct bytes *b, struct view v)
{
    bytes_clear(b);
    return bytes_append(b, v);
}

const char *bytes_text(struct bytes *b)
{
    uint8_t *end = bytes_room(b, 1);

    if (end == NULL)
        return NULL;
    *end = 0;
    return (const char *)b->at;
}

struct view bytes_view(const struct bytes *b)
{
    return (struct view){b->at, b->len};
}

struct view view_of(const void *at, size_t len)
{
    return (struct view){at, len};
}

struct view view_text(const char *text)
{
    return view_of(text, strlen(text));
}

struct view view_cut(struct view v, size_t from, size_t len)
{
    if (v.at == NULL || from > v.len || len > v.len - from)
        return (struct view){0};
    return (struct view){v.at + from, len};
}

struct view view_from(struct view v, size_t from)
{
    return from > v.len ? (struct view){0} : view_cut(v, from, v.len - from);
}

bool view_equal(struct view a, struct view b)
{
    return a.len == b.len && (a.len == 0 || CRYPTO_memcmp(a.at, b.at, a.len) == 0);
}
