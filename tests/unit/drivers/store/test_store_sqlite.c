#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "drivers/store/store_sqlite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[64], path[96];
static struct store_port store;

static const char *const schema[] = {"CREATE TABLE t (id BIGINT PRIMARY KEY, name TEXT UNIQUE,"
                                     " body BLOB)",
                                     "CREATE TABLE u (t BIGINT NOT NULL REFERENCES t (id))", NULL};

static int set_up(void **state)
{
    (void)state;
    (void)snprintf(folder, sizeof folder, "/tmp/akashi-store-XXXXXX");
    assert_non_null(mkdtemp(folder));
    (void)snprintf(path, sizeof path, "%s/a.db", folder);
    assert_true(store_sqlite_open(path, STORE_MAKE, &store));
    assert_true(store_script(&store, schema));
    return 0;
}

static int tear_down(void **state)
{
    char more[128];

    (void)state;
    store.close(store.self);
    (void)unlink(path);
    (void)snprintf(more, sizeof more, "%s-wal", path);
    (void)unlink(more);
    (void)snprintf(more, sizeof more, "%s-shm", path);
    (void)unlink(more);
    return rmdir(folder);
}

static enum store_did put(const struct store_port *at, int64_t id, const char *name)
{
    return at->run(
        at->self, "INSERT INTO t (id, name, body) VALUES ($1, $2, $3)",
        STORE_VALUES(store_number(id), store_text(name), store_bytes(view_of("\0\1", 2))), NULL,
        NULL);
}

static int64_t count(const struct store_port *at)
{
    int64_t n = -1;

    assert_int_equal(at->run(at->self, "SELECT count(*) FROM t", NULL, 0, store_take_number, &n),
                     STORE_DONE);
    return n;
}

struct row {
    int64_t id;
    char name[8];
    uint8_t body[2];
    int rows;
};

static bool take(void *to, const struct store_value *column, size_t columns)
{
    struct row *row = to;

    row->rows++;
    return columns == 3 && store_get_number(&column[0], &row->id) &&
           store_get_text(&column[1], row->name, sizeof row->name) &&
           store_get_bytes(&column[2], row->body, sizeof row->body);
}

static void values_come_back_as_they_went_in(void **state)
{
    struct row row = {0};

    (void)state;
    assert_int_equal(put(&store, 1LL << 40, "髙"), STORE_DONE);
    assert_int_equal(store.run(store.self, "SELECT id, name, body FROM t WHERE id = $1",
                               STORE_VALUES(store_number(1LL << 40)), take, &row),
                     STORE_DONE);
    assert_int_equal(row.rows, 1);
    assert_true(row.id == 1LL << 40);
    assert_string_equal(row.name, "髙");
    assert_memory_equal(row.body, "\0\1", 2);
}

static void a_column_of_another_kind_is_refused(void **state)
{
    int64_t number = 0;

    (void)state;
    assert_int_equal(put(&store, 1, "a"), STORE_DONE);
    assert_int_equal(
        store.run(store.self, "SELECT name FROM t", NULL, 0, store_take_number, &number),
        STORE_FAILED);
}

static void a_number_twice_is_a_conflict_not_a_failure(void **state)
{
    (void)state;
    assert_int_equal(put(&store, 1, "a"), STORE_DONE);
    assert_int_equal(put(&store, 1, "b"), STORE_CONFLICT);
    assert_int_equal(put(&store, 2, "a"), STORE_CONFLICT);
    assert_int_equal(store_run(&store, "INSERT INTO u (t) VALUES (9)"), STORE_FAILED);
    assert_int_equal(store_run(&store, "INSERT INTO nowhere VALUES (9)"), STORE_FAILED);
    assert_int_equal(count(&store), 1);
}

