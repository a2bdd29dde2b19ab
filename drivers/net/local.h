/* Framed messages over a unix socket, between two programs of one machine. A frame is a length
 * (four bytes, big-endian, of what follows), one byte of kind, the time after which nobody waits
 * for its answer (eight bytes, big-endian, ms on the machine's steady clock; 0 in an answer) and a
 * body. */
#ifndef DRIVERS_NET_LOCAL_H
#define DRIVERS_NET_LOCAL_H

#include "crypto/base/bytes.h"

struct event_base;
struct local_server;
struct local_client;

enum { LOCAL_FRAME_MAX = 128 * 1024, LOCAL_BODY_MAX = LOCAL_FRAME_MAX - 9 };

/* Listens on `path` (a stale socket is replaced, a live one refused). Its mode is 0600, or 0660
 * where `peer_uid` is another user, who then shares the folder's group. Only peers of our own user
 * or of `peer_uid` are served. Each request is answered before the next is read from its
 * connection: `answer` fills kind and body and returns. What nobody waits for any more is dropped
 * unanswered, with its connection (CTR-11). NULL with one line in `why` (512 bytes). */
MUST_USE struct local_server *
local_server_open(struct event_base *loop, const char *path, unsigned peer_uid,
                  void (*answer)(void *self, uint8_t kind, struct view body, uint8_t *answer_kind,
                                 struct bytes *answer_body),
                  void *self, char *why);
void local_server_close(struct local_server **server);

/* Asks over a connection of its own for each request. `done` is called exactly once; `arrived` is
 * false when no whole answer came within `deadline_ms` or the request's `left_ms`, whichever is
 * less. */
MUST_USE struct local_client *local_client_open(struct event_base *loop, const char *path,
                                                int deadline_ms);
void local_client_close(struct local_client **client);
void local_client_ask(struct local_client *client, uint8_t kind, struct view body, int left_ms,
                      void (*done)(void *self, bool arrived, uint8_t kind, struct view body),
                      void *self);

#endif
