/* Codes in text: "shc:/…", a bare JWS, "HC1:…" or a VDS-NC seal, one a line; or a
 * .smart-health-card file, or a seal laid out over many lines. */
#ifndef APP_VERIFY_TEXT_H
#define APP_VERIFY_TEXT_H

#include "app/verify/codes.h"

/* Adds what looks like a code, well-formed or not; white space around a line does not count. False
 * when there are too many. */
MUST_USE bool text_codes(struct view text, struct codes *out);

#endif
