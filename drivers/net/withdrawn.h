/* The list of certificates that are no longer a peer's, though their dates still hold: one SHA-256
 * of a certificate's DER form in hexadecimal a line; blank lines and lines that begin with # do not
 * count. */
#ifndef DRIVERS_NET_WITHDRAWN_H
#define DRIVERS_NET_WITHDRAWN_H

#include "crypto/base/bytes.h"
#include "crypto/digest.h"

struct withdrawn;

/* NULL with one line in `why` (512 bytes) when the file cannot be read or a line is none. */
MUST_USE struct withdrawn *withdrawn_read(const char *path, char *why);
void withdrawn_free(struct withdrawn **list);

/* Safe on NULL, which names nobody. */
MUST_USE bool withdrawn_has(const struct withdrawn *list, const uint8_t digest[SHA256_LEN]);

#endif
