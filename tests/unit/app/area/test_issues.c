#include "fixture.h"

static struct issue order(const char *transaction, uint8_t person)
{
    struct issue issue = {.person = {person},
                          .kind = KIND_DOMESTIC,
                          .as_of = 4,
                          .issued = {2026, 11, 20},
                          .kid = "kid",
                          .who = "kiosk"};

    (void)snprintf(issue.transaction, sizeof issue.transaction, "%s", transaction);
    return issue;
}

static struct ledger_counts count(void)
{
    struct ledger_counts counts;

    assert_int_equal(ledger_audit(f.ledger, &counts), ERR_OK);
    return counts;
}

static void reserve(struct issue *issue, int64_t now)
{
    assert_int_equal(ledger_reserve(f.ledger, now, issue), ERR_OK);
    assert_true(serial_is(issue->serial));
}

static struct issue sign(const char *transaction, uint8_t person, int64_t now)
{
    struct issue issue = order(transaction, person);

    reserve(&issue, now);
    assert_int_equal(ledger_book_signature(f.ledger, now, &issue), ERR_OK);
    return issue;
}

static void signatures_issues_and_entries_move_together(void **state)
{
    struct issue issue = order(TRANSACTION, 1);

    (void)state;
    reserve(&issue, noon);
    assert_int_equal(count().signatures, 0);
    assert_int_equal(count().issues, 0);
    assert_int_equal(ledger_book_signature(f.ledger, noon, &issue), ERR_OK);
    assert_int_equal(count().signatures, 1);
    assert_int_equal(count().issues, 1);
    assert_int_equal(count().entries, 1);
    assert_int_equal(ledger_agree(f.ledger), ERR_OK);
}

static void a_signature_is_booked_once(void **state)
{
    struct issue issue = sign(TRANSACTION, 1, noon);

    (void)state;
    assert_int_equal(ledger_begin(f.ledger), ERR_OK);
    assert_int_equal(ledger_book_signature(f.ledger, noon, &issue), AK_R64);
    ledger_rollback(f.ledger);
    assert_int_equal(count().signatures, 1);
}

static void a_transaction_has_one_serial(void **state)
{
    struct issue second = order(TRANSACTION, 2);

    (void)state;
    (void)sign(TRANSACTION, 1, noon);
    assert_int_equal(ledger_reserve(f.ledger, noon, &second), AK_R64);
    assert_int_equal(count().issues, 1);
}

/* Two valid, unconfirmed papers of one person cannot be. */
static void a_newer_certificate_withdraws_the_unconfirmed(void **state)
{
    (void)state;
    (void)sign(TRANSACTION, 1, noon);
    (void)sign("0123456789abcdef0123456789abcdef", 2, noon);
    (void)sign(TRANSACTION2, 1, noon);
    assert_int_equal(count().withdrawn, 1);
    assert_int_equal(ledger_delivered(f.ledger, noon, TRANSACTION, 1), AK_R67);
    assert_int_equal(ledger_delivered(f.ledger, noon, TRANSACTION2, 1), ERR_OK);
    assert_int_equal(count().delivered, 1);
}

static void a_delivered_certificate_stays_beside_a_newer_one(void **state)
{
    (void)state;
    (void)sign(TRANSACTION, 1, noon);
    assert_int_equal(ledger_delivered(f.ledger, noon, TRANSACTION, 1), ERR_OK);
    (void)sign(TRANSACTION2, 1, noon);
    assert_int_equal(count().withdrawn, 0);
}

static void outcomes_may_be_repeated(void **state)
{
    (void)state;
    (void)sign(TRANSACTION, 1, noon);
    for (int i = 0; i < 3; i++)
        assert_int_equal(ledger_delivered(f.ledger, noon, TRANSACTION, 2), ERR_OK);
    assert_int_equal(count().delivered, 1);
    for (int i = 0; i < 3; i++)
        assert_int_equal(ledger_undelivered(f.ledger, noon, TRANSACTION, AK_R60), ERR_OK);
    assert_int_equal(count().delivered, 0);
    assert_int_equal(count().withdrawn, 1);
    assert_int_equal(ledger_delivered(f.ledger, noon, TRANSACTION, 2), AK_R67);
}

static void nothing_signed_cannot_be_delivered(void **state)
{
    struct issue issue = order(TRANSACTION2, 1);

    (void)state;
    assert_int_equal(ledger_delivered(f.ledger, noon, TRANSACTION, 1), AK_R66);
    assert_int_equal(ledger_undelivered(f.ledger, noon, TRANSACTION, AK_R60), ERR_OK);
    reserve(&issue, noon);
    assert_int_equal(ledger_delivered(f.ledger, noon, TRANSACTION2, 1), AK_R66);
}

/* VRS-61: after a crash between reserving and signing the serial is void. */
static void a_restart_voids_what_was_only_reserved(void **state)
{
    struct issue open = order(TRANSACTION, 1);

    (void)state;
    (void)sign(TRANSACTION2, 2, noon);
    reserve(&open, noon);
    assert_int_equal(ledger_recover(f.ledger, noon), ERR_OK);
    assert_int_equal(ledger_begin(f.ledger), ERR_OK);
    assert_int_equal(ledger_book_signature(f.ledger, noon, &open), AK_R64);
    ledger_rollback(f.ledger);
    assert_int_equal(count().signatures, 1);
    assert_int_equal(count().withdrawn, 0);
}

/* VRS-58 */
static void an_unreported_certificate_is_withdrawn_after_an_hour(void **state)
{
    (void)state;
    (void)sign(TRANSACTION, 1, noon);
    (void)sign(TRANSACTION2, 2, noon);
    assert_int_equal(ledger_delivered(f.ledger, noon, TRANSACTION2, 1), ERR_OK);
    assert_int_equal(ledger_withdraw_overdue(f.ledger, noon + 3600), ERR_OK);
    assert_int_equal(count().withdrawn, 0);
    assert_int_equal(ledger_withdraw_overdue(f.ledger, noon + 3601), ERR_OK);
    assert_int_equal(count().withdrawn, 1);
    assert_int_equal(count().delivered, 1);
}

static void a_second_request_ends_the_first_unless_delivered(void **state)
{
    (void)state;
    (void)sign(TRANSACTION, 1, noon);
    assert_int_equal(ledger_void(f.ledger, noon, TRANSACTION), ERR_OK);
    assert_int_equal(count().withdrawn, 1);
    (void)sign(TRANSACTION2, 2, noon);
    assert_int_equal(ledger_delivered(f.ledger, noon, TRANSACTION2, 1), ERR_OK);
    assert_int_equal(ledger_void(f.ledger, noon, TRANSACTION2), ERR_OK);
    assert_int_equal(count().delivered, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(signatures_issues_and_entries_move_together),
        FIXTURE_TEST(a_signature_is_booked_once),
        FIXTURE_TEST(a_transaction_has_one_serial),
        FIXTURE_TEST(a_newer_certificate_withdraws_the_unconfirmed),
        FIXTURE_TEST(a_delivered_certificate_stays_beside_a_newer_one),
        FIXTURE_TEST(outcomes_may_be_repeated),
        FIXTURE_TEST(nothing_signed_cannot_be_delivered),
        FIXTURE_TEST(a_restart_voids_what_was_only_reserved),
        FIXTURE_TEST(an_unreported_certificate_is_withdrawn_after_an_hour),
        FIXTURE_TEST(a_second_request_ends_the_first_unless_delivered),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
