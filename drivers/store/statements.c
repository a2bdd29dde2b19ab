#include "drivers/store/statements.h"

#include <stdlib.h>
#include <string.h>

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql, unsigned flags)
{
    sqlite3_stmt *made = NULL;
    const char *rest = NULL;

    if (sqlite3_prepare_v3(db, sql, -1, flags, &made, &rest) != SQLITE_OK ||
        (rest != NULL && *rest != 0)) {
        sqlite3_finalize(made);
        return NULL;
    }
    return made;
}

static sqlite3_stmt *keep(struct statements *all, sqlite3 *db, const char *sql)
{
    char *text = strdup(sql);
    sqlite3_stmt *made = text != NULL ? prepare(db, sql, SQLITE_PREPARE_PERSISTENT) : NULL;

    if (made == NULL) {
        free(text);
        return NULL;
    }
    all->at[all->count].text = text;
    all->at[all->count].statement = made;
    all->at[all->count].busy = true;
    all->count++;
    return made;
}

sqlite3_stmt *statements_take(struct statements *all, sqlite3 *db, const char *sql)
{
    for (size_t i = 0; i < all->count; i++) {
        if (strcmp(all->at[i].text, sql) != 0)
            continue;
        /* A row's taker may run the statement that feeds it: it gets one of its own. */
        if (all->at[i].busy)
            return prepare(db, sql, 0);
        all->at[i].busy = true;
        return all->at[i].statement;
    }
    return all->count < STATEMENTS_MAX ? keep(all, db, sql) : prepare(db, sql, 0);
}

void statements_return(struct statements *all, sqlite3_stmt *statement)
{
    for (size_t i = 0; i < all->count; i++) {
        if (all->at[i].statement != statement)
            continue;
        sqlite3_reset(statement);
        sqlite3_clear_bindings(statement);
        all->at[i].busy = false;
        return;
    }
    sqlite3_finalize(statement);
}

void statements_end(struct statements *all)
{
    for (size_t i = 0; i < all->count; i++) {
        sqlite3_finalize(all->at[i].statement);
        free(all->at[i].text);
    }
    *all = (struct statements){0};
}
