/* Inside drivers/keys only: the PIN of a token, from a place that others cannot read. */
#ifndef DRIVERS_KEYS_TOKEN_PIN_H
#define DRIVERS_KEYS_TOKEN_PIN_H

#include "crypto/base/bytes.h"
#include "drivers/keys/settings.h"

enum { TOKEN_PIN_MAX = 256 };

/* Fills `out` (from bytes_new_secret) with the PIN, without the line's end. NULL, or the one line
 * that says why not; the PIN is never part of it. A file must be this user's alone (mode 0600); a
 * systemd credential is guarded by the service manager, which keeps it as root's where it can. */
const char *token_pin_read(const struct key_settings *settings, struct bytes *out);

#endif
