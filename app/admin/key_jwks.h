/* Inside app/admin only: issuer keys as SMART Health Cards publish them. */
#ifndef APP_ADMIN_KEY_JWKS_H
#define APP_ADMIN_KEY_JWKS_H

#include "drivers/keys/register.h"

#include <jansson.h>

/* {"keys": […]} of every key of health cards that is not withdrawn, from their certificates beside
 * the register in `record`. `sources` is the folder whose withdrawn/<kid>.json gives crlVersion.
 * The caller ends it with json_decref; NULL when a certificate cannot be read. */
MUST_USE json_t *key_jwks(const struct key_register *keys, const char *record, const char *sources);

#endif
