/* The lamp port: the lights at the card's and the paper's place, the light that calls staff, and
 * the buzzer. */
#ifndef DRIVERS_LAMP_LAMP_H
#define DRIVERS_LAMP_LAMP_H

#include "crypto/base/must.h"

#include <stdbool.h>
#include <stddef.h>

enum lamp { LAMP_CARD, LAMP_PAPER, LAMP_STAFF, LAMP_BUZZER, LAMPS };
enum lamp_light { LAMP_OFF, LAMP_ON, LAMP_PULSE }; /* pulse: calmly, below 1 Hz */

struct lamp_port {
    void *self;

    /* Never waits. False when the lamp is not to be reached: a kiosk goes on without it. */
    bool (*set)(void *self, enum lamp which, enum lamp_light light);

    /* Leaves everything dark and quiet. */
    void (*close)(void *self);
};

/* Opens the lamps that `port` names:
 *   none
 *   line:PATH                    a box on a serial line (9600 8N1), or a file in its place: one
 * line a change, "card|paper|staff|buzzer off|on|pulse" gpio:CHIP:CARD,PAPER,STAFF,BUZZER    lines
 * of a GPIO chip, by number: /dev/gpiochip0:5,6,13,19 False when it is none of these, or cannot be
 * had. */
MUST_USE bool lamp_open(const char *port, struct lamp_port *out);

/* The device that `port` names, for a sandbox to let through; "" when there is none. False when it
 * does not fit. */
MUST_USE bool lamp_device(const char *port, char *out, size_t size);

#endif
