#include "crypto/json.h"

#include <endian.h>
#include <math.h>
#include <string.h>

enum { DOUBLE_COUNTS_LOG2 = 53, SURELY_FITS_LEN = 15 };

/* An object or array that is not closed yet. */
struct open {
    struct json *value;
    uint32_t flaws; /* before it */
};

struct name {
    struct view text;
    bool plain;
};

struct reading {
    const uint8_t *at, *end;
    struct json_table *table;
    struct name name; /* of the member to come */
    struct open open[JSON_DEPTH_MAX];
    size_t depth;
    uint32_t flaws; /* what the canonical form would have otherwise */
};

static bool is_blank(uint8_t sign)
{
    return sign <= ' ' && (sign == ' ' || sign == '\t' || sign == '\n' || sign == '\r');
}

static void skip_blanks(struct reading *r)
{
    const uint8_t *from = r->at;

    while (r->at < r->end && is_blank(*r->at))
        r->at++;
    r->flaws += r->at != from;
}

static bool take(struct reading *r, char sign)
{
    bool is = r->at < r->end && *r->at == (uint8_t)sign;

    r->at += is;
    return is;
}

/* The value that begins here, or NULL when there are too many. */
static struct json *add_value(struct reading *r, enum json_kind kind)
{
    struct json *value = &r->table->value[r->table->count];

    if (r->table->count == JSON_VALUES_MAX)
        return NULL;
    r->table->count++;
    *value = (struct json){.name = r->name.text,
                           .text.at = r->at,
                           .values = 1,
                           .kind = (uint8_t)kind,
                           .name_plain = r->name.plain};
    r->name = (struct name){0};
    return value;
}

static bool open_whole(struct reading *r, enum json_kind kind)
{
    struct json *value = r->depth < JSON_DEPTH_MAX ? add_value(r, kind) : NULL;

    if (value == NULL)
        return false;
    r->open[r->depth++] = (struct open){value, r->flaws};
    r->at++;
    return true;
}

static void close_whole(struct reading *r)
{
    const struct open *open = &r->open[--r->depth];

    open->value->text.len = (size_t)(r->at - open->value->text.at);
    open->value->values = (uint32_t)(r->table->value + r->table->count - open->value);
    open->value->canonical = r->flaws == open->flaws;
}

/* Whether an escape is the one that the canonical form has: a letter where there is one, and none
 * but for what must not stand there itself. */
static bool is_shortest(struct view escape, uint32_t sign)
{
    if (escape.len == 2)
        return escape.at[1] != '/';
    return sign < ' ' && strchr("\b\f\n\r\t", (int)sign) == NULL &&
           (escape.at[5] < 'A' || escape.at[5] > 'F');
}

/* A sign that may not simply stand in a text. */
static bool take_special(struct reading *r)
{
    struct view rest = view_of(r->at, (size_t)(r->end - r->at));
    uint32_t sign = 0;

    if (*r->at < ' ' || !json_sign(&rest, &sign))
        return false;
    if (*r->at == '\\')
        r->flaws += !is_shortest(view_of(r->at, (size_t)(rest.at - r->at)), sign);
    r->at = rest.at;
    return true;
}

/* Marks, among eight signs, each that may not simply stand in a text: the lowest mark is exact,
 * those above it may be there by a borrow. */
static uint64_t mark_special(uint64_t signs)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), tops = ones << 7;
    uint64_t quote = signs ^ (ones * '"'), slash = signs ^ (ones * '\\');
    uint64_t below = (signs - ones * ' ') | (quote - ones) | (slash - ones);

    return (signs | below) & tops;
}

/* Eight at a time: texts are most of what is read. */
static const uint8_t *skip_plain(const uint8_t *at, const uint8_t *end)
{
    for (; end - at >= 8; at += 8) {
        uint64_t marks = 0;

        memcpy(&marks, at, sizeof marks);
        marks = mark_special(le64toh(marks));
        if (marks != 0)
            return at + __builtin_ctzll(marks) / 8;
    }
    while (at < end && *at >= ' ' && *at < 0x80 && *at != '"' && *at != '\\')
        at++;
    return at;
}

/* Up to the quote behind it. */
static bool take_text(struct reading *r, struct name *out)
{
    const uint8_t *from = r->at;

    out->plain = true;
    while ((r->at = skip_plain(r->at, r->end)) < r->end && *r->at != '"') {
        out->plain = out->plain && *r->at != '\\';
        if (!take_special(r))
            return false;
    }
    out->text = view_of(from, (size_t)(r->at - from));
    return take(r, '"');
}

static bool read_text(struct reading *r)
{
    struct json *value = NULL;
    struct name text;

    r->at++;
    value = add_value(r, JSON_KIND_TEXT);
    if (value == NULL || !take_text(r, &text))
        return false;
    value->text = text.text;
    value->plain = text.plain;
    return true;
}

static bool read_word(struct reading *r, const char *word, enum json_kind kind)
{
    size_t len = strlen(word);
    struct json *value = add_value(r, kind);

    if (value == NULL || (size_t)(r->end - r->at) < len || memcmp(r->at, word, len) != 0)
        return false;
    value->text.len = len;
    r->at += len;
    return true;
}

