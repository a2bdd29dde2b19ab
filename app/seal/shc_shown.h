/* Inside app/seal only: what of a stranger's text may be shown. */
#ifndef APP_SEAL_SHC_SHOWN_H
#define APP_SEAL_SHC_SHOWN_H

#include "crypto/json.h"

/* A text that can be shown to people as it is: not empty, and nothing in it that moves the cursor,
 * breaks the line or turns the direction of writing, so that no content can dress up as a verdict.
 */
MUST_USE bool shc_shown(const struct json *value);

#endif
