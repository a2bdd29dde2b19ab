/* What a resident says at a kiosk reaches the staff of the area, without a name (KSK-22, KSK-23,
 * R15). */
#include "fixture.h"

#include "app/area/incidents.h"

enum { LIST_MAX = 4 };

struct list {
    size_t count;
    struct incident at[LIST_MAX];
};

static bool take(void *self, const struct incident *incident)
{
    struct list *list = self;

    if (list->count == LIST_MAX)
        return false;
    list->at[list->count++] = *incident;
    return true;
}

static struct list listed(void)
{
    struct list list = {0};

    assert_int_equal(ledger_incidents(f.ledger, take, &list), ERR_OK);
    return list;
}

static void note(const char *transaction, enum err code, int dose)
{
    assert_int_equal(ledger_begin(f.ledger), ERR_OK);
    assert_int_equal(ledger_note_incident(f.ledger, noon, transaction, code, dose), ERR_OK);
    assert_int_equal(ledger_commit(f.ledger), ERR_OK);
}

/* As the signer logs that it opened somebody's records. */
static void open_records(uint8_t person)
{
    const uint8_t whom[SHA256_LEN] = {person};

    assert_int_equal(ledger_begin(f.ledger), ERR_OK);
    assert_int_equal(
        ledger_write(f.ledger, &(struct ledger_entry){.what = "access",
                                                      .transaction = TRANSACTION,
                                                      .serial = "",
                                                      .who = "kiosk",
                                                      .why = "records",
                                                      .whom = view_of(whom, sizeof whom),
                                                      .as_of = 9,
                                                      .at = noon}),
        ERR_OK);
    assert_int_equal(ledger_commit(f.ledger), ERR_OK);
}

static bool take_whom(void *to, const struct store_value *column, size_t count)
{
    return count == 1 && store_get_bytes(&column[0], to, SHA256_LEN);
}

static void a_dose_that_differs_is_noted_with_the_person_it_is_about(void **state)
{
    struct list list;
    uint8_t whom[SHA256_LEN] = {0};
    char path[128];
    struct store_port store;

    (void)state;
    open_records(7);
    note(TRANSACTION, AK_S61, 2);
    list = listed();
    assert_int_equal(list.count, 1);
    assert_string_equal(list.at[0].transaction, TRANSACTION);
    assert_string_equal(list.at[0].why, "AK-S61 dose 2");
    assert_string_equal(list.at[0].serial, "");
    assert_int_equal(list.at[0].as_of, 9);
    assert_int_equal(list.at[0].at, noon);
    (void)snprintf(path, sizeof path, "%s/ledger.db", f.folder);
    assert_true(store_sqlite_open(path, STORE_READ, &store));
    assert_int_equal(store.run(store.self, "SELECT whom FROM entry WHERE what = 'incident'", NULL,
                               0, take_whom, whom),
                     STORE_DONE);
    store.close(store.self);
    assert_int_equal(whom[0], 7);
}

/* Outcome reports are repeatable, and so is what follows from them. */
static void told_twice_it_is_noted_once(void **state)
{
    (void)state;
    open_records(7);
    note(TRANSACTION, AK_S61, 2);
    note(TRANSACTION, AK_S61, 2);
    assert_int_equal(listed().count, 1);
    note(TRANSACTION, AK_S62, 0);
    assert_int_equal(listed().count, 2);
    assert_string_equal(listed().at[1].why, "AK-S62");
}

static void the_chain_stays_whole(void **state)
{
    struct ledger_counts counts;

    (void)state;
    note(TRANSACTION2, AK_S61, 0);
    assert_int_equal(listed().count, 1);
    assert_int_equal(ledger_audit(f.ledger, &counts), ERR_OK);
    fixture_tamper("ledger.db", "UPDATE entry SET why = 'AK-S61 dose 1' WHERE what = 'incident'");
    assert_int_equal(ledger_audit(f.ledger, &counts), AK_R65);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(a_dose_that_differs_is_noted_with_the_person_it_is_about),
        FIXTURE_TEST(told_twice_it_is_noted_once),
        FIXTURE_TEST(the_chain_stays_whole),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