static bool take_digits(struct reading *r)
{
    const uint8_t *from = r->at;

    while (r->at < r->end && *r->at >= '0' && *r->at <= '9')
        r->at++;
    return r->at > from;
}

/* The part of a number that makes it a real one. */
static bool take_real(struct reading *r, bool *real)
{
    if (take(r, '.')) {
        *real = true;
        if (!take_digits(r))
            return false;
    }
    if (!take(r, 'e') && !take(r, 'E'))
        return true;
    *real = true;
    if (!take(r, '-'))
        (void)take(r, '+');
    return take_digits(r);
}

/* A number that is too large has none of the two. */
static bool has_value(struct reading *r, const struct json *number)
{
    const int64_t counts = INT64_C(1) << DOUBLE_COUNTS_LOG2;
    int64_t whole = 0;
    double real = 0;

    if (number->kind == JSON_KIND_REAL) {
        r->flaws++;
        return json_number(number, &real) && isfinite(real);
    }
    if (number->text.len > SURELY_FITS_LEN || number->text.at[0] == '-') {
        if (!json_whole(number, &whole))
            return false;
        r->flaws += whole > counts || whole < -counts || (whole == 0);
    }
    return true;
}

static bool read_number(struct reading *r)
{
    struct json *value = add_value(r, JSON_KIND_WHOLE);
    bool real = false;

    (void)take(r, '-');
    if (value == NULL || (!take(r, '0') && !take_digits(r)) || !take_real(r, &real) ||
        r->at - value->text.at > JSON_NUMBER_MAX)
        return false;
    value->text.len = (size_t)(r->at - value->text.at);
    if (real)
        value->kind = JSON_KIND_REAL;
    return has_value(r, value);
}

static bool read_value(struct reading *r)
{
    if (r->at == r->end)
        return false;
    switch (*r->at) {
    case '{':
        return open_whole(r, JSON_KIND_OBJECT);
    case '[':
        return open_whole(r, JSON_KIND_ARRAY);
    case '"':
        return read_text(r);
    case 't':
        return read_word(r, "true", JSON_KIND_TRUE);
    case 'f':
        return read_word(r, "false", JSON_KIND_FALSE);
    case 'n':
        return read_word(r, "null", JSON_KIND_NULL);
    default:
        return read_number(r);
    }
}

/* In UTF-16 the signs beyond U+FFFF stand before U+E000. */
static int64_t weight(uint32_t sign)
{
    return sign >= 0xE000 && sign <= 0xFFFF ? (int64_t)sign + 0x110000 : (int64_t)sign;
}

/* In the order of the canonical form. */
static int64_t compare(struct view a, struct view b)
{
    uint32_t x = 0, y = 0;

    while (json_sign(&a, &x)) {
        if (!json_sign(&b, &y))
            return 1;
        if (x != y)
            return weight(x) - weight(y);
    }
    return b.len > 0 ? -1 : 0;
}

static bool is_same(const struct json *member, const struct name *name)
{
    const struct view *a = &member->name, *b = &name->text;

    if (name->plain && member->name_plain)
        return a->len == b->len && memcmp(a->at, b->at, a->len) == 0;
    return compare(*a, *b) == 0;
}

/* Whether no member before has this name, and whether it stands where the canonical form has it. */
static bool is_new(struct reading *r, const struct json *object, const struct name *name)
{
    const struct json *end = r->table->value + r->table->count, *last = NULL;

    for (const struct json *member = object + 1; member < end; member += member->values) {
        if (is_same(member, name))
            return false;
        last = member;
    }
    if (last != NULL)
        r->flaws += compare(last->name, name->text) > 0;
    return true;
}

static bool read_name(struct reading *r, const struct json *object)
{
    struct name name = {0};

    if (!take(r, '"') || !take_text(r, &name) || !is_new(r, object, &name))
        return false;
    skip_blanks(r);
    if (!take(r, ':'))
        return false;
    skip_blanks(r);
    r->name = name;
    return true;
}

/* A member or an element with the comma before it; or the end of the innermost that is open. */
static bool step(struct reading *r)
{
    const struct json *in = r->open[r->depth - 1].value;
    bool object = in->kind == JSON_KIND_OBJECT;

    skip_blanks(r);
    if (take(r, object ? '}' : ']')) {
        close_whole(r);
        return true;
    }
    if (in + 1 < r->table->value + r->table->count) {
        if (!take(r, ','))
            return false;
        skip_blanks(r);
    }
    return (!object || read_name(r, in)) && read_value(r);
}

const struct json *json_read(struct view text, struct json_table *table)
{
    struct reading r = {.at = text.at, .end = text.at + text.len, .table = table};

    table->count = 0;
    if (text.len == 0 || text.len > JSON_LEN_MAX)
        return NULL;
    skip_blanks(&r);
    if (!read_value(&r) || r.depth == 0)
        return NULL;
    while (r.depth > 0)
        if (!step(&r))
            return NULL;
    skip_blanks(&r);
    return r.at == r.end ? table->value : NULL;
}
