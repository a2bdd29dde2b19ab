/* The output tray: the sheets of one job, laid down as one PDF of the same dots at the true size.
 */
#ifndef HW_VPRINTER_TRAY_H
#define HW_VPRINTER_TRAY_H

#include "hw/vprinter/sheets.h"

struct tray;

/* `path` is where the PDF will lie. NULL when there is no memory. */
MUST_USE struct tray *tray_open(const char *path);

/* Lays one more sheet on the others. */
MUST_USE bool tray_add(struct tray *tray, const struct sheet *sheet);

/* Writes the PDF, whole or not at all, and frees the tray. A tray without sheets leaves no file. */
MUST_USE bool tray_close(struct tray **tray);

#endif
