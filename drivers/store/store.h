/* The store port: one database, one statement at a time, transactions. Statements are SQL that
 * SQLite and PostgreSQL read alike; their values are $1, $2, … and never part of the text. */
#ifndef DRIVERS_STORE_STORE_H
#define DRIVERS_STORE_STORE_H

#include "crypto/base/bytes.h"

enum store_kind { STORE_NULL, STORE_NUMBER, STORE_TEXT, STORE_BYTES };

/* A value that goes in or comes out. Borrowed. */
struct store_value {
    enum store_kind kind;
    int64_t number;
    struct view view; /* STORE_TEXT: without a terminating zero */
};

/* What became of a statement. A conflict is an answer (a unique value was there already), not a
 * failure: the statement did nothing, and its transaction goes on. */
enum store_did { STORE_FAILED = 0, STORE_CONFLICT = 1, STORE_DONE = 2 };

enum store_mode { STORE_READ, STORE_WRITE, STORE_MAKE };

/* Takes one row; its values are gone afterwards. False ends the statement as failed. */
typedef bool store_take(void *to, const struct store_value *column, size_t count);

struct store_port {
    void *self;

    /* A transaction that sees one state of the database. `writes`: it is the only writer. */
    bool (*begin)(void *self, bool writes);
    bool (*commit)(void *self);
    void (*rollback)(void *self); /* safe when there is none */

    /* Runs one statement with `count` values to its end. Rows go to `take`; NULL drops them. */
    enum store_did (*run)(void *self, const char *sql, const struct store_value *values,
                          size_t count, store_take *take, void *to);

    void (*close)(void *self);
};

/* Opens the database at `path`; only STORE_MAKE makes one where there is none. */
typedef bool store_opener(const char *path, enum store_mode mode, struct store_port *out);

struct store_value store_number(int64_t number);
struct store_value store_text(const char *text);
struct store_value store_bytes(struct view v);
struct store_value store_nothing(void);

/* The values of a statement, as the last arguments before `take` of store_run and port.run. */
#define STORE_VALUES(...)                                                                          \
    ((const struct store_value[]){__VA_ARGS__}),                                                   \
        (sizeof((const struct store_value[]){__VA_ARGS__}) / sizeof(struct store_value))

/* A statement without values whose rows, if any, are dropped. */
enum store_did store_run(const struct store_port *store, const char *sql);

/* Runs statements up to a NULL in one transaction of its own. */
MUST_USE bool store_script(const struct store_port *store, const char *const *statements);

/* What a column holds; false when it is of another kind or does not fit. Text gets a zero. */
MUST_USE bool store_get_number(const struct store_value *column, int64_t *out);
MUST_USE bool store_get_text(const struct store_value *column, char *out, size_t size);
MUST_USE bool store_get_bytes(const struct store_value *column, uint8_t *out, size_t len);

/* Takes the single number of a row into an int64_t. */
store_take store_take_number;

#endif
