/* A printer that is a folder, for tests: each document becomes a file there, as it was sent. */
#ifndef PRINT_PRINTER_DIR_H
#define PRINT_PRINTER_DIR_H

#include "print/printer.h"

/* `path` is a folder that exists. It takes PWG raster and counts the pages that are in it. False
 * when nothing can be written there. */
MUST_USE bool printer_dir_open(const char *path, struct printer_port *out);

#endif
