/* Inside app/seal only: the text in an EU certificate's symbol: "HC1:", base45, zlib. */
#ifndef APP_SEAL_DCC_TEXT_H
#define APP_SEAL_DCC_TEXT_H

#include "crypto/base/bytes.h"
#include "crypto/base/err.h"

#define DCC_PREFIX "HC1:"

enum { DCC_MESSAGE_MAX = 1 << 14 }; /* against a stream that grows without end */

/* Appends the message that `text` stands for; `out->max` is the bound of what is inflated. */
MUST_USE enum err dcc_text_read(struct view text, struct bytes *out);

/* Writes the text of `message` and a zero. False when it does not fit into `size`. */
MUST_USE bool dcc_text_write(struct view message, char *out, size_t size);

#endif
