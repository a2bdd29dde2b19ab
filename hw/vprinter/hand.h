/* The tester's hand: a unix socket that takes one line a connection and answers it with one. */
#ifndef HW_VPRINTER_HAND_H
#define HW_VPRINTER_HAND_H

#include "hw/vprinter/printer.h"

enum { HAND_LINE_SIZE = 1200 };

/* Listens at `path`, for the owner only; a socket that was left over there is replaced. -1 when it
 * cannot. */
MUST_USE int hand_open(const char *path);

/* Serves who waits at `listener`: "mend", "take" or "plan PLAN". */
void hand_serve(int listener, struct printer *printer);

/* Closes and takes the socket away. */
void hand_close(int listener, const char *path);

/* The other side: says `line` and waits for the answer, "ok" or "no: why". False when nobody
 * listens, or no whole line comes back. */
MUST_USE bool hand_tell(const char *path, const char *line, char answer[HAND_LINE_SIZE]);

#endif
