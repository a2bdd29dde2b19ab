#include "app/area/ledger.h"

#include "app/area/ledger_inside.h"
#include "app/area/records_inside.h"

#include <stdlib.h>
#include <string.h>

#define FILE_NAME "ledger.db"

static const char *const schema[] = {
    "CREATE TABLE ledger (one INTEGER PRIMARY KEY CHECK (one = 1), version BIGINT NOT NULL,"
    " area TEXT NOT NULL, signatures BIGINT NOT NULL, entries BIGINT NOT NULL, head BLOB NOT NULL)",
    "CREATE TABLE nonce (digest BLOB PRIMARY KEY, transaction_id TEXT NOT NULL,"
    " step BIGINT NOT NULL, kind BIGINT NOT NULL, kiosk BLOB NOT NULL, person BLOB NOT NULL,"
    " touched BIGINT NOT NULL, given BIGINT NOT NULL, used BIGINT,"
    " UNIQUE (transaction_id, step))",
    "CREATE INDEX nonce_given ON nonce (given)",
    "CREATE TABLE issue (serial TEXT PRIMARY KEY, transaction_id TEXT NOT NULL UNIQUE,"
    " person BLOB NOT NULL, kind BIGINT NOT NULL,"
    " state TEXT NOT NULL"
    " CHECK (state IN ('reserved', 'signed', 'delivered', 'withdrawn', 'void')),"
    " as_of BIGINT NOT NULL, kid TEXT NOT NULL, issued TEXT NOT NULL, reserved_at BIGINT NOT NULL,"
    " signed_at BIGINT, ended_at BIGINT, sheets BIGINT, signature BIGINT UNIQUE)",
    "CREATE INDEX issue_person ON issue (person, kind, state)",
    "CREATE INDEX issue_state ON issue (state, reserved_at)",
    "CREATE TABLE entry (number BIGINT PRIMARY KEY, what TEXT NOT NULL,"
    " transaction_id TEXT NOT NULL, serial TEXT NOT NULL, who TEXT NOT NULL, why TEXT NOT NULL,"
    " whom BLOB NOT NULL, as_of BIGINT NOT NULL, signature BIGINT UNIQUE, at BIGINT NOT NULL,"
    " hash BLOB NOT NULL)",
    NULL};

enum err ledger_failed(void)
{
    return ERR_RAISE(AK_R04);
}

enum err ledger_twice(void)
{
    return ERR_RAISE(AK_R64);
}

enum err ledger_err(enum store_did did)
{
    if (did == STORE_DONE)
        return ERR_OK;
    return did == STORE_CONFLICT ? ledger_twice() : ledger_failed();
}

static bool make(struct ledger *ledger)
{
    static const uint8_t nothing[SHA256_LEN];

    return store_script(&ledger->store, schema) &&
           ledger->store.run(ledger->store.self,
                             "INSERT INTO ledger (one, version, area, signatures, entries, head)"
                             " VALUES (1, $1, $2, 0, 0, $3)",
                             STORE_VALUES(store_number(LEDGER_VERSION), store_text(ledger->area),
                                          store_bytes(view_of(nothing, sizeof nothing))),
                             NULL, NULL) == STORE_DONE;
}

static bool take_version(void *to, const struct store_value *column, size_t count)
{
    struct ledger *ledger = to;
    char area[AREA_CODE_SIZE];

    return count == 2 && store_get_number(&column[0], &ledger->version) &&
           store_get_text(&column[1], area, sizeof area) && strcmp(area, ledger->area) == 0;
}

static bool recognise(struct ledger *ledger)
{
    return ledger->store.run(ledger->store.self, "SELECT version, area FROM ledger WHERE one = 1",
                             NULL, 0, take_version, ledger) == STORE_DONE &&
           ledger->version == LEDGER_VERSION;
}

enum err ledger_open(store_opener *open, const char *folder, const char *code, enum store_mode mode,
                     struct ledger **out)
{
    char path[AREA_PATH_SIZE];
    struct ledger *ledger = calloc(1, sizeof *ledger);
    enum err err = area_cannot_open();

