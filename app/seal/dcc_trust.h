/* Whose EU certificates are believed: the signers of each country, and what was withdrawn. Pure;
 * the caller reads the files. */
#ifndef APP_SEAL_DCC_TRUST_H
#define APP_SEAL_DCC_TRUST_H

#include "crypto/base/bytes.h"
#include "crypto/base/err.h"
#include "crypto/cose.h"

enum { DCC_COUNTRY_SIZE = 3, DCC_KID_TEXT_SIZE = 2 * COSE_KID_LEN + 1 };

struct dcc_trust;

/* One that believes nobody. NULL when memory ran out. */
MUST_USE struct dcc_trust *dcc_trust_new(void);
void dcc_trust_free(struct dcc_trust **trust);

/* Adds a signer of `country` (two capital letters) from its certificate in DER, whose key is P-256
 * or RSA of 2048 to 4096 bits. That the country vouches for it is the caller's word. The same one
 * twice is no fault. */
MUST_USE enum err dcc_trust_add(struct dcc_trust *trust, const char *country, struct view der);

/* Withdraws a signer by its key id (16 hexadecimal digits, added or not), or one certificate by its
 * identifier, with or without its check character. False when memory ran out (VRS-59). */
MUST_USE bool dcc_trust_withdraw(struct dcc_trust *trust, const char *id);

/* Inside app/seal only. */

struct dcc_signer {
    char country[DCC_COUNTRY_SIZE];
    struct cose_signer *signer;
};

/* The signers of a key id, one after the other: the first behind `after`, or behind none; else
 * NULL. A key id is short, and two signers may share one. */
const struct dcc_signer *dcc_trust_next(const struct dcc_trust *trust, struct view kid,
                                        const struct dcc_signer *after);

/* Whether this key id, or this certificate, was withdrawn. */
MUST_USE bool dcc_trust_withdrew(const struct dcc_trust *trust, const char *id);

#endif
