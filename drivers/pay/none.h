/* No coin box: certificates are free of charge, or none are issued. */
#ifndef DRIVERS_PAY_NONE_H
#define DRIVERS_PAY_NONE_H

#include "drivers/pay/pay.h"

struct pay_port pay_none(void);

#endif
