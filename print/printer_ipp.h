/* A printer that speaks IPP, straight from memory: no spool, no temporary file. */
#ifndef PRINT_PRINTER_IPP_H
#define PRINT_PRINTER_IPP_H

#include "print/printer_job.h"

/* `uri` is "ipps://host:port/path#sha256=HEX", the digest being that of the printer's certificate,
 * or "ipp://host:port/path" on this machine. False when it is not one. docs/printer.md has how the
 * digest is found. */
MUST_USE bool printer_ipp_open(const char *uri, struct printer_port *out);

/* The same for a line whose addresses are known; it has no connections yet. */
MUST_USE bool printer_ipp_attach(const struct printer_line *line, struct printer_port *out);

#endif
