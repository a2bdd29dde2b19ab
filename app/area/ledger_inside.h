/* Inside app/area only: what an open ledger is made of. */
#ifndef APP_AREA_LEDGER_INSIDE_H
#define APP_AREA_LEDGER_INSIDE_H

#include "app/area/ledger.h"

struct ledger {
    struct store_port store;
    char area[AREA_CODE_SIZE];
    int64_t version;
};

/* Raised here for every file of the ledger: a statement failed; something was there already. */
enum err ledger_failed(void);
enum err ledger_twice(void);

/* ERR_OK, or the code that fits what became of a statement. */
enum err ledger_err(enum store_did did);

/* The hash of the entry `number` behind `previous`. */
MUST_USE bool ledger_hash(const char *area, int64_t number, const struct ledger_entry *entry,
                          const uint8_t previous[SHA256_LEN], uint8_t out[SHA256_LEN]);

/* Follows the chain from its first entry. `whole`: every hash is right and the last one is the
 * ledger's head. False when it could not be read. */
MUST_USE bool ledger_follow(struct ledger *ledger, bool *whole);

#endif
