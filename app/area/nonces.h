/* The nonces of card transactions: single use, 180 seconds, each bound to all that must not be
 * exchanged. They are given and redeemed inside a ledger transaction, together with what they open.
 */
#ifndef APP_AREA_NONCES_H
#define APP_AREA_NONCES_H

#include "app/area/ledger.h"
#include "app/identity/liveness.h"

enum { NONCE_SECONDS = 180 };

/* What the second nonce of a transaction remembers of the first step. */
struct nonce_memory {
    uint8_t person[SHA256_LEN]; /* blind index; zero for the first step */
    int64_t touched;            /* last event of that person when the records were shown */
};

/* Fills live->nonce with a new nonce for the rest of `live`. AK-R64 when this step of this
 * transaction has got one already. */
MUST_USE enum err ledger_give_nonce(struct ledger *ledger, int64_t now,
                                    const struct nonce_memory *memory, struct liveness *live);

/* Uses the nonce up. AK-R01: unknown or too old. AK-R64: used already. AK-R60: given out for
 * another transaction, kiosk, area, kind or step. */
MUST_USE enum err ledger_redeem_nonce(struct ledger *ledger, int64_t now,
                                      const struct liveness *live, struct nonce_memory *memory);

/* AK-R60: what arrived belongs to something else than what was given out. */
enum err ledger_foreign(void);

/* Whether this ledger has seen the transaction: a nonce or an issue of it. */
MUST_USE enum err ledger_knows(struct ledger *ledger, const char *transaction, bool *known);

/* Uses up every nonce of a transaction that has ended. */
MUST_USE enum err ledger_end_nonces(struct ledger *ledger, int64_t now, const char *transaction);

#endif
