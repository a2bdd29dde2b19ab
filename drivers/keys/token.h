/* Inside drivers/keys only: a PKCS #11 token, and a session with it that is found again when it was
 * lost. One operation at a time, from any thread; after a fork the child finds a session of its
 * own at its next operation. */
#ifndef DRIVERS_KEYS_TOKEN_H
#define DRIVERS_KEYS_TOKEN_H

#include "crypto/base/bytes.h"
#include "drivers/keys/settings.h"

#include <p11-kit-1/p11-kit/pkcs11.h>

struct token;

/* Loads the module, finds the token by its label and logs in. The PIN is tried once; a token that
 * refuses it is never asked again. NULL with one line in `why`. */
MUST_USE struct token *token_open(const struct key_settings *settings, bool writing,
                                  char why[KEYS_WHY_SIZE]);
void token_close(struct token **token);

/* Takes the token for one operation and makes sure of a session. NULL: the token is away, and it is
 * not taken. */
const CK_FUNCTION_LIST *token_begin(struct token *token, CK_SESSION_HANDLE *session);

/* Gives the token back. With any answer but CKR_OK the session is dropped, to be found anew.
 * Returns whether it was CKR_OK. */
bool token_end(struct token *token, CK_RV answer);

/* Between begin and end: the one object of this class, type and label; *out is 0 when there is none
 * or more than one, or when it is a private or secret key that could leave the token and the
 * settings are not demo. Remembered until the session is dropped. */
CK_RV token_find(struct token *token, CK_OBJECT_CLASS class, CK_KEY_TYPE type, const char *name,
                 CK_OBJECT_HANDLE *out);

#endif
