/* Inside app/seal only: the identifier of a certificate (UVCI) and its check character. */
#ifndef APP_SEAL_DCC_ID_H
#define APP_SEAL_DCC_ID_H

#include "crypto/base/must.h"

#include <stdbool.h>
#include <stddef.h>

/* Writes URN:UVCI:01:COUNTRY:SERIAL#CHECK. False when it does not fit or a sign of it cannot be
 * checked. */
MUST_USE bool dcc_id_write(const char *country, const char *serial, char *out, size_t size);

/* Whether two identifiers are one; a check character may be left out. */
MUST_USE bool dcc_id_same(const char *a, const char *b);

#endif
