/* The front of the centre: requests of kiosks on one line, questions to the vrs on the other, and
 * one step between them. */
#ifndef APP_CENTRE_FRONT_H
#define APP_CENTRE_FRONT_H

#include "app/centre/lookout.h"
#include "app/centre/steps.h"
#include "drivers/net/relay.h"
#include "drivers/net/server.h"

struct front {
    const struct desk *desk; /* borrowed, as are these */
    struct relay *relay;
    struct lookout *lookout;
};

/* server_plan.on_request; `self` is a struct front. */
void front_serve(void *self, struct server_request *request);

#endif
