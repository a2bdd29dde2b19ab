/* Prepared statements, kept by their text so that each is compiled once. */
#ifndef DRIVERS_STORE_STATEMENTS_H
#define DRIVERS_STORE_STATEMENTS_H

#include "crypto/base/must.h"

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>

enum { STATEMENTS_MAX = 64 };

struct statements {
    size_t count;
    struct {
        char *text;
        sqlite3_stmt *statement;
        bool busy;
    } at[STATEMENTS_MAX];
};

/* The statement of this text, ready to bind, or NULL. It is given back by statements_return. */
MUST_USE sqlite3_stmt *statements_take(struct statements *all, sqlite3 *db, const char *sql);

/* Resets it and drops what was bound. */
void statements_return(struct statements *all, sqlite3_stmt *statement);

void statements_end(struct statements *all);

#endif
