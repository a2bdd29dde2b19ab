#include "app/area/issues.h"

#include "app/area/ledger_inside.h"
#include "crypto/jws.h"
#include "crypto/random.h"

#include <string.h>

enum { STATE_SIZE = 16 };

/* An issue as it stands in the book after a step. */
struct booked {
    bool met;
    char serial[SERIAL_SIZE], transaction[RANDOM_ID_SIZE], state[STATE_SIZE];
    int64_t as_of;
};

static bool take_booked(void *to, const struct store_value *column, size_t count)
{
    struct booked *booked = to;

    booked->met = count == 4 && store_get_text(&column[0], booked->serial, sizeof booked->serial) &&
                  store_get_text(&column[1], booked->transaction, sizeof booked->transaction) &&
                  store_get_text(&column[2], booked->state, sizeof booked->state) &&
                  store_get_number(&column[3], &booked->as_of);
    return booked->met;
}

/* Ends one issue among those that `WHERE` picks: never signed means void, else withdrawn. */
#define END_ONE(WHERE)                                                                             \
    "UPDATE issue SET state = CASE state WHEN 'reserved' THEN 'void' ELSE 'withdrawn' END,"        \
    " ended_at = $1 WHERE serial = (SELECT serial FROM issue WHERE " WHERE " LIMIT 1)"             \
    " RETURNING serial, transaction_id, state, as_of"

/* Runs an END_ONE until nothing is left that it picks; each end is an entry. */
static enum err end_all(struct ledger *ledger, const char *sql, const struct store_value *values,
                        size_t count, const char *why)
{
    for (;;) {
        struct booked ended = {0};
        enum err code = ledger_err(
            ledger->store.run(ledger->store.self, sql, values, count, take_booked, &ended));

        if (code != ERR_OK || !ended.met)
            return code;
        code = ledger_write(ledger, &(struct ledger_entry){.what = ended.state,
                                                           .transaction = ended.transaction,
                                                           .serial = ended.serial,
                                                           .who = "",
                                                           .why = why,
                                                           .as_of = ended.as_of,
                                                           .at = values[0].number});
        if (code != ERR_OK)
            return code;
    }
}

static enum err withdraw_older(struct ledger *ledger, int64_t now, const struct issue *issue)
{
    return end_all(ledger, END_ONE("person = $2 AND kind = $3 AND state IN ('reserved', 'signed')"),
                   STORE_VALUES(store_number(now),
                                store_bytes(view_of(issue->person, sizeof issue->person)),
                                store_number(issue->kind)),
                   "newer");
}

static enum err insert_issue(struct ledger *ledger, int64_t now, const struct issue *issue)
{
    char issued[DATE_SIZE];

    date_format(issue->issued, issued);
    return ledger_err(ledger->store.run(
        ledger->store.self,
        "INSERT INTO issue (serial, transaction_id, person, kind, state, as_of, kid, issued,"
        " reserved_at) VALUES ($1, $2, $3, $4, 'reserved', $5, $6, $7, $8)",
        STORE_VALUES(store_text(issue->serial), store_text(issue->transaction),
                     store_bytes(view_of(issue->person, sizeof issue->person)),
                     store_number(issue->kind), store_number(issue->as_of), store_text(issue->kid),
                     store_text(issued), store_number(now)),
        NULL, NULL));
}

static enum err write_step(struct ledger *ledger, int64_t now, const struct issue *issue,
                           const char *what, const char *why, int64_t signature)
{
    return ledger_write(ledger,
                        &(struct ledger_entry){.what = what,
                                               .transaction = issue->transaction,
                                               .serial = issue->serial,
                                               .who = issue->who,
                                               .why = why,
                                               .whom = view_of(issue->person, sizeof issue->person),
                                               .as_of = issue->as_of,
                                               .signature = signature,
                                               .at = now});
}

enum err ledger_reserve(struct ledger *ledger, int64_t now, struct issue *issue)
{
    enum err code = withdraw_older(ledger, now, issue);

    if (code != ERR_OK)
        return code;
    if (!random_text(SERIAL_SIGNS, issue->serial, SERIAL_LEN))
        return ledger_failed();
    code = insert_issue(ledger, now, issue);
    if (code != ERR_OK)
        return code;
    return write_step(ledger, now, issue, "reserved", kind_name(issue->kind), 0);
}

enum err ledger_book_signature(struct ledger *ledger, int64_t now, const struct issue *issue)
{
    struct booked signed_ = {0};
    int64_t number = 0;
    enum err code = ledger_next_signature(ledger, &number);

