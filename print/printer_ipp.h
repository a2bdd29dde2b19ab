/* A printer that speaks IPP, straight from memory: no spool, no temporary file. */
#ifndef PRINT_PRINTER_IPP_H
#define PRINT_PRINTER_IPP_H

#include "print/printer.h"

/* `uri` is "ipps://host:port/path#sha256=HEX", the digest being that of the printer's certificate,
 * or "ipp://host:port/path" on this machine. False when it is not one. docs/printer.md has how the
 * digest is found. */
MUST_USE bool printer_ipp_open(const char *uri, struct printer_port *out);

#endif
