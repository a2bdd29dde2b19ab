/* What a service counts, summed over its processes. No person, no id, no name of a peer: only the
 * labels below and the paths that the program names. */
#ifndef DRIVERS_NET_COUNTS_H
#define DRIVERS_NET_COUNTS_H

#include "crypto/base/must.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct server_route;

enum count {
    COUNT_HANDSHAKES_FULL,
    COUNT_HANDSHAKES_RESUMED,
    COUNT_HANDSHAKES_FAILED, /* or one of which the peer was not welcome */
    COUNT_CUT_SLOW,          /* handshake, request or answer took too long */
    COUNT_CUT_FULL,          /* more connections than allowed */
    COUNT_CUT_PEER_FULL,     /* more connections than allowed to one certificate */
    COUNT_CUT_PEER,          /* not, or no longer, a peer: role, expired, withdrawn */
    COUNT_REFUSED_PEER,      /* the same, at a request on a living connection */
    COUNT_REFUSED_FULL,      /* too many wait, or it could not be answered in time */
    COUNT_REFUSED_FORM,      /* not a request of ours: its head says so */
    COUNT_RAN_OUT,           /* no answer by the deadline */
    COUNT_RELOADED,
    COUNT_RELOAD_REFUSED,
    COUNT_WORKERS_RESTARTED,
    COUNTS,
};

enum { COUNT_PATHS_MAX = 16, COUNT_BUCKETS = 11, COUNT_WORKERS_MAX = 64 };

struct counts_answers {
    uint64_t by_class[6]; /* 1xx to 5xx; 0: none */
    uint64_t within[COUNT_BUCKETS + 1];
    uint64_t sum_us;
};

/* Upper ends of the buckets, in ms. */
extern const int count_bucket_ms[COUNT_BUCKETS];

/* Shares the figures with the processes that will be forked. Without it they are the process's own.
 * `routes` (a server_plan's, or NULL) outlive everything; paths beside them are "other". */
MUST_USE bool counts_share(const struct server_route *routes);

void counts_add(enum count what);
uint64_t counts_read(enum count what);

/* An answer to a request for `path`, after `us`. */
void counts_answer(const char *path, int status, int64_t us);

/* The n-th path, or "other" as the last, or NULL beyond it. */
const char *counts_path(size_t n);
void counts_read_answers(size_t n, struct counts_answers *out);

/* Connections of one worker; those of a worker that died are forgotten by counts_forget. */
void counts_worker(size_t number);
void counts_lines(int change);
void counts_forget(size_t worker);
uint64_t counts_open_lines(void);

#endif
