/* A test hierarchy: a root, a municipality that signs cards under it, and the two authorities of
 * the JPKI. Its key ids begin with 9, as no real one's do. */
#ifndef HW_VCARD_AUTHORITY_H
#define HW_VCARD_AUTHORITY_H

#include "crypto/base/bytes.h"
#include "crypto/rsa.h"
#include "hw/vcard/jpki.h"

enum { AUTHORITY_DIGITS = 7, AUTHORITY_KEY_ID_LEN = 16, AUTHORITY_CERTIFICATE_MAX = 1024 };

struct authority {
    struct rsa_key *signer;
    struct bytes certificate; /* EF 0004: the signer's key under the root */
    struct jpki_authority jpki[JPKI_USES];
};

/* Seven digits of which the first is a 9. */
MUST_USE bool authority_digits(const char *text);

/* Makes the keys and writes into `folder`, which is made where it is not there: root.pem,
 * signer.pem, signer.cvc, jpki-sign.pem and .der, jpki-auth.pem and .der, and roots.txt, the line
 * that others trust the hierarchy by. False when a file cannot be written; nothing is trusted
 * before roots.txt, which comes last. */
MUST_USE bool authority_make(const char *folder, const char *root_digits,
                             const char *signer_digits);

/* Reads what authority_make wrote, but for the root. */
MUST_USE bool authority_load(const char *folder, struct authority *out);

/* Safe on a zeroed struct and twice. */
void authority_wipe(struct authority *authority);

/* Appends 90 and 91: a public key as cards hold it. */
MUST_USE bool authority_public(const struct rsa_key *key, struct bytes *out);

/* Appends the signature over `message` as an object with this tag. */
MUST_USE bool authority_sign(const struct rsa_key *key, struct view message, uint32_t tag,
                             struct bytes *out);

#endif