static void a_conflict_leaves_the_transaction_alive(void **state)
{
    (void)state;
    assert_true(store.begin(store.self, true));
    assert_int_equal(put(&store, 1, "a"), STORE_DONE);
    assert_int_equal(put(&store, 1, "a"), STORE_CONFLICT);
    assert_int_equal(put(&store, 2, "b"), STORE_DONE);
    assert_true(store.commit(store.self));
    assert_int_equal(count(&store), 2);
}

static void a_rollback_undoes_and_is_safe_twice(void **state)
{
    (void)state;
    assert_true(store.begin(store.self, true));
    assert_int_equal(put(&store, 1, "a"), STORE_DONE);
    store.rollback(store.self);
    store.rollback(store.self);
    assert_int_equal(count(&store), 0);
}

static void a_reader_sees_one_state(void **state)
{
    struct store_port reader;

    (void)state;
    assert_true(store_sqlite_open(path, STORE_READ, &reader));
    assert_true(reader.begin(reader.self, false));
    assert_int_equal(count(&reader), 0);
    assert_int_equal(put(&store, 1, "a"), STORE_DONE);
    assert_int_equal(count(&reader), 0);
    reader.rollback(reader.self);
    assert_int_equal(count(&reader), 1);
    assert_int_equal(put(&reader, 2, "b"), STORE_FAILED);
    reader.close(reader.self);
}

static void a_number_of_values_that_does_not_fit_is_refused(void **state)
{
    (void)state;
    assert_int_equal(
        store.run(store.self, "SELECT count(*) FROM t WHERE id = $1", NULL, 0, NULL, NULL),
        STORE_FAILED);
    assert_int_equal(store_run(&store, "SELECT 1; SELECT 2"), STORE_FAILED);
}

static void a_new_file_is_private_and_never_replaced(void **state)
{
    struct stat is;
    struct store_port other;

    (void)state;
    assert_int_equal(stat(path, &is), 0);
    assert_int_equal(is.st_mode & 0777, 0600);
    assert_false(store_sqlite_open(path, STORE_MAKE, &other));
    assert_false(store_sqlite_open("/tmp/akashi-no-such.db", STORE_WRITE, &other));
}

static bool run_again(void *to, const struct store_value *column, size_t columns)
{
    int *depth = to;

    (void)column, (void)columns;
    if (++*depth >= 3)
        return true;
    return store.run(store.self, "SELECT id FROM t", NULL, 0, run_again, depth) == STORE_DONE;
}

static void a_statement_may_run_inside_itself(void **state)
{
    int depth = 0;

    (void)state;
    assert_int_equal(put(&store, 1, "a"), STORE_DONE);
    assert_int_equal(store.run(store.self, "SELECT id FROM t", NULL, 0, run_again, &depth),
                     STORE_DONE);
    assert_int_equal(depth, 3);
}

static void commits_wait_for_the_disk_and_deletions_overwrite(void **state)
{
    int64_t value = -1;

    (void)state;
    assert_int_equal(
        store.run(store.self, "PRAGMA synchronous", NULL, 0, store_take_number, &value),
        STORE_DONE);
    assert_int_equal(value, 2);
    assert_int_equal(
        store.run(store.self, "PRAGMA secure_delete", NULL, 0, store_take_number, &value),
        STORE_DONE);
    assert_int_equal(value, 1);
    assert_int_equal(
        store.run(store.self, "PRAGMA foreign_keys", NULL, 0, store_take_number, &value),
        STORE_DONE);
    assert_int_equal(value, 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(values_come_back_as_they_went_in),
        TEST(a_column_of_another_kind_is_refused),
        TEST(a_number_twice_is_a_conflict_not_a_failure),
        TEST(a_conflict_leaves_the_transaction_alive),
        TEST(a_rollback_undoes_and_is_safe_twice),
        TEST(a_reader_sees_one_state),
        TEST(a_number_of_values_that_does_not_fit_is_refused),
        TEST(a_new_file_is_private_and_never_replaced),
        TEST(a_statement_may_run_inside_itself),
        TEST(commits_wait_for_the_disk_and_deletions_overwrite),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
