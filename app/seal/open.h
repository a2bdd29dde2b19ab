/* Signed codes of any format, told apart by how they begin. Pure. */
#ifndef APP_SEAL_OPEN_H
#define APP_SEAL_OPEN_H

#include "app/seal/opened.h"
#include "app/seal/trust.h"

/* Whether a text begins like a code of a format that we open: a look, not a judgement. */
MUST_USE bool code_is(struct view text);

/* Opens a code of any format, exactly as a symbol holds it; what begins like none is opened as a
 * SMART Health Card, which says what is wrong with it. `trust` may be NULL: nobody is believed. */
void code_open(struct view text, const struct trust *trust, int64_t now, struct opened *out);

/* The serial (証明書ID) that a code's id is or holds: a rid, a uvci, or the part of a ci before its
 * check character. False where it is none of ours. */
MUST_USE bool code_serial(const struct opened *opened, char out[SERIAL_SIZE]);

/* Appends the content (JSON) of a code as it was signed, whatever it says. False when it cannot be
 * got at. */
MUST_USE bool code_raw(struct view text, struct bytes *out);

#endif
