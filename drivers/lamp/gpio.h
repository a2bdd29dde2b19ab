/* Inside drivers/lamp: lamps on the lines of a GPIO chip, through the kernel's character device. */
#ifndef DRIVERS_LAMP_GPIO_H
#define DRIVERS_LAMP_GPIO_H

#include "drivers/lamp/lamp.h"

enum { LAMP_GPIO_HALF_MS = 800 }; /* half a pulse */

/* "CHIP:CARD,PAPER,STAFF,BUZZER". The lines are outputs, dark at first, and ours alone. */
MUST_USE bool lamp_gpio_open(const char *text, struct lamp_port *out);

#endif
