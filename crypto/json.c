#include "crypto/json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WHOLE_DIGITS_MAX = 19, EXPONENT_MAX = 9999, EXPONENT_SIZE = 16 };

enum json_kind json_kind(const struct json *value)
{
    return value != NULL ? (enum json_kind)value->kind : JSON_KIND_NONE;
}

static bool holds_others(const struct json *value)
{
    return json_kind(value) == JSON_KIND_OBJECT || json_kind(value) == JSON_KIND_ARRAY;
}

struct view json_view(const struct json *value)
{
    return value != NULL ? value->text : (struct view){0};
}

/* In UTF-8. Returns how many bytes that takes. */
static size_t write_sign(uint32_t sign, uint8_t out[4])
{
    size_t len = sign < 0x80 ? 1 : sign < 0x800 ? 2 : sign < 0x10000 ? 3 : 4;
    static const uint8_t lead[] = {0, 0, 0xC0, 0xE0, 0xF0};

    for (size_t i = len - 1; i > 0; i--) {
        out[i] = (uint8_t)(0x80 | (sign & 0x3F));
        sign >>= 6;
    }
    out[0] = (uint8_t)(lead[len] | sign);
    return len;
}

/* Whether what stands there, escapes and all, means `text`. */
static bool means(struct view inside, struct view text)
{
    uint32_t sign = 0;

    while (json_sign(&inside, &sign)) {
        uint8_t bytes[4];
        size_t len = write_sign(sign, bytes);

        if (len > text.len || memcmp(text.at, bytes, len) != 0)
            return false;
        text = view_from(text, len);
    }
    return text.len == 0;
}

static inline bool is_exactly(const struct view *a, const struct view *b)
{
    return a->len == b->len && memcmp(a->at, b->at, a->len) == 0;
}

static inline bool has_name(const struct json *member, const struct view *name)
{
    return member->name_plain ? is_exactly(&member->name, name) : means(member->name, *name);
}

bool json_is(const struct json *value, const char *text)
{
    struct view wanted = view_text(text);

    if (json_kind(value) != JSON_KIND_TEXT)
        return false;
    return value->plain ? is_exactly(&value->text, &wanted) : means(value->text, wanted);
}

bool json_same_text(const struct json *a, const struct json *b)
{
    struct view left = json_view(a), right = json_view(b);
    uint32_t x = 0, y = 0;

    if (json_kind(a) != JSON_KIND_TEXT || json_kind(b) != JSON_KIND_TEXT)
        return false;
    if (a->plain && b->plain)
        return is_exactly(&left, &right);
    while (json_sign(&left, &x))
        if (!json_sign(&right, &y) || x != y)
            return false;
    return right.len == 0;
}

static const struct json *first_of(const struct json *whole)
{
    return holds_others(whole) && whole->values > 1 ? whole + 1 : NULL;
}

const struct json *json_first(const struct json *array)
{
    return json_kind(array) == JSON_KIND_ARRAY ? first_of(array) : NULL;
}

const struct json *json_next(const struct json *array, const struct json *element)
{
    const struct json *next = element + element->values;

    return next < array + array->values ? next : NULL;
}

size_t json_count(const struct json *whole)
{
    size_t count = 0;

    for (const struct json *at = first_of(whole); at != NULL; at = json_next(whole, at))
        count++;
    return count;
}

const struct json *json_member(const struct json *object, const char *name)
{
    struct view wanted = view_of(name, strlen(name));

    if (object == NULL || object->kind != JSON_KIND_OBJECT)
        return NULL;
    for (const struct json *at = object + 1; at < object + object->values; at += at->values)
        if (has_name(at, &wanted))
            return at;
    return NULL;
}

const struct json *json_walk(const struct json *whole, const struct json *value)
{
    if (whole == NULL || value == NULL)
        return whole;
    return value + 1 < whole + whole->values ? value + 1 : NULL;
}

bool json_is_empty(const struct json *value)
{
    return json_kind(value) == JSON_KIND_TEXT ? value->text.len == 0
                                              : holds_others(value) && value->values == 1;
}

bool json_is_canonical(const struct json *whole)
{
    return holds_others(whole) && whole->canonical;
}

static bool unescape(struct view rest, char *out, size_t size)
{
    uint32_t sign = 0;
    size_t len = 0;

    while (json_sign(&rest, &sign)) {
        uint8_t bytes[4];
        size_t more = write_sign(sign, bytes);

        if (more >= size - len)
            return false;
        memcpy(out + len, bytes, more);
        len += more;
    }
    out[len] = 0;
    return true;
}

static bool copy(const struct json *text, char *out, size_t size)
{
    if (!text->plain)
        return unescape(text->text, out, size);
    if (text->text.len >= size)
        return false;
    memcpy(out, text->text.at, text->text.len);
    out[text->text.len] = 0;
    return true;
}

bool json_text(const struct json *value, char *out, size_t size)
{
    if (json_kind(value) == JSON_KIND_TEXT && copy(value, out, size))
        return true;
    out[0] = 0;
    return false;
}

bool json_whole(const struct json *value, int64_t *out)
{
    struct view digits = json_view(value);
    uint64_t number = 0, most = INT64_MAX;
    bool negative = false;

    if (json_kind(value) != JSON_KIND_WHOLE)
        return false;
    negative = digits.at[0] == '-';
    digits = view_from(digits, negative);
    if (digits.len > WHOLE_DIGITS_MAX)
        return false;
    for (size_t i = 0; i < digits.len; i++)
        number = 10 * number + (uint64_t)(digits.at[i] - '0');
    if (number > most + negative)
        return false;
    *out = (int64_t)(negative ? 0 - number : number);
    return true;
}

static long exponent_of(struct view text)
{
    long exponent = 0;

    for (size_t i = 0; i < text.len; i++)
        if (text.at[i] >= '0' && exponent <= EXPONENT_MAX)
            exponent = 10 * exponent + (text.at[i] - '0');
    return text.len > 0 && text.at[0] == '-' ? -exponent : exponent;
}

/* With its point moved into the exponent, since the sign of a point is the locale's. */
static double real_of(struct view number)
{
    char text[JSON_NUMBER_MAX + EXPONENT_SIZE];
    long behind = 0;
    size_t at = 0, len = 0;
    bool point = false;

    for (; at < number.len && (number.at[at] | 0x20) != 'e'; at++) {
        if (number.at[at] == '.') {
            point = true;
            continue;
        }
        text[len++] = (char)number.at[at];
        behind += point;
    }
    snprintf(text + len, sizeof text - len, "e%ld",
             exponent_of(view_from(number, at + 1)) - behind);
    return strtod(text, NULL);
}

bool json_number(const struct json *value, double *out)
{
    int64_t whole = 0;

    if (json_whole(value, &whole))
        *out = (double)whole;
    else if (json_kind(value) == JSON_KIND_REAL)
        *out = real_of(json_view(value));
    else
        return false;
    return true;
}
