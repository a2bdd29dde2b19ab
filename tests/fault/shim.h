/* The bytes between a relay and a server in one process, without TLS: every connection of the relay
 * comes here instead of to its address, and one fault meets one of them at one byte. Sockets inside
 * of the machine and a clock that is put forward by hand: the same calls do the same each time. */
#ifndef TESTS_FAULT_SHIM_H
#define TESTS_FAULT_SHIM_H

#include "crypto/base/bytes.h"
#include "drivers/fault/plan.h"

struct event_base;

enum { SHIM_ASK, SHIM_ANSWER, SHIM_WAYS };

/* A socket where a server of this process may accept. */
int shim_listen(void);

/* From here on the relays of this process ask whoever accepts in `loop` from `listens`. */
void shim_open(struct event_base *loop, int listens);
void shim_close(void);

/* The next connection that something is asked on meets the fault, whose byte is counted from there
 * on. */
void shim_arm(const struct fault *fault);

/* No fault from here on. What it has silenced stays silent until shim_release. */
void shim_disarm(void);
void shim_release(void);

/* Turns the loop until nothing happens any more. False: it does not come to rest. */
MUST_USE bool shim_settle(void);

/* Puts the clock forward, which stands still otherwise. */
void shim_wait(int ms);

/* What passed on the connection that was armed last, as it came and as it went on. */
struct view shim_came(size_t way);
struct view shim_went(size_t way);

/* Connections that are open now, and those that the server has. */
size_t shim_open_count(void);
size_t shim_server_count(void);

#endif
