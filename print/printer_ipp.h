/* A printer that speaks IPP, straight from memory: no spool, no temporary file. */
#ifndef PRINT_PRINTER_IPP_H
#define PRINT_PRINTER_IPP_H

#include "print/printer.h"

/* `uri` is ipp://host:port/path (or ipps). Connects anew for each question. False when the URI is
 * not one. */
MUST_USE bool printer_ipp_open(const char *uri, struct printer_port *out);

#endif
