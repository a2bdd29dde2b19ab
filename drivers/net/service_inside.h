/* Inside drivers/net only: a worker of a service. */
#ifndef DRIVERS_NET_SERVICE_INSIDE_H
#define DRIVERS_NET_SERVICE_INSIDE_H

#include "drivers/net/service.h"

/* Serves on a socket that listens until it is told to end. Its exit status. */
int service_work(const struct service *service, int socket);

#endif
