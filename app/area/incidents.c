#include "app/area/incidents.h"

#include "app/area/ledger_inside.h"

#include <stdio.h>

#define WHAT "incident"

/* Whose records were opened in the transaction, as its access was logged. */
struct opened {
    uint8_t whom[SHA256_LEN];
    int64_t as_of;
    bool met;
};

static bool take_opened(void *to, const struct store_value *column, size_t count)
{
    struct opened *opened = to;

    opened->met = count == 2 && store_get_bytes(&column[0], opened->whom, sizeof opened->whom) &&
                  store_get_number(&column[1], &opened->as_of);
    return opened->met;
}

static bool take_serial(void *to, const struct store_value *column, size_t count)
{
    return count == 1 && store_get_text(&column[0], to, SERIAL_SIZE);
}

static enum err ask(struct ledger *ledger, const char *sql, const char *transaction,
                    store_take *take, void *to)
{
    return ledger_err(ledger->store.run(ledger->store.self, sql,
                                        STORE_VALUES(store_text(transaction)), take, to));
}

static enum err is_noted(struct ledger *ledger, const char *transaction, const char *why,
                         bool *noted)
{
    int64_t count = 0;
    enum err code = ledger_err(ledger->store.run(
        ledger->store.self,
        "SELECT count(*) FROM entry WHERE what = '" WHAT "' AND transaction_id = $1 AND why = $2",
        STORE_VALUES(store_text(transaction), store_text(why)), store_take_number, &count));

    *noted = count > 0;
    return code;
}

static enum err note(struct ledger *ledger, int64_t now, const char *transaction, const char *why)
{
    struct opened opened = {0};
    char serial[SERIAL_SIZE] = "";
    enum err code = ask(ledger,
                        "SELECT whom, as_of FROM entry WHERE transaction_id = $1 AND what ="
                        " 'access' ORDER BY number DESC LIMIT 1",
                        transaction, take_opened, &opened);

    if (code == ERR_OK)
        code = ask(ledger, "SELECT serial FROM issue WHERE transaction_id = $1", transaction,
                   take_serial, serial);
    if (code != ERR_OK)
        return code;
    return ledger_write(
        ledger,
        &(struct ledger_entry){.what = WHAT,
                               .transaction = transaction,
                               .serial = serial,
                               .who = "",
                               .why = why,
                               .whom = view_of(opened.whom, opened.met ? sizeof opened.whom : 0),
                               .as_of = opened.as_of,
                               .at = now});
}

enum err ledger_note_incident(struct ledger *ledger, int64_t now, const char *transaction,
                              enum err code, int dose)
{
    char why[sizeof((struct incident *)0)->why];
    bool noted = false;
    enum err err = ERR_OK;

    if (dose > 0)
        (void)snprintf(why, sizeof why, "%s dose %d", err_name(code), dose);
    else
        (void)snprintf(why, sizeof why, "%s", err_name(code));
    err = is_noted(ledger, transaction, why, &noted);
    return err != ERR_OK || noted ? err : note(ledger, now, transaction, why);
}

/* Who wants to hear of incidents. */
struct listener {
    bool (*take)(void *self, const struct incident *incident);
    void *self;
};

static bool tell(void *to, const struct store_value *column, size_t count)
{
    const struct listener *listener = to;
    struct incident incident;

    return count == 5 &&
           store_get_text(&column[0], incident.transaction, sizeof incident.transaction) &&
           store_get_text(&column[1], incident.serial, sizeof incident.serial) &&
           store_get_text(&column[2], incident.why, sizeof incident.why) &&
           store_get_number(&column[3], &incident.as_of) &&
           store_get_number(&column[4], &incident.at) && listener->take(listener->self, &incident);
}

enum err ledger_incidents(struct ledger *ledger,
                          bool (*take)(void *self, const struct incident *incident), void *self)
{
    struct listener listener = {take, self};

    return ledger_err(ledger->store.run(ledger->store.self,
                                        "SELECT transaction_id, serial, why, as_of, at FROM entry"
                                        " WHERE what = '" WHAT "' ORDER BY number",
                                        NULL, 0, tell, &listener));
}
