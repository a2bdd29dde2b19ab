/* Many kiosks at once, in this process: they ask GET / over mutual TLS 1.3 and see that the whole
 * answer comes. They do not look at the server's certificate, so that they are not the slower side.
 */
#ifndef TESTS_BENCH_NET_LOAD_H
#define TESTS_BENCH_NET_LOAD_H

#include "net_pki.h"

enum net_manner {
    NET_KEEP,   /* asks again over the same connection */
    NET_FULL,   /* asks again over a new one */
    NET_RESUME, /* the same, with the ticket of the last */
    NET_HOLD,   /* asks once and stays, asking again before a server takes it for dead */
};

struct net_load;

/* `pki` outlives it. NULL when memory ran out. */
MUST_USE struct net_load *net_load_open(const struct net_pki *pki, int port, size_t lines,
                                        enum net_manner manner);
void net_load_close(struct net_load **load);

/* Goes on for `ms`; a question that waits then is taken up by the next call. NET_HOLD ends earlier,
 * once all have their answer. False, after a line on standard error, when an answer was wrong or a
 * connection broke. */
MUST_USE bool net_load_run(struct net_load *load, int ms);

/* From a signal: net_load_run is false from here on. */
void net_load_stop(void);

/* Under NET_HOLD: all lines stand, each with an answer. */
bool net_load_holds(const struct net_load *load);

/* So far: whole answers, and connections that resumed a session. */
size_t net_load_answers(const struct net_load *load);
size_t net_load_resumed(const struct net_load *load);

#endif
