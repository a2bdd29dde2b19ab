/* JSON that strangers send, read where it stands: strict, in one pass, nothing of it copied.
 *
 * What is accepted is RFC 8259 as far as two readers cannot understand it differently (I-JSON, RFC
 * 7493): an object or an array in UTF-8 and nothing around it but blanks; no member twice, however
 * its name is written; no zero byte, no half surrogate pair, no noncharacter; no whole number
 * beyond 64 bits and none too large for a double; and within the bounds below.
 *
 * Every function takes NULL for a value that is not there, and answers as for one of another kind.
 */
#ifndef CRYPTO_JSON_H
#define CRYPTO_JSON_H

#include "crypto/base/bytes.h"

/* The longest text in a symbol has at most half as many values as bytes: 2,953 of them. */
enum {
    JSON_LEN_MAX = 1 << 16,
    JSON_DEPTH_MAX = 64,
    JSON_VALUES_MAX = 2048,
    JSON_NUMBER_MAX = 64,
};

enum json_kind {
    JSON_KIND_NONE, /* of a value that is not there */
    JSON_KIND_OBJECT,
    JSON_KIND_ARRAY,
    JSON_KIND_TEXT,
    JSON_KIND_WHOLE,
    JSON_KIND_REAL,
    JSON_KIND_TRUE,
    JSON_KIND_FALSE,
    JSON_KIND_NULL,
};

/* A value. It borrows from the text that was read; ask the functions below, not its members. */
struct json {
    struct view name, text; /* of a text what is between its quotes */
    uint32_t values;        /* in it, itself included: those behind it in the table */
    uint8_t kind;
    bool name_plain, plain; /* no escape in it */
    bool canonical;
};

/* The values in the order of the text. It holds no content and needs no wiping. */
struct json_table {
    uint32_t count;
    struct json value[JSON_VALUES_MAX];
};

/* The value that `text` is, or NULL where it is none. It lives as long as text and table. */
const struct json *json_read(struct view text, struct json_table *table);

enum json_kind json_kind(const struct json *value);

/* The member of an object, or NULL. `name` is compared with what the name stands for. */
const struct json *json_member(const struct json *object, const char *name);

/* What an array holds, one after the other; NULL behind the last. */
const struct json *json_first(const struct json *array);
const struct json *json_next(const struct json *array, const struct json *element);

/* How many members or elements there are. */
size_t json_count(const struct json *whole);

/* All that a value holds at any depth, in the order of the text, itself first: NULL gives `whole`.
 */
const struct json *json_walk(const struct json *whole, const struct json *value);

/* A text, object or array with nothing in it. */
MUST_USE bool json_is_empty(const struct json *value);

/* Whether a value is this very text; whether two are the same. */
MUST_USE bool json_is(const struct json *value, const char *text);
MUST_USE bool json_same_text(const struct json *a, const struct json *b);

/* A text in UTF-8 with a zero behind it. False, with an empty text, when it does not fit or the
 * value is none. */
MUST_USE bool json_text(const struct json *value, char *out, size_t size);

/* A whole number; any number. False for other values. */
MUST_USE bool json_whole(const struct json *value, int64_t *out);
MUST_USE bool json_number(const struct json *value, double *out);

/* A value as it stands there; of a text what is between its quotes. */
struct view json_view(const struct json *value);

/* Takes the next sign (code point) off the inside of a text. False at its end, and where what
 * stands there is none. */
MUST_USE bool json_sign(struct view *rest, uint32_t *sign);

/* Whether an object or array stands there in canonical form (RFC 8785). Also false where telling
 * would take a rounding: a number in it is not whole, or beyond what a double counts. */
MUST_USE bool json_is_canonical(const struct json *whole);

#endif