    if (code != ERR_OK)
        return code;
    code = ledger_err(ledger->store.run(
        ledger->store.self,
        "UPDATE issue SET state = 'signed', signed_at = $1, signature = $2"
        " WHERE serial = $3 AND state = 'reserved' RETURNING serial, transaction_id, state, as_of",
        STORE_VALUES(store_number(now), store_number(number), store_text(issue->serial)),
        take_booked, &signed_));
    if (code != ERR_OK)
        return code;
    if (!signed_.met)
        return ledger_twice();
    return write_step(ledger, now, issue, "signed", issue->kid, number);
}

enum err ledger_void(struct ledger *ledger, int64_t now, const char *transaction)
{
    return end_all(ledger, END_ONE("transaction_id = $2 AND state IN ('reserved', 'signed')"),
                   STORE_VALUES(store_number(now), store_text(transaction)), "asked twice");
}

static enum err find(struct ledger *ledger, const char *transaction, struct booked *out)
{
    return ledger_err(ledger->store.run(
        ledger->store.self,
        "SELECT serial, transaction_id, state, as_of FROM issue WHERE transaction_id = $1",
        STORE_VALUES(store_text(transaction)), take_booked, out));
}

static enum err confirm(struct ledger *ledger, int64_t now, const struct booked *issue, int sheets)
{
    enum err code = ledger_err(ledger->store.run(
        ledger->store.self,
        "UPDATE issue SET state = 'delivered', ended_at = $1, sheets = $2 WHERE serial = $3",
        STORE_VALUES(store_number(now), store_number(sheets), store_text(issue->serial)), NULL,
        NULL));

    if (code != ERR_OK)
        return code;
    return ledger_write(ledger, &(struct ledger_entry){.what = "delivered",
                                                       .transaction = issue->transaction,
                                                       .serial = issue->serial,
                                                       .who = "",
                                                       .why = "counted",
                                                       .as_of = issue->as_of,
                                                       .at = now});
}

enum err ledger_unknown(void)
{
    return ERR_RAISE(AK_R66);
}

enum err ledger_delivered(struct ledger *ledger, int64_t now, const char *transaction, int sheets)
{
    struct booked issue = {0};
    enum err code = find(ledger, transaction, &issue);

    if (code != ERR_OK)
        return code;
    if (!issue.met || strcmp(issue.state, "reserved") == 0)
        return ledger_unknown();
    if (strcmp(issue.state, "delivered") == 0)
        return ERR_OK;
    if (strcmp(issue.state, "signed") != 0)
        return ERR_RAISE(AK_R67);
    return confirm(ledger, now, &issue, sheets);
}

enum err ledger_undelivered(struct ledger *ledger, int64_t now, const char *transaction,
                            enum err code)
{
    return end_all(ledger,
                   END_ONE("transaction_id = $2 AND state IN ('reserved', 'signed', 'delivered')"),
                   STORE_VALUES(store_number(now), store_text(transaction)), err_name(code));
}

enum err ledger_recover(struct ledger *ledger, int64_t now)
{
    return end_all(ledger, END_ONE("state = 'reserved'"), STORE_VALUES(store_number(now)),
                   "restart");
}

enum err ledger_withdraw_overdue(struct ledger *ledger, int64_t now)
{
    return end_all(ledger, END_ONE("state = 'signed' AND reserved_at < $2"),
                   STORE_VALUES(store_number(now), store_number(now - ISSUE_CONFIRM_SECONDS)),
                   "overdue");
}

/* Who wants to hear of withdrawn serials. */
struct listener {
    bool (*take)(void *self, const char *serial, const char *kid);
    void *self;
};

static bool tell_withdrawn(void *to, const struct store_value *column, size_t count)
{
    const struct listener *listener = to;
    char serial[SERIAL_SIZE], kid[JWK_THUMBPRINT_SIZE];

    return count == 2 && store_get_text(&column[0], serial, sizeof serial) &&
           store_get_text(&column[1], kid, sizeof kid) &&
           listener->take(listener->self, serial, kid);
}

enum err ledger_withdrawn(struct ledger *ledger,
                          bool (*take)(void *self, const char *serial, const char *kid), void *self)
{
    struct listener listener = {take, self};

    return ledger_err(ledger->store.run(ledger->store.self,
                                        "SELECT serial, kid FROM issue WHERE state = 'withdrawn'"
                                        " ORDER BY ended_at, serial",
                                        NULL, 0, tell_withdrawn, &listener));
}
