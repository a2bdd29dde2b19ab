/* Opens the printer that an address names. */
#ifndef PRINT_PRINTER_OPEN_H
#define PRINT_PRINTER_OPEN_H

#include "print/printer.h"

/* "ipps://…" and "ipp://…" (printer_ipp.h), "cups://…" (printer_cups.h), and only with `demo`
 * "dir:PATH" (printer_dir.h). False with the reason in `why`. */
MUST_USE bool printer_open(const char *uri, bool demo, struct printer_port *out, char *why,
                           size_t size);

#endif
