/* What the virtual printer says of itself, as IPP Everywhere asks for it. */
#ifndef HW_VPRINTER_ATTRIBUTES_H
#define HW_VPRINTER_ATTRIBUTES_H

#include "crypto/base/must.h"
#include "hw/vprinter/printer.h"

#include <cups/cups.h>

#define ATTRIBUTES_FORMAT "image/pwg-raster"
#define ATTRIBUTES_URF    "image/urf"
#define ATTRIBUTES_ANY    "application/octet-stream"
#define ATTRIBUTES_MEDIA  "iso_a4_210x297mm"

/* Appends the printer attributes that `request` asks for to `answer`. `uri` is the printer's. */
void attributes_printer(ipp_t *answer, ipp_t *request, const struct printer_status *status,
                        const char *uri);

/* Appends the job attributes that `request` asks for, in a group of their own. */
void attributes_job(ipp_t *answer, ipp_t *request, const struct job *job,
                    const struct printer_status *status, const char *uri);

/* Whether documents of this format are taken, by a printer that takes URF in place of PWG raster or
 * not; NULL is taken for the default. */
MUST_USE bool attributes_takes(const char *format, bool urf);

/* What of the job template in `request` the printer does not do; copied to the unsupported group of
 * `answer`. Returns how many. */
int attributes_unsupported(ipp_t *answer, ipp_t *request);

#endif
