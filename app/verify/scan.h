/* QR symbols in a picture. */
#ifndef APP_VERIFY_SCAN_H
#define APP_VERIFY_SCAN_H

#include "app/verify/codes.h"
#include "app/verify/picture.h"

/* Adds the text of every symbol that holds a code (code_is); other symbols are passed over. False
 * when the picture could not be scanned or there are too many. */
MUST_USE bool scan_codes(const struct picture *picture, struct codes *out);

#endif
