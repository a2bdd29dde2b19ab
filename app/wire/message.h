/* A message as a table: one row a member. The same table encodes and decodes, so what one side
 * writes the other reads, and docs/wire.md can be compared with it. */
#ifndef APP_WIRE_MESSAGE_H
#define APP_WIRE_MESSAGE_H

#include "crypto/base/bytes.h"
#include "crypto/base/err.h"

#include <stddef.h>

enum field_kind {
    FIELD_TEXT,   /* char[limit] */
    FIELD_INT,    /* int, least to most */
    FIELD_LONG,   /* int64_t, least to most */
    FIELD_YES,    /* bool */
    FIELD_FIXED,  /* uint8_t[limit], base64url */
    FIELD_BLOB,   /* struct bytes of at most `limit`, base64url */
    FIELD_DATE,   /* struct date, a day */
    FIELD_BIRTH,  /* struct date, a birth: perhaps only a month or a year */
    FIELD_WORD,   /* an enum, by name */
    FIELD_OBJECT, /* a struct of its own */
    FIELD_LIST    /* an array of at most `limit` structs, counted by the size_t at `count_at` */
};

/* The names of an enum. `name` gives NULL for what has none. */
struct field_words {
    const char *(*name)(int value);
    bool (*value)(const char *name, int *out);
};

struct message;

struct field {
    const char *name;
    enum field_kind kind;
    size_t at, limit, count_at;
    int64_t least, most;            /* of a text: the fewest bytes */
    bool (*is)(const char *text);   /* the form of a text, or NULL */
    const struct field_words *word; /* FIELD_WORD */
    const struct message *of;       /* FIELD_OBJECT, FIELD_LIST */
};

struct message {
    const struct field *fields;
    size_t count;
    size_t size;                     /* of the struct */
    bool (*agrees)(const void *got); /* what no single member can say, or NULL */
};

#define MESSAGE_SIZE_OF(type, member) sizeof(((type *)0)->member)

/* The rest of a row: { "name", FIELD_…_OF(struct, member, …) }. */
#define FIELD_TEXT_OF(type, member, fewest, form)                                                  \
    .kind = FIELD_TEXT, .at = offsetof(type, member), .limit = MESSAGE_SIZE_OF(type, member),      \
    .least = (fewest), .is = (form)
#define FIELD_INT_OF(type, member, low, high)                                                      \
    .kind = FIELD_INT, .at = offsetof(type, member), .least = (low), .most = (high)
#define FIELD_LONG_OF(type, member)                                                                \
    .kind = FIELD_LONG, .at = offsetof(type, member), .most = INT64_MAX
#define FIELD_YES_OF(type, member) .kind = FIELD_YES, .at = offsetof(type, member)
#define FIELD_FIXED_OF(type, member)                                                               \
    .kind = FIELD_FIXED, .at = offsetof(type, member), .limit = MESSAGE_SIZE_OF(type, member)
#define FIELD_BLOB_OF(type, member, largest)                                                       \
    .kind = FIELD_BLOB, .at = offsetof(type, member), .limit = (largest)
#define FIELD_DATE_OF(type, member)  .kind = FIELD_DATE, .at = offsetof(type, member)
#define FIELD_BIRTH_OF(type, member) .kind = FIELD_BIRTH, .at = offsetof(type, member)
#define FIELD_WORD_OF(type, member, words)                                                         \
    .kind = FIELD_WORD, .at = offsetof(type, member), .word = (words)
#define FIELD_OBJECT_OF(type, member, table)                                                       \
    .kind = FIELD_OBJECT, .at = offsetof(type, member), .of = (table)
#define FIELD_LIST_OF(type, member, counter, largest, table)                                       \
    .kind = FIELD_LIST, .at = offsetof(type, member), .count_at = offsetof(type, counter),         \
    .limit = (largest), .of = (table)
#define MESSAGE_OF(type, table, check)                                                             \
    {                                                                                              \
        .fields = (table), .count = sizeof(table) / sizeof(table)[0], .size = sizeof(type),        \
        .agrees = (check)                                                                          \
    }

/* Appends the JSON of the struct at `in`; false, with `out` as it was, when memory or WIRE_MAX is
 * exceeded or a word has no name. */
MUST_USE bool message_encode(const struct message *m, const void *in, struct bytes *out);

/* Fills the struct at `out` (every struct bytes in it must be an empty owner). On failure it may be
 * half filled: the caller frees and wipes it. */
MUST_USE enum err message_decode(const struct message *m, struct view body, void *out);

/* The same for a struct without owned memory: zeroed before, wiped on failure. */
MUST_USE enum err message_decode_plain(const struct message *m, struct view body, void *out);

#endif
