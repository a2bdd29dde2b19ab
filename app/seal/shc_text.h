/* Inside app/seal only: the text in a SMART Health Card's symbol, two digits for each character of
 * the JWS. */
#ifndef APP_SEAL_SHC_TEXT_H
#define APP_SEAL_SHC_TEXT_H

#include "crypto/base/bytes.h"
#include "crypto/base/err.h"

#include <stddef.h>

/* Appends the JWS that `text` stands for: digits behind "shc:/", or a bare JWS as it is. */
MUST_USE enum err shc_text_read(struct view text, struct bytes *jws);

/* Writes "shc:/", the digits and a zero. False when they do not fit into `size`. */
MUST_USE bool shc_text_write(struct view jws, char *out, size_t size);

#endif
