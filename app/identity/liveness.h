/* Proof that this very card lay on this very kiosk at this step: the card signs a digest of
 * everything that must not be exchanged (KSK-05, VRS-44). */
#ifndef APP_IDENTITY_LIVENESS_H
#define APP_IDENTITY_LIVENESS_H

#include "app/identity/card.h"
#include "crypto/digest.h"

enum { NONCE_LEN = 32, NONCE_SIZE = 2 * NONCE_LEN + 1 };

enum liveness_step { LIVENESS_RECORDS = 1, LIVENESS_CERTIFICATE = 2 };

struct liveness {
    uint8_t nonce[NONCE_LEN]; /* from the signer, single use */
    char transaction[RANDOM_ID_SIZE];
    enum liveness_step step;
    char area[AREA_CODE_SIZE];
    enum kind kind;
    uint8_t kiosk[SHA256_LEN]; /* digest of the kiosk's certificate */
};

/* What the card signs: digest_fields("akashi-liveness-1", nonce, transaction, step, area, kind,
 * kiosk, SHA-256 of EF 0001, 0002, 0003, 0004), where step and kind are one byte each. */
MUST_USE bool liveness_digest(const struct liveness *what, const struct card_files *files,
                              uint8_t out[SHA256_LEN]);

/* EF 0007 is signed by the key of EF 0004, and `signature` over `digest` is good under its key.
 * ERR_OK, or the code of the check that failed. Proves nothing unless card_judge called these files
 * authentic: EF 0004 is not checked again. */
MUST_USE enum err liveness_check(const struct card_files *files, const uint8_t digest[SHA256_LEN],
                                 struct view signature);

#endif
