/* A deadline as it travels with a request: the header Akashi-Deadline, milliseconds left. Every
 * station takes the smaller of its own and the given one (KSK-17, CTR-11). */
#ifndef DRIVERS_NET_DEADLINE_H
#define DRIVERS_NET_DEADLINE_H

#include "crypto/base/must.h"

#include <stdbool.h>

#define DEADLINE_HEADER "Akashi-Deadline"

enum { DEADLINE_TEXT_SIZE = 12, DEADLINE_MS_MAX = 9999999 };

/* What is left of `own_ms` under the header's text. False: not a number from 1 to DEADLINE_MS_MAX
 * in seven digits at most. */
MUST_USE bool deadline_meet(const char *text, int own_ms, int *out_ms);

/* The header's text. */
void deadline_text(int ms, char out[DEADLINE_TEXT_SIZE]);

/* What a station grants the next: nine tenths, so that its silence can still be told. */
int deadline_share(int ms);

#endif
