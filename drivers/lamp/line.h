/* Inside drivers/lamp: a box that is told one line a change. */
#ifndef DRIVERS_LAMP_LINE_H
#define DRIVERS_LAMP_LINE_H

#include "drivers/lamp/lamp.h"

/* A terminal is set to 9600 8N1; anything else is appended to, and made when it is not there. */
MUST_USE bool lamp_line_open(const char *path, struct lamp_port *out);

#endif
