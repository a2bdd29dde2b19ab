/* A coin box for tests and demos. What a real one holds inside itself lies in a file, so that it
 * outlives the kiosk's processes as a box does: a line "KEY YEN held|reserved|captured|returned"
 * for each deed, the last one of a key counts.
 *
 * PATH.hand, when it is there, holds one word that says what goes on at the box: "nothing" (nobody
 * puts anything in), "part" (100 yen and no more), "stuck" (it cannot capture), "broken" (it does
 * nothing at all). Without it the exact fee is put in at once. */
#ifndef DRIVERS_PAY_SIMULATED_H
#define DRIVERS_PAY_SIMULATED_H

#include "drivers/pay/pay.h"

/* False without memory, or when the path is too long. */
MUST_USE bool pay_simulated_open(const char *path, struct pay_port *out);

#endif
