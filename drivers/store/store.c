#include "drivers/store/store.h"

#include <string.h>

struct store_value store_number(int64_t number)
{
    return (struct store_value){.kind = STORE_NUMBER, .number = number};
}

struct store_value store_text(const char *text)
{
    return (struct store_value){.kind = STORE_TEXT, .view = view_text(text)};
}

struct store_value store_bytes(struct view v)
{
    return (struct store_value){.kind = STORE_BYTES, .view = v};
}

struct store_value store_nothing(void)
{
    return (struct store_value){.kind = STORE_NULL};
}

enum store_did store_run(const struct store_port *store, const char *sql)
{
    return store->run(store->self, sql, NULL, 0, NULL, NULL);
}

bool store_script(const struct store_port *store, const char *const *statements)
{
    bool done = store->begin(store->self, true);

    for (size_t i = 0; done && statements[i] != NULL; i++)
        done = store_run(store, statements[i]) == STORE_DONE;
    done = done && store->commit(store->self);
    store->rollback(store->self);
    return done;
}

bool store_get_number(const struct store_value *column, int64_t *out)
{
    if (column->kind != STORE_NUMBER)
        return false;
    *out = column->number;
    return true;
}

bool store_get_text(const struct store_value *column, char *out, size_t size)
{
    if (column->kind != STORE_TEXT || column->view.len >= size ||
        memchr(column->view.at, 0, column->view.len) != NULL)
        return false;
    memcpy(out, column->view.at, column->view.len);
    out[column->view.len] = 0;
    return true;
}

bool store_get_bytes(const struct store_value *column, uint8_t *out, size_t len)
{
    if (column->kind != STORE_BYTES || column->view.len != len)
        return false;
    memcpy(out, column->view.at, len);
    return true;
}

bool store_take_number(void *to, const struct store_value *column, size_t count)
{
    return count == 1 && store_get_number(column, to);
}
