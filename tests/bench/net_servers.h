/* The two servers that are measured, each in processes of its own that end with the bench. */
#ifndef TESTS_BENCH_NET_SERVERS_H
#define TESTS_BENCH_NET_SERVERS_H

#include "net_pki.h"

#include <sys/types.h>

enum { NET_WORKERS_MAX = 2 };

/* What both answer to GET /. */
#define NET_HELLO "hello, kiosk\n"

struct net_server {
    pid_t worker[NET_WORKERS_MAX];
    size_t workers;
    int port;
};

/* drivers/net behind one port, worker n on the n-th processor. Stop it on false too. */
MUST_USE bool net_server_ours(struct net_server *server, const struct net_pki *pki, size_t workers);

/* nginx, one worker on the first processor. Where there is none, or it does not like its
 * configuration, nobody listens. Stop it on false too. */
MUST_USE bool net_server_nginx(struct net_server *server, const struct net_pki *pki);

void net_server_stop(struct net_server *server);

/* Processor time of all workers so far, and their share of the machine's memory. */
double net_server_us(const struct net_server *server);
double net_server_kb(const struct net_server *server);

/* The calling process stays on the n-th of the processors that it was given, counted round. */
void net_stay_on(size_t n);

#endif
