/* Raw DEFLATE (RFC 1951, no header, no sum), with nothing left behind in zlib's memory: each call
 * has its own. */
#ifndef APP_SEAL_FLATE_H
#define APP_SEAL_FLATE_H

#include "crypto/base/bytes.h"

/* Appends `plain` as small as it can be. False, with `out` as it was, when it does not fit. */
MUST_USE bool flate_pack(struct view plain, struct bytes *out);

/* Appends what `packed` stands for. False, with `out` as it was, when it is not one whole stream or
 * does not fit: `out->max` is the bound against a stream that grows without end. */
MUST_USE bool flate_unpack(struct view packed, struct bytes *out);

#endif
