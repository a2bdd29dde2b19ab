/* The issuance ledger of one area, <folder>/ledger.db: nonces, issues, and a chain of entries. The
 * signer is its only writer. It holds no name, no number and no certificate: a person is the blind
 * index of the number.
 *
 * Signatures, issues and entries agree at any moment (R19, VRS-61): each signature has a running
 * number that stands in the ledger's counter, in its issue and in its entry. */
#ifndef APP_AREA_LEDGER_H
#define APP_AREA_LEDGER_H

#include "app/record/certificate.h"
#include "crypto/base/err.h"
#include "crypto/digest.h"
#include "drivers/store/store.h"

enum { LEDGER_VERSION = 1, LEDGER_WHO_SIZE = 33 };

struct ledger;

/* Opens the ledger of area `code`; STORE_MAKE makes a new one. */
MUST_USE enum err ledger_open(store_opener *open, const char *folder, const char *code,
                              enum store_mode mode, struct ledger **out);
void ledger_close(struct ledger **ledger);

/* What follows changes only within a transaction. */
MUST_USE enum err ledger_begin(struct ledger *ledger);
MUST_USE enum err ledger_commit(struct ledger *ledger);
void ledger_rollback(struct ledger *ledger); /* safe when there is none */

/* One line of the book: who did what to whom, when and why. Texts are constants, ids or digests. */
struct ledger_entry {
    const char *what;        /* "access", "reserved", "signed", … */
    const char *transaction; /* random id */
    const char *serial;      /* "" where there is none */
    const char *who;         /* the kiosk, as the beginning of its certificate's digest; or "" */
    const char *why;         /* the purpose, or the code that ended it */
    struct view whom;        /* blind index, or empty; not part of the hash */
    int64_t as_of;           /* last event of the records that were read */
    int64_t signature;       /* running number of the signature, or 0 */
    int64_t at;              /* seconds since 1970 */
};

/* Appends an entry. Its hash covers the hash before it and every field that is no personal data. */
MUST_USE enum err ledger_write(struct ledger *ledger, const struct ledger_entry *entry);

/* The counter's next running number; for the one entry "signed" that follows (issues.h). */
MUST_USE enum err ledger_next_signature(struct ledger *ledger, int64_t *number);

/* Whether the highest running numbers of counter, issues and entries are the same. Quick: asked
 * before each issue. */
MUST_USE enum err ledger_agree(struct ledger *ledger);

struct ledger_counts {
    int64_t signatures; /* the counter */
    int64_t issues;     /* certificates that were signed */
    int64_t entries;    /* entries of signatures */
    int64_t delivered, withdrawn;
};

/* Counts everything and follows the whole chain. AK-R65 where something does not agree; the counts
 * are filled in as far as they could be read. */
MUST_USE enum err ledger_audit(struct ledger *ledger, struct ledger_counts *out);

#endif
