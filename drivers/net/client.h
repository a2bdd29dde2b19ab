/* The kiosk's client: libcurl, blocking, one request at a time, our CA and no other, no proxy. */
#ifndef DRIVERS_NET_CLIENT_H
#define DRIVERS_NET_CLIENT_H

#include "drivers/net/tls.h"

struct client;

/* `base` is https://ADDRESS:PORT; the server's certificate must name ADDRESS and `peer_role`, which
 * outlives the client. SIGPIPE is ignored from here on. NULL with one line in `why` (512 bytes). */
MUST_USE struct client *client_open(const char *base, const struct tls_files *files,
                                    const char *peer_role, bool demo, char *why);
void client_close(struct client **client);

/* POST (GET when `body` is empty) and wait at most `deadline_ms`. False: no whole answer in time;
 * the request is dead then, whatever happens to it later, and never repeated. `answer` is cleared
 * first. */
MUST_USE bool client_ask(struct client *client, const char *path, struct view body, int deadline_ms,
                         int *status, struct bytes *answer);

#endif
