#include "drivers/store/store_sqlite.h"

#include "drivers/store/statements.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { BUSY_MS = 5000, COLUMNS_MAX = 24, NAME_SIZE = 24 };

struct sqlite {
    sqlite3 *db;
    struct statements statements;
};

static bool bind_one(sqlite3_stmt *s, int at, const struct store_value *value)
{
    /* SQLite tells no bytes from empty bytes by their address. */
    const void *from = value->view.len > 0 ? (const void *)value->view.at : "";

    if (at == 0 || value->view.len > INT_MAX)
        return false;
    switch (value->kind) {
    case STORE_NUMBER:
        return sqlite3_bind_int64(s, at, value->number) == SQLITE_OK;
    case STORE_TEXT:
        return sqlite3_bind_text(s, at, from, (int)value->view.len, SQLITE_STATIC) == SQLITE_OK;
    case STORE_BYTES:
        return sqlite3_bind_blob(s, at, from, (int)value->view.len, SQLITE_STATIC) == SQLITE_OK;
    case STORE_NULL:
        return sqlite3_bind_null(s, at) == SQLITE_OK;
    }
    return false;
}

static bool bind_all(sqlite3_stmt *s, const struct store_value *values, size_t count)
{
    char name[NAME_SIZE];

    if (sqlite3_bind_parameter_count(s) != (int)count)
        return false;
    for (size_t i = 0; i < count; i++) {
        (void)snprintf(name, sizeof name, "$%zu", i + 1);
        if (!bind_one(s, sqlite3_bind_parameter_index(s, name), &values[i]))
            return false;
    }
    return true;
}

static struct store_value read_column(sqlite3_stmt *s, int at)
{
    const void *from = NULL;

    switch (sqlite3_column_type(s, at)) {
    case SQLITE_INTEGER:
        return store_number(sqlite3_column_int64(s, at));
    case SQLITE_TEXT:
        from = sqlite3_column_text(s, at);
        return (struct store_value){.kind = STORE_TEXT,
                                    .view = view_of(from, (size_t)sqlite3_column_bytes(s, at))};
    case SQLITE_BLOB:
        from = sqlite3_column_blob(s, at);
        return store_bytes(view_of(from, (size_t)sqlite3_column_bytes(s, at)));
    default:
        return store_nothing();
    }
}

static bool give_row(sqlite3_stmt *s, store_take *take, void *to)
{
    struct store_value column[COLUMNS_MAX];
    int count = sqlite3_column_count(s);

    if (take == NULL)
        return true;
    if (count > COLUMNS_MAX)
        return false;
    for (int i = 0; i < count; i++)
        column[i] = read_column(s, i);
    return take(to, column, (size_t)count);
}

static enum store_did walk(sqlite3_stmt *s, store_take *take, void *to)
{
    int did = sqlite3_step(s);

    while (did == SQLITE_ROW && give_row(s, take, to))
        did = sqlite3_step(s);
    if (did == SQLITE_CONSTRAINT_UNIQUE || did == SQLITE_CONSTRAINT_PRIMARYKEY)
        return STORE_CONFLICT;
    return did == SQLITE_DONE ? STORE_DONE : STORE_FAILED;
}

static enum store_did run(void *self, const char *sql, const struct store_value *values,
                          size_t count, store_take *take, void *to)
{
    struct sqlite *at = self;
    sqlite3_stmt *s = statements_take(&at->statements, at->db, sql);
    enum store_did did = STORE_FAILED;

    if (s == NULL)
        return STORE_FAILED;
    if (bind_all(s, values, count))
        did = walk(s, take, to);
    statements_return(&at->statements, s);
    return did;
}

static bool begin(void *self, bool writes)
{
    return run(self, writes ? "BEGIN IMMEDIATE" : "BEGIN", NULL, 0, NULL, NULL) == STORE_DONE;
}

static bool commit(void *self)
{
    return run(self, "COMMIT", NULL, 0, NULL, NULL) == STORE_DONE;
}

static void rollback(void *self)
{
    const struct sqlite *at = self;

    /* A rollback that fails has happened already: SQLite undid the transaction by itself. */
    if (sqlite3_get_autocommit(at->db) == 0)
        (void)run(self, "ROLLBACK", NULL, 0, NULL, NULL);
}

static void end(void *self)
{
    struct sqlite *at = self;

    if (at == NULL)
        return;
    statements_end(&at->statements);
    sqlite3_close(at->db);
    free(at);
}

static bool make_file(const char *path)
{
    int fd = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);

    if (fd < 0)
        return false;
    close(fd);
    return true;
}

static bool set_up(struct sqlite *at, enum store_mode mode)
{
    static const char *const reading[] = {"PRAGMA trusted_schema = OFF", "PRAGMA mmap_size = 0",
                                          "PRAGMA temp_store = MEMORY", "PRAGMA foreign_keys = ON",
                                          "PRAGMA secure_delete = ON"};
    static const char *const writing[] = {"PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL"};
    bool good = sqlite3_extended_result_codes(at->db, 1) == SQLITE_OK &&
                sqlite3_busy_timeout(at->db, BUSY_MS) == SQLITE_OK &&
                sqlite3_db_config(at->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL) == SQLITE_OK;

    for (size_t i = 0; good && i < sizeof reading / sizeof *reading; i++)
        good = run(at, reading[i], NULL, 0, NULL, NULL) == STORE_DONE;
    if (mode == STORE_READ)
        return good && run(at, "PRAGMA query_only = ON", NULL, 0, NULL, NULL) == STORE_DONE;
    for (size_t i = 0; good && i < sizeof writing / sizeof *writing; i++)
        good = run(at, writing[i], NULL, 0, NULL, NULL) == STORE_DONE;
    return good;
}

bool store_sqlite_open(const char *path, enum store_mode mode, struct store_port *out)
{
    int flags = mode == STORE_READ ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    struct sqlite *at = NULL;
    bool good = false;

    if (mode == STORE_MAKE && !make_file(path))
        return false;
    at = calloc(1, sizeof *at);
    if (at == NULL)
        goto out;
    if (sqlite3_open_v2(path, &at->db, flags | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_NOMUTEX, NULL) !=
        SQLITE_OK)
        goto out;
    if (!set_up(at, mode))
        goto out;
    *out = (struct store_port){.self = at,
                               .begin = begin,
                               .commit = commit,
                               .rollback = rollback,
                               .run = run,
                               .close = end};
    good = true;

out:
    if (!good)
        end(at);
    return good;
}
