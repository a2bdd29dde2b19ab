/* Figures of a service for those who operate it: GET /metrics (Prometheus text) and GET /health, in
 * plain HTTP on loopback. No person, no id, no peer's name. */
#ifndef DRIVERS_NET_METRICS_H
#define DRIVERS_NET_METRICS_H

#include "crypto/base/bytes.h"

struct event_base;
struct metrics;

/* A certificate whose last day is watched, and the label it goes by. */
struct metrics_certificate {
    const char *label, *path;
};

struct metrics_facts {
    int socket; /* listens on loopback; -1: nothing is served */
    size_t workers, alive;
    bool draining;
    const struct metrics_certificate *certificates; /* the last has no path */
};

/* Serves until it is closed; socket and facts are borrowed. NULL when memory ran out. */
MUST_USE struct metrics *metrics_open(struct event_base *loop, const struct metrics_facts *facts);
void metrics_close(struct metrics **metrics);

/* Appends the text of /metrics. */
MUST_USE bool metrics_write(const struct metrics_facts *facts, struct bytes *out);

#endif
