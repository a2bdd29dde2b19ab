/* Codes in text: "shc:/…" or a bare JWS, one a line, or a .smart-health-card file. */
#ifndef APP_VERIFY_TEXT_H
#define APP_VERIFY_TEXT_H

#include "app/verify/codes.h"

/* Adds what looks like a code, well-formed or not; white space around a line does not count. False
 * when there are too many. */
MUST_USE bool text_codes(struct view text, struct codes *out);

#endif
