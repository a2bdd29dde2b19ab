/* A resident by script: what they do at each state, in order.
 *
 * A line is "STATE choose ID", "STATE pin DDDD", "STATE wait" or "STATE leave" (the screen is
 * gone);
 * '#' begins a comment. Each time a state is shown its next line is done. A state that is come to
 * without one left makes the resident give up: they choose "stop" where it is offered, but not
 * while sheets come out.
 */
#ifndef DRIVERS_SCREEN_SCRIPT_H
#define DRIVERS_SCREEN_SCRIPT_H

#include "drivers/screen/screen.h"

/* Takes the script's text (copied to secret memory) and prints each view to `out`. False when a
 * line is not of that form. */
MUST_USE bool screen_script_open(struct view script, int out, struct screen_port *screen);

#endif
