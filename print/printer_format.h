/* The formats of a document: which one a printer is sent, and which one a document is in. */
#ifndef PRINT_PRINTER_FORMAT_H
#define PRINT_PRINTER_FORMAT_H

#include "crypto/base/bytes.h"
#include "print/printer.h"

#include <cups/ipp.h>

/* Adds the formats that a printer's attributes name to `able`, and chooses `format` and `dpi`: PWG
 * raster before URF, either in 8-bit grey at 300 to 600 dpi, before PDF. */
void printer_format_choose(ipp_t *attributes, struct printer_state *state);

/* The format that a document is in, by its first bytes: one of enum printer_able, or 0. */
unsigned printer_format_of(struct view document);

/* Its MIME type; NULL for 0. */
const char *printer_format_name(unsigned format);

#endif
