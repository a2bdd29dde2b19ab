/* The key port over a PKCS #11 token. A pair is a private and a public key on P-256 with the name
 * as label (CKA_LABEL); the secret of a mac is a generic secret, that of wrapping an AES key of 32
 * bytes. What a token does is done in the token: ECDSA over the digest, HMAC-SHA-256, AES-256-GCM.
 * A key that could leave the token is refused unless the settings are demo. */
#ifndef DRIVERS_KEYS_PKCS11_H
#define DRIVERS_KEYS_PKCS11_H

#include "crypto/key.h"
#include "drivers/keys/settings.h"

/* Loads settings->module and logs in to settings->token. False with one line in `why` that names
 * the setting; a PIN that the token refuses was tried exactly once, and is not tried again. The
 * caller ends it with out->close.
 * From any thread, one operation at a time. A token that is away answers false; it is looked for
 * again at the next use. */
MUST_USE bool keys_pkcs11_open(const struct key_settings *settings, struct key_port *out,
                               char why[KEYS_WHY_SIZE]);

#endif
