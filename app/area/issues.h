/* The life of an issued certificate: reserved → signed → delivered or withdrawn; reserved → void
 * when it was never signed. Nothing ever goes back. All within a ledger transaction. */
#ifndef APP_AREA_ISSUES_H
#define APP_AREA_ISSUES_H

#include "app/area/ledger.h"

enum { ISSUE_CONFIRM_SECONDS = 60 * 60 };

struct issue {
    char serial[SERIAL_SIZE]; /* drawn by ledger_reserve */
    char transaction[RANDOM_ID_SIZE];
    uint8_t person[SHA256_LEN]; /* blind index of the number */
    enum kind kind;
    int64_t as_of;
    struct date issued;
    const char *kid; /* key id of the code's signature */
    char who[LEDGER_WHO_SIZE];
};

/* Draws the serial and books it. What this person still has unconfirmed of the same kind is
 * withdrawn in the same stroke. AK-R64 when the transaction has a serial already (VRS-54, R2). */
MUST_USE enum err ledger_reserve(struct ledger *ledger, int64_t now, struct issue *issue);

/* Books the signature of a reserved serial under the counter's next number. AK-R64 when it is no
 * longer reserved: what was signed must not be released. */
MUST_USE enum err ledger_book_signature(struct ledger *ledger, int64_t now,
                                        const struct issue *issue);

/* A request that came a second time ends what the first one brought, unless it is delivered. */
MUST_USE enum err ledger_void(struct ledger *ledger, int64_t now, const char *transaction);

/* The report of the printer, repeatable. Not delivered: withdrawn, whatever was reported before.
 * Delivered: AK-R66 where nothing was signed, AK-R67 where it has been withdrawn: that is never
 * taken back. `code` says why it was not delivered. */
MUST_USE enum err ledger_delivered(struct ledger *ledger, int64_t now, const char *transaction,
                                   int sheets);
MUST_USE enum err ledger_undelivered(struct ledger *ledger, int64_t now, const char *transaction,
                                     enum err code);

/* AK-R66: an outcome of something that nobody issued. */
enum err ledger_unknown(void);

/* At start: what was reserved and not signed is void. */
MUST_USE enum err ledger_recover(struct ledger *ledger, int64_t now);

/* Withdraws what has had no report for ISSUE_CONFIRM_SECONDS (VRS-58). */
MUST_USE enum err ledger_withdraw_overdue(struct ledger *ledger, int64_t now);

/* Tells each withdrawn serial with the key of its signature, in the order of their end. `take`
 * returning false is a failure. */
MUST_USE enum err ledger_withdrawn(struct ledger *ledger,
                                   bool (*take)(void *self, const char *serial, const char *kid),
                                   void *self);

#endif
