#include "fixture.h"

static struct liveness ask(enum liveness_step step)
{
    struct liveness live = {.transaction = TRANSACTION,
                            .step = step,
                            .area = AREA,
                            .kind = KIND_DOMESTIC,
                            .kiosk = {5}};

    return live;
}

static enum err give(struct liveness *live)
{
    const struct nonce_memory memory = {.person = {8}, .touched = 3};
    enum err code = ledger_begin(f.ledger);

    assert_int_equal(code, ERR_OK);
    code = ledger_give_nonce(f.ledger, noon, &memory, live);
    assert_int_equal(ledger_commit(f.ledger), ERR_OK);
    return code;
}

static enum err redeem_at(const struct liveness *live, int64_t now)
{
    struct nonce_memory memory = {0};
    enum err code = ledger_begin(f.ledger);

    assert_int_equal(code, ERR_OK);
    code = ledger_redeem_nonce(f.ledger, now, live, &memory);
    assert_int_equal(ledger_commit(f.ledger), ERR_OK);
    if (code == ERR_OK) {
        assert_int_equal(memory.person[0], 8);
        assert_int_equal(memory.touched, 3);
    }
    return code;
}

static void a_nonce_is_good_once(void **state)
{
    struct liveness live = ask(LIVENESS_RECORDS);

    (void)state;
    assert_int_equal(give(&live), ERR_OK);
    assert_int_equal(redeem_at(&live, noon), ERR_OK);
    assert_int_equal(redeem_at(&live, noon), AK_R64);
}

static void a_nonce_lives_180_seconds(void **state)
{
    struct liveness live = ask(LIVENESS_RECORDS);

    (void)state;
    assert_int_equal(give(&live), ERR_OK);
    assert_int_equal(redeem_at(&live, noon - 1), AK_R01);
    assert_int_equal(redeem_at(&live, noon + 181), AK_R01);
    assert_int_equal(redeem_at(&live, noon + 180), ERR_OK);
}

static void a_nonce_belongs_to_what_it_was_given_out_for(void **state)
{
    struct liveness live = ask(LIVENESS_RECORDS), other[5];

    (void)state;
    assert_int_equal(give(&live), ERR_OK);
    for (size_t i = 0; i < 5; i++)
        other[i] = live;
    (void)snprintf(other[0].transaction, sizeof other[0].transaction, "%s", TRANSACTION2);
    other[1].step = LIVENESS_CERTIFICATE;
    (void)snprintf(other[2].area, sizeof other[2].area, "131130");
    other[3].kind = KIND_TRAVEL;
    other[4].kiosk[31] ^= 1;
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(redeem_at(&other[i], noon), AK_R60);
    assert_int_equal(redeem_at(&live, noon), ERR_OK);
}

static void a_nonce_nobody_gave_out_is_refused(void **state)
{
    struct liveness live = ask(LIVENESS_RECORDS);

    (void)state;
    assert_int_equal(give(&live), ERR_OK);
    live.nonce[0] ^= 1;
    assert_int_equal(redeem_at(&live, noon), AK_R01);
}

static void a_step_gets_one_nonce(void **state)
{
    struct liveness live = ask(LIVENESS_RECORDS), again = ask(LIVENESS_RECORDS);
    struct liveness next = ask(LIVENESS_CERTIFICATE);

    (void)state;
    assert_int_equal(give(&live), ERR_OK);
    assert_int_equal(give(&again), AK_R64);
    assert_int_equal(give(&next), ERR_OK);
    assert_memory_not_equal(live.nonce, next.nonce, NONCE_LEN);
}

static void an_ended_transaction_has_no_good_nonce(void **state)
{
    struct liveness live = ask(LIVENESS_CERTIFICATE);
    bool known = true;

    (void)state;
    assert_int_equal(ledger_knows(f.ledger, TRANSACTION, &known), ERR_OK);
    assert_false(known);
    assert_int_equal(give(&live), ERR_OK);
    assert_int_equal(ledger_knows(f.ledger, TRANSACTION, &known), ERR_OK);
    assert_true(known);
    assert_int_equal(ledger_end_nonces(f.ledger, noon, TRANSACTION), ERR_OK);
    assert_int_equal(redeem_at(&live, noon), AK_R64);
}

/* Rolled back with what it was to open, a nonce was not used. */
static void a_redemption_belongs_to_its_transaction(void **state)
{
    struct liveness live = ask(LIVENESS_RECORDS);
    struct nonce_memory memory;

    (void)state;
    assert_int_equal(give(&live), ERR_OK);
    assert_int_equal(ledger_begin(f.ledger), ERR_OK);
    assert_int_equal(ledger_redeem_nonce(f.ledger, noon, &live, &memory), ERR_OK);
    ledger_rollback(f.ledger);
    assert_int_equal(redeem_at(&live, noon), ERR_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(a_nonce_is_good_once),
        FIXTURE_TEST(a_nonce_lives_180_seconds),
        FIXTURE_TEST(a_nonce_belongs_to_what_it_was_given_out_for),
        FIXTURE_TEST(a_nonce_nobody_gave_out_is_refused),
        FIXTURE_TEST(a_step_gets_one_nonce),
        FIXTURE_TEST(an_ended_transaction_has_no_good_nonce),
        FIXTURE_TEST(a_redemption_belongs_to_its_transaction),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
