/* The door: requests of the centre, each handed to the signer and answered, or refused by a problem
 * with its code. */
#ifndef APP_VRS_DOOR_H
#define APP_VRS_DOOR_H

#include "drivers/net/local.h"
#include "drivers/net/server.h"

struct door {
    struct local_client *signer; /* borrowed */
};

/* server_plan.on_request; `self` is a struct door. */
void door_serve(void *self, struct server_request *request);

#endif