    *out = NULL;
    if (ledger == NULL || strlen(code) != AREA_CODE_LEN)
        goto out;
    memcpy(ledger->area, code, AREA_CODE_SIZE);
    if (!area_path(folder, FILE_NAME, path) || !open(path, mode, &ledger->store) ||
        (mode == STORE_MAKE && !make(ledger)) || !recognise(ledger))
        goto out;
    *out = ledger;
    ledger = NULL;
    err = ERR_OK;

out:
    ledger_close(&ledger);
    return err;
}

void ledger_close(struct ledger **ledger)
{
    if (*ledger == NULL)
        return;
    if ((*ledger)->store.close != NULL)
        (*ledger)->store.close((*ledger)->store.self);
    free(*ledger);
    *ledger = NULL;
}

enum err ledger_begin(struct ledger *ledger)
{
    return ledger->store.begin(ledger->store.self, true) ? ERR_OK : ledger_failed();
}

enum err ledger_commit(struct ledger *ledger)
{
    return ledger->store.commit(ledger->store.self) ? ERR_OK : ledger_failed();
}

void ledger_rollback(struct ledger *ledger)
{
    ledger->store.rollback(ledger->store.self);
}

enum err ledger_next_signature(struct ledger *ledger, int64_t *number)
{
    return ledger_err(ledger->store.run(
        ledger->store.self,
        "UPDATE ledger SET signatures = signatures + 1 WHERE one = 1 RETURNING signatures", NULL, 0,
        store_take_number, number));
}

static enum err disagree(void)
{
    return ERR_RAISE(AK_R65);
}

enum err ledger_agree(struct ledger *ledger)
{
    int64_t apart = -1;

    if (ledger->store.run(ledger->store.self,
                          "SELECT abs(signatures - coalesce((SELECT max(signature) FROM issue), 0))"
                          " + abs(signatures - coalesce((SELECT max(signature) FROM entry), 0))"
                          " FROM ledger WHERE one = 1",
                          NULL, 0, store_take_number, &apart) != STORE_DONE)
        return ledger_failed();
    return apart == 0 ? ERR_OK : disagree();
}

static bool count_one(struct ledger *ledger, const char *sql, int64_t *out)
{
    *out = -1;
    return ledger->store.run(ledger->store.self, sql, NULL, 0, store_take_number, out) ==
               STORE_DONE &&
           *out >= 0;
}

static bool count_all(struct ledger *ledger, struct ledger_counts *out)
{
    return count_one(ledger, "SELECT signatures FROM ledger WHERE one = 1", &out->signatures) &&
           count_one(ledger, "SELECT count(*) FROM issue WHERE signed_at IS NOT NULL",
                     &out->issues) &&
           count_one(ledger, "SELECT count(*) FROM entry WHERE what = 'signed'", &out->entries) &&
           count_one(ledger, "SELECT count(*) FROM issue WHERE state = 'delivered'",
                     &out->delivered) &&
           count_one(ledger, "SELECT count(*) FROM issue WHERE state = 'withdrawn'",
                     &out->withdrawn);
}

/* Issues and entries of the same signature name the same serial and transaction. */
static bool count_strays(struct ledger *ledger, int64_t *out)
{
    return count_one(ledger,
                     "SELECT count(*) FROM issue WHERE signed_at IS NOT NULL AND NOT EXISTS"
                     " (SELECT 1 FROM entry WHERE entry.signature = issue.signature"
                     " AND entry.what = 'signed' AND entry.serial = issue.serial"
                     " AND entry.transaction_id = issue.transaction_id)",
                     out);
}

static enum err audit(struct ledger *ledger, struct ledger_counts *out)
{
    int64_t strays = 0;
    bool whole = false;

    if (!count_all(ledger, out) || !count_strays(ledger, &strays) || !ledger_follow(ledger, &whole))
        return ledger_failed();
    if (!whole || strays != 0 || out->signatures != out->issues || out->issues != out->entries)
        return disagree();
    return ledger_agree(ledger);
}

enum err ledger_audit(struct ledger *ledger, struct ledger_counts *out)
{
    enum err code = ERR_OK;

    *out = (struct ledger_counts){0};
    code = ledger->store.begin(ledger->store.self, false) ? audit(ledger, out) : ledger_failed();
    ledger_rollback(ledger);
    return code;
}
