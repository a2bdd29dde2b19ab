/* The control file in force, and the kiosks that wait for a change of it (long poll). */
#ifndef APP_CENTRE_LOOKOUT_H
#define APP_CENTRE_LOOKOUT_H

#include "app/centre/steps.h"
#include "drivers/net/server.h"

struct lookout;

/* Keeps desk->control as the file at `path` says, within half a second of a change; "": there is no
 * file, and always open. A file that can no longer be read closes the service until it can (AK-N81,
 * in the log). NULL with one line in `why` when it cannot be read to begin with. */
MUST_USE struct lookout *lookout_open(struct event_base *loop, struct desk *desk, const char *path,
                                      char *why);
void lookout_close(struct lookout **lookout);

/* Answers a wire_await, now or when there is something to tell, and ends it. */
void lookout_serve(struct lookout *lookout, struct server_request *request);

#endif
