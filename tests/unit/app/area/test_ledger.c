#include "fixture.h"

static void book(const char *transaction)
{
    struct issue issue = {.kind = KIND_DOMESTIC, .issued = {2026, 11, 20}, .kid = "kid"};

    (void)snprintf(issue.transaction, sizeof issue.transaction, "%s", transaction);
    assert_int_equal(random_fill(issue.person, sizeof issue.person), true);
    assert_int_equal(ledger_reserve(f.ledger, noon, &issue), ERR_OK);
    assert_int_equal(ledger_book_signature(f.ledger, noon, &issue), ERR_OK);
}

static enum err audit(void)
{
    struct ledger_counts counts;

    return ledger_audit(f.ledger, &counts);
}

static void a_new_ledger_is_empty_and_agrees(void **state)
{
    struct ledger_counts counts;

    (void)state;
    assert_int_equal(ledger_audit(f.ledger, &counts), ERR_OK);
    assert_int_equal(counts.signatures + counts.issues + counts.entries, 0);
    assert_int_equal(ledger_agree(f.ledger), ERR_OK);
}

static void another_areas_ledger_is_not_opened(void **state)
{
    struct ledger *other = NULL;

    (void)state;
    assert_int_equal(ledger_open(store_sqlite_open, f.folder, "131130", STORE_WRITE, &other),
                     AK_R71);
    assert_null(other);
    /* A book that was lost is not silently begun anew. */
    assert_int_equal(ledger_open(store_sqlite_open, "/tmp", AREA, STORE_WRITE, &other), AK_R71);
}

/* R19: whatever of the book is touched, the audit sees it. */
static void an_audit_sees_what_was_changed(void **state)
{
    static const char *const harm[] = {
        "UPDATE ledger SET signatures = signatures + 1",
        "DELETE FROM issue WHERE signature = 1",
        "DELETE FROM entry WHERE signature = 1",
        "DELETE FROM entry WHERE number = (SELECT max(number) FROM entry)",
        "UPDATE entry SET at = at + 1 WHERE number = 1",
        "UPDATE entry SET serial = 'AAAAAAAAAAAA' WHERE number = 2",
        "UPDATE entry SET who = 'x' WHERE number = 1",
        "UPDATE issue SET serial = 'AAAAAAAAAAAA' WHERE signature = 1",
        "UPDATE ledger SET head = zeroblob(32)",
        "UPDATE entry SET as_of = 9 WHERE number = 1",
        "UPDATE issue SET signed_at = NULL WHERE signature = 1",
    };

    for (size_t i = 0; i < sizeof harm / sizeof *harm; i++) {
        book(TRANSACTION);
        book(TRANSACTION2);
        assert_int_equal(audit(), ERR_OK);
        fixture_tamper("ledger.db", harm[i]);
        if (audit() != AK_R65)
            fail_msg("not seen: %s", harm[i]);
        assert_int_equal(fixture_close(state), 0);
        assert_int_equal(fixture_open(state), 0);
    }
}

static void the_quick_check_sees_a_counter_that_moved_alone(void **state)
{
    int64_t number = 0;

    (void)state;
    book(TRANSACTION);
    assert_int_equal(ledger_next_signature(f.ledger, &number), ERR_OK);
    assert_int_equal(number, 2);
    assert_int_equal(ledger_agree(f.ledger), AK_R65);
}

/* The person behind an entry is no part of the chain: its head can be published. */
static void a_chain_does_not_cover_the_person(void **state)
{
    (void)state;
    book(TRANSACTION);
    fixture_tamper("ledger.db", "UPDATE entry SET whom = x''");
    assert_int_equal(audit(), ERR_OK);
}

static void a_broken_store_is_not_a_broken_book(void **state)
{
    (void)state;
    fixture_tamper("ledger.db", "DROP TABLE entry");
    assert_int_equal(audit(), AK_R04);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(a_new_ledger_is_empty_and_agrees),
        FIXTURE_TEST(another_areas_ledger_is_not_opened),
        FIXTURE_TEST(an_audit_sees_what_was_changed),
        FIXTURE_TEST(the_quick_check_sees_a_counter_that_moved_alone),
        FIXTURE_TEST(a_chain_does_not_cover_the_person),
        FIXTURE_TEST(a_broken_store_is_not_a_broken_book),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
