/* A line that ends TLS on both sides, with certificates of the line's own, so that whole requests
 * and answers can go wrong where the bytes of TLS would give it away: what a peer that is trusted
 * and mad could do. What passes is held in memory only. */
#ifndef HW_VLINE_EXCHANGE_H
#define HW_VLINE_EXCHANGE_H

#include "drivers/fault/plan.h"
#include "drivers/net/tls.h"

struct event_base;
struct exchange;

struct exchange_plan {
    const char *address, *to; /* numeric; loopback */
    int port, to_port;
    const char *asker, *answerer; /* roles, as certificates name them */
    struct tls_files as_answerer; /* what the askers are shown */
    struct tls_files as_asker;    /* what the answerer is shown */
};

/* NULL with one line in `why` (512 bytes). What `plan` points to outlives it. */
MUST_USE struct exchange *exchange_open(struct event_base *loop, const struct exchange_plan *plan,
                                        char *why);
void exchange_close(struct exchange **exchange);
int exchange_port(const struct exchange *exchange);

/* What goes wrong from now on; requests are counted from here. */
void exchange_follow(struct exchange *exchange, const struct plan *plan);

/* From now on only requests for that path count and go wrong; "" for all. False: too long. */
MUST_USE bool exchange_only(struct exchange *exchange, const char *path);

struct exchange_counts {
    uint64_t asked, answered; /* requests that count, and answers that were given to them */
};

struct exchange_counts exchange_count(const struct exchange *exchange);

#endif
