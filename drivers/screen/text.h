/* A screen on a terminal: lines of text, choices by number, the PIN without echo. */
#ifndef DRIVERS_SCREEN_TEXT_H
#define DRIVERS_SCREEN_TEXT_H

#include "drivers/screen/screen.h"

/* Reads from descriptor `in` and writes to `out`; both stay the caller's. */
MUST_USE bool screen_text_open(int in, int out, struct screen_port *screen);

/* Writes a view as lines of text; nowhere when `out` is negative. */
void screen_text_print(int out, const struct screen_view *view);

#endif
