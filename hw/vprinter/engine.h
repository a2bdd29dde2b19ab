/* The engine: takes one job after the other and puts it on paper, sheet by sheet. */
#ifndef HW_VPRINTER_ENGINE_H
#define HW_VPRINTER_ENGINE_H

#include "hw/vprinter/printer.h"

struct engine;

/* Starts a thread that prints the jobs of `printer` into the folder `paper`. NULL when it cannot.
 */
MUST_USE struct engine *engine_start(struct printer *printer, const char *paper);

/* Stops the printer, waits for the thread and frees. */
void engine_stop(struct engine **engine);

#endif
