/* The JPKI application (公的個人認証) of a virtual card: two test authorities, and the two
 * certificates that a holder has of them. */
#ifndef HW_VCARD_JPKI_H
#define HW_VCARD_JPKI_H

#include "hw/vcard/card.h"
#include "hw/vcard/profile.h"

enum jpki_use { JPKI_SIGN, JPKI_AUTH, JPKI_USES };

/* Organisation of every name that a test authority signs with. */
#define JPKI_ORGANISATION "JPKI-TEST"

enum { JPKI_CERTIFICATE_MAX = VCARD_FILE_MAX };

struct jpki_authority {
    struct rsa_key *key;
    struct bytes certificate; /* DER */
};

/* A new authority. Wipe it in any case. */
MUST_USE bool jpki_authority_make(enum jpki_use use, struct jpki_authority *out);

/* Safe on a zeroed struct and twice. */
void jpki_authority_wipe(struct jpki_authority *authority);

/* Makes both key pairs of `card` and fills its JPKI files. */
MUST_USE bool jpki_make(const struct profile *profile,
                        const struct jpki_authority authorities[JPKI_USES], struct vcard *card);

#endif
