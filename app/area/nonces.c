#include "app/area/nonces.h"

#include "app/area/ledger_inside.h"
#include "crypto/random.h"

#include <string.h>

enum { KEPT_SECONDS = 24 * 60 * 60 };

static enum err drop_old(struct ledger *ledger, int64_t now)
{
    return ledger_err(ledger->store.run(ledger->store.self, "DELETE FROM nonce WHERE given < $1",
                                        STORE_VALUES(store_number(now - KEPT_SECONDS)), NULL,
                                        NULL));
}

/* Only the digest is kept: who reads the database learns no nonce that is still good. */
static bool digest_nonce(const struct liveness *live, uint8_t out[SHA256_LEN])
{
    return digest_sha256(view_of(live->nonce, sizeof live->nonce), out);
}

enum err ledger_give_nonce(struct ledger *ledger, int64_t now, const struct nonce_memory *memory,
                           struct liveness *live)
{
    uint8_t digest[SHA256_LEN];
    enum err code = drop_old(ledger, now);

    if (code != ERR_OK)
        return code;
    if (!random_fill(live->nonce, sizeof live->nonce) || !digest_nonce(live, digest))
        return ledger_failed();
    return ledger_err(ledger->store.run(
        ledger->store.self,
        "INSERT INTO nonce (digest, transaction_id, step, kind, kiosk, person, touched, given)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        STORE_VALUES(store_bytes(view_of(digest, sizeof digest)), store_text(live->transaction),
                     store_number(live->step), store_number(live->kind),
                     store_bytes(view_of(live->kiosk, sizeof live->kiosk)),
                     store_bytes(view_of(memory->person, sizeof memory->person)),
                     store_number(memory->touched), store_number(now)),
        NULL, NULL));
}

/* A nonce as it was given out. */
struct given {
    bool met, used;
    char transaction[RANDOM_ID_SIZE];
    int64_t step, kind, at;
    uint8_t kiosk[SHA256_LEN];
    struct nonce_memory memory;
};

static bool take_given(void *to, const struct store_value *column, size_t count)
{
    struct given *given = to;

    given->met =
        count == 8 && store_get_text(&column[0], given->transaction, sizeof given->transaction) &&
        store_get_number(&column[1], &given->step) && store_get_number(&column[2], &given->kind) &&
        store_get_bytes(&column[3], given->kiosk, sizeof given->kiosk) &&
        store_get_bytes(&column[4], given->memory.person, sizeof given->memory.person) &&
        store_get_number(&column[5], &given->memory.touched) &&
        store_get_number(&column[6], &given->at);
    given->used = given->met && column[7].kind != STORE_NULL;
    return given->met;
}

static bool fits(const struct ledger *ledger, const struct given *given,
                 const struct liveness *live)
{
    return strcmp(given->transaction, live->transaction) == 0 &&
           strcmp(ledger->area, live->area) == 0 && given->step == (int64_t)live->step &&
           given->kind == (int64_t)live->kind &&
           view_equal(view_of(given->kiosk, sizeof given->kiosk),
                      view_of(live->kiosk, sizeof live->kiosk));
}

enum err ledger_foreign(void)
{
    return ERR_RAISE(AK_R60);
}

static enum err judge(const struct ledger *ledger, const struct given *given,
                      const struct liveness *live, int64_t now)
{
    if (given->met && !fits(ledger, given, live))
        return ledger_foreign();
    if (given->met && given->used)
        return ledger_twice();
    if (!given->met || now < given->at || now - given->at > NONCE_SECONDS)
        return ERR_RAISE(AK_R01);
    return ERR_OK;
}

enum err ledger_redeem_nonce(struct ledger *ledger, int64_t now, const struct liveness *live,
                             struct nonce_memory *memory)
{
    uint8_t digest[SHA256_LEN] = {0};
    const struct store_value which = store_bytes(view_of(digest, sizeof digest));
    struct given given = {0};
    enum err code = ERR_OK;

    if (!digest_nonce(live, digest) ||
        ledger->store.run(ledger->store.self,
                          "SELECT transaction_id, step, kind, kiosk, person, touched, given, used"
                          " FROM nonce WHERE digest = $1",
                          &which, 1, take_given, &given) != STORE_DONE)
        return ledger_failed();
    code = judge(ledger, &given, live, now);
    if (code != ERR_OK)
        return code;
    *memory = given.memory;
    return ledger_err(ledger->store.run(ledger->store.self,
                                        "UPDATE nonce SET used = $1 WHERE digest = $2",
                                        STORE_VALUES(store_number(now), which), NULL, NULL));
}

enum err ledger_knows(struct ledger *ledger, const char *transaction, bool *known)
{
    int64_t count = 0;
    enum err code = ledger_err(
        ledger->store.run(ledger->store.self,
                          "SELECT (SELECT count(*) FROM nonce WHERE transaction_id = $1)"
                          " + (SELECT count(*) FROM issue WHERE transaction_id = $1)",
                          STORE_VALUES(store_text(transaction)), store_take_number, &count));

    *known = count > 0;
    return code;
}

enum err ledger_end_nonces(struct ledger *ledger, int64_t now, const char *transaction)
{
    return ledger_err(ledger->store.run(
        ledger->store.self, "UPDATE nonce SET used = $1 WHERE transaction_id = $2 AND used IS NULL",
        STORE_VALUES(store_number(now), store_text(transaction)), NULL, NULL));
}
