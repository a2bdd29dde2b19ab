#include "place.h"

#include "app/admin/audit.h"
#include "app/area/issues.h"
#include "drivers/host/command.h"

static char printed[1024];

static int check(bool json)
{
    FILE *out = fmemopen(printed, sizeof printed, "w");
    int status = 0;

    assert_non_null(out);
    status = audit_check(store_sqlite_open, place, json, out);
    (void)fclose(out);
    return status;
}

static void make(const char *code)
{
    char path[PATH_MAX];
    struct ledger *ledger = NULL;
    struct issue issue = {.transaction = "00112233445566778899aabbccddeeff",
                          .kind = KIND_DOMESTIC,
                          .issued = {2026, 11, 20},
                          .kid = "kid"};

    assert_true(demo_sub(place, code) && demo_path(path, place, "%s", code));
    assert_int_equal(ledger_open(store_sqlite_open, path, code, STORE_MAKE, &ledger), ERR_OK);
    assert_int_equal(ledger_reserve(ledger, 0, &issue), ERR_OK);
    assert_int_equal(ledger_book_signature(ledger, 0, &issue), ERR_OK);
    assert_int_equal(ledger_delivered(ledger, 0, issue.transaction, 1), ERR_OK);
    ledger_close(&ledger);
}

static void spoil(const char *code)
{
    char path[PATH_MAX];
    struct store_port store;

    assert_true(demo_path(path, place, "%s/ledger.db", code));
    assert_true(store_sqlite_open(path, STORE_WRITE, &store));
    assert_int_equal(store_run(&store, "UPDATE ledger SET signatures = 7"), STORE_DONE);
    store.close(store.self);
}

static void ledgers_that_agree_are_a_yes(void **state)
{
    (void)state;
    make("131130");
    make("131105");
    assert_true(demo_sub(place, "not-an-area"));
    assert_int_equal(check(false), EXIT_YES);
    assert_string_equal(printed,
                        "area=131105 signatures=1 issues=1 entries=1 delivered=1 withdrawn=0"
                        " verdict=agree\n"
                        "area=131130 signatures=1 issues=1 entries=1 delivered=1 withdrawn=0"
                        " verdict=agree\n");
}

static void one_that_differs_is_a_no(void **state)
{
    (void)state;
    make("131105");
    make("131130");
    spoil("131105");
    assert_int_equal(check(false), EXIT_NO);
    assert_non_null(strstr(printed, "signatures=7 issues=1 entries=1"));
    assert_non_null(strstr(printed, "verdict=differ"));
}

static void nothing_to_read_is_no_answer(void **state)
{
    (void)state;
    assert_int_equal(check(false), EXIT_CANNOT_TELL);
    assert_true(demo_sub(place, "131105"));
    assert_int_equal(check(false), EXIT_CANNOT_TELL);
    assert_non_null(strstr(printed, "verdict=unreadable"));
}

static void json_is_one_object_a_line(void **state)
{
    (void)state;
    make("131105");
    assert_int_equal(check(true), EXIT_YES);
    assert_string_equal(printed, "{\"area\":\"131105\",\"signatures\":1,\"issues\":1,\"entries\":1,"
                                 "\"delivered\":1,\"withdrawn\":0,\"verdict\":\"agree\"}\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PLACE_TEST(ledgers_that_agree_are_a_yes),
        PLACE_TEST(one_that_differs_is_a_no),
        PLACE_TEST(nothing_to_read_is_no_answer),
        PLACE_TEST(json_is_one_object_a_line),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
