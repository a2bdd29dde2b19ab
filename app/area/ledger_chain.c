#include "app/area/ledger_inside.h"

#include <string.h>

enum { WHAT_SIZE = 24, WHY_SIZE = 48 };

static void spell(int64_t number, uint8_t out[8])
{
    for (size_t i = 0; i < 8; i++)
        out[i] = (uint8_t)((uint64_t)number >> (56 - 8 * i));
}

bool ledger_hash(const char *area, int64_t number, const struct ledger_entry *entry,
                 const uint8_t previous[SHA256_LEN], uint8_t out[SHA256_LEN])
{
    const int64_t numbers[] = {number, entry->as_of, entry->signature, entry->at};
    uint8_t spelt[4][8];
    const struct view fields[] = {
        view_of(previous, SHA256_LEN), view_text(area),
        view_text(entry->what),        view_text(entry->transaction),
        view_text(entry->serial),      view_text(entry->who),
        view_text(entry->why),         view_of(spelt, sizeof spelt),
    };

    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        spell(numbers[i], spelt[i]);
    return digest_fields("akashi-ledger-1", fields, sizeof fields / sizeof *fields, out);
}

struct head {
    int64_t entries;
    uint8_t hash[SHA256_LEN];
};

static bool take_head(void *to, const struct store_value *column, size_t count)
{
    struct head *head = to;

    return count == 2 && store_get_number(&column[0], &head->entries) &&
           store_get_bytes(&column[1], head->hash, sizeof head->hash);
}

static bool read_head(struct ledger *ledger, struct head *head)
{
    head->entries = -1;
    return ledger->store.run(ledger->store.self, "SELECT entries, head FROM ledger WHERE one = 1",
                             NULL, 0, take_head, head) == STORE_DONE &&
           head->entries >= 0;
}

static enum store_did insert_entry(struct ledger *ledger, int64_t number,
                                   const struct ledger_entry *entry, const uint8_t hash[SHA256_LEN])
{
    return ledger->store.run(
        ledger->store.self,
        "INSERT INTO entry (number, what, transaction_id, serial, who, why, whom, as_of, signature,"
        " at, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        STORE_VALUES(store_number(number), store_text(entry->what), store_text(entry->transaction),
                     store_text(entry->serial), store_text(entry->who), store_text(entry->why),
                     store_bytes(entry->whom), store_number(entry->as_of),
                     entry->signature > 0 ? store_number(entry->signature) : store_nothing(),
                     store_number(entry->at), store_bytes(view_of(hash, SHA256_LEN))),
        NULL, NULL);
}

static enum store_did move_head(struct ledger *ledger, int64_t number,
                                const uint8_t hash[SHA256_LEN])
{
    return ledger->store.run(
        ledger->store.self, "UPDATE ledger SET entries = $1, head = $2 WHERE one = 1",
        STORE_VALUES(store_number(number), store_bytes(view_of(hash, SHA256_LEN))), NULL, NULL);
}

enum err ledger_write(struct ledger *ledger, const struct ledger_entry *entry)
{
    struct head head;
    uint8_t hash[SHA256_LEN];
    enum store_did did = STORE_FAILED;

    if (!read_head(ledger, &head) ||
        !ledger_hash(ledger->area, head.entries + 1, entry, head.hash, hash))
        return ledger_failed();
    did = insert_entry(ledger, head.entries + 1, entry, hash);
    if (did == STORE_DONE)
        did = move_head(ledger, head.entries + 1, hash);
    return did == STORE_DONE ? ERR_OK : ledger_failed();
}

/* The chain as it is followed: the last entry's number and hash. */
struct chain {
    const struct ledger *ledger;
    struct head at;
    bool broken;
};

/* The texts of an entry that is read back. */
struct entry_texts {
    char what[WHAT_SIZE], transaction[RANDOM_ID_SIZE], serial[SERIAL_SIZE], who[LEDGER_WHO_SIZE];
    char why[WHY_SIZE];
};

static bool read_entry(const struct store_value *column, struct entry_texts *texts,
                       struct ledger_entry *entry)
{
    entry->signature = 0;
    entry->what = texts->what;
    entry->transaction = texts->transaction;
    entry->serial = texts->serial;
    entry->who = texts->who;
    entry->why = texts->why;
    return store_get_text(&column[1], texts->what, sizeof texts->what) &&
           store_get_text(&column[2], texts->transaction, sizeof texts->transaction) &&
           store_get_text(&column[3], texts->serial, sizeof texts->serial) &&
           store_get_text(&column[4], texts->who, sizeof texts->who) &&
           store_get_text(&column[5], texts->why, sizeof texts->why) &&
           store_get_number(&column[6], &entry->as_of) &&
           (column[7].kind == STORE_NULL || store_get_number(&column[7], &entry->signature)) &&
           store_get_number(&column[8], &entry->at);
}

static bool take_link(void *to, const struct store_value *column, size_t count)
{
    struct chain *chain = to;
    struct entry_texts texts;
    struct ledger_entry entry = {0};
    uint8_t hash[SHA256_LEN], right[SHA256_LEN];
    int64_t number = 0;

    if (count != 10 || !store_get_number(&column[0], &number) ||
        !read_entry(column, &texts, &entry) || !store_get_bytes(&column[9], hash, sizeof hash) ||
        number != chain->at.entries + 1 ||
        !ledger_hash(chain->ledger->area, number, &entry, chain->at.hash, right) ||
        memcmp(hash, right, sizeof right) != 0)
        chain->broken = true;
    chain->at.entries = number;
    memcpy(chain->at.hash, hash, sizeof hash);
    return !chain->broken;
}

bool ledger_follow(struct ledger *ledger, bool *whole)
{
    struct chain chain = {.ledger = ledger};
    struct head head;
    enum store_did did = ledger->store.run(
        ledger->store.self,
        "SELECT number, what, transaction_id, serial, who, why, as_of, signature, at, hash"
        " FROM entry ORDER BY number",
        NULL, 0, take_link, &chain);

    *whole = false;
    if (did != STORE_DONE)
        return chain.broken;
    if (!read_head(ledger, &head))
        return false;
    *whole =
        head.entries == chain.at.entries && memcmp(head.hash, chain.at.hash, sizeof head.hash) == 0;
    return true;
}
