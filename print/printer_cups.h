/* A printer behind a queue of this machine's cupsd: for one that speaks IPP, but to CUPS only. */
#ifndef PRINT_PRINTER_CUPS_H
#define PRINT_PRINTER_CUPS_H

#include "print/printer.h"

/* `uri` is "cups://localhost:631/printers/QUEUE?etc=/etc/cups&printer=URI", where URI is that of
 * the printer itself as printer_ipp.h has it: the queue takes the documents, but what came out is
 * told by the printer alone. False with a reason in `why`: also when the queue's settings could
 * leave a document behind. */
MUST_USE bool printer_cups_open(const char *uri, struct printer_port *out, char *why, size_t size);

#endif
