/* Inside drivers/net only: what a server refuses by itself, and the problem (RFC 9457) that says
 * so. */
#ifndef DRIVERS_NET_SERVER_REFUSAL_H
#define DRIVERS_NET_SERVER_REFUSAL_H

#include "drivers/net/server_inside.h"

enum refusal {
    REFUSAL_NONE,
    REFUSAL_HTTP,    /* another version of HTTP than 1.1 */
    REFUSAL_PEER,    /* its certificate was withdrawn or has run out */
    REFUSAL_VERSION, /* of the lines' messages: none of ours */
    REFUSAL_PATH,
    REFUSAL_METHOD,
    REFUSAL_TYPE,    /* of the body */
    REFUSAL_NO_TIME, /* it names no deadline */
    REFUSAL_TIME,    /* it names one that is none */
    REFUSAL_FULL,    /* too many wait, or it could not be answered in time */
    REFUSAL_RAN_OUT, /* it was not answered by its deadline */
    REFUSALS
};

enum { REFUSAL_BODY_SIZE = 64 };

#define REFUSAL_TYPE_PROBLEM "application/problem+json"

/* Whether the head of a request is one of the plan's. `ms` is its deadline, `allowed` the method
 * for its path where another one was used. */
enum refusal refusal_of(const struct server_plan *plan, struct evhttp_request *http, int *ms,
                        const char **allowed);

/* Counts it. The HTTP status, and the problem as JSON. */
int refusal_tell(enum refusal why, char body[REFUSAL_BODY_SIZE]);

#endif
